//! The command line as users and scripts meet it: pipes, files, folders, exit statuses.

#[path = "cmd/adoption.rs"]
mod adoption;
#[cfg(unix)]
#[path = "cmd/bad_days.rs"]
mod bad_days;
#[path = "cmd/baseline.rs"]
mod baseline;
#[path = "cmd/browser.rs"]
mod browser;
#[path = "cmd/config_schema.rs"]
mod config_schema;
#[path = "cmd/configuration.rs"]
mod configuration;
#[path = "cmd/consistency.rs"]
mod consistency;
#[path = "cmd/corrections.rs"]
mod corrections;
#[path = "cmd/destinations.rs"]
mod destinations;
#[path = "cmd/detection.rs"]
mod detection;
#[path = "cmd/dictionaries.rs"]
mod dictionaries;
#[path = "cmd/doubts.rs"]
mod doubts;
#[path = "cmd/failures.rs"]
mod failures;
#[cfg(unix)]
#[path = "cmd/interrupted.rs"]
mod interrupted;
#[cfg(target_os = "linux")]
#[path = "cmd/memory.rs"]
mod memory;
#[path = "cmd/patches.rs"]
mod patches;
#[path = "cmd/reports.rs"]
mod reports;
#[path = "cmd/rules.rs"]
mod rules;
#[path = "cmd/schemas.rs"]
mod schemas;
#[path = "cmd/selection.rs"]
mod selection;
#[path = "cmd/streams.rs"]
mod streams;
#[path = "cmd/support.rs"]
mod support;
#[path = "cmd/syntaxes.rs"]
mod syntaxes;
#[path = "cmd/words.rs"]
mod words;
