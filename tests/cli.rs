//! The command line as users and scripts meet it: pipes, files, folders, exit statuses.

#[path = "cmd/baseline.rs"]
mod baseline;
#[path = "cmd/config_schema.rs"]
mod config_schema;
#[path = "cmd/configuration.rs"]
mod configuration;
#[path = "cmd/destinations.rs"]
mod destinations;
#[path = "cmd/detection.rs"]
mod detection;
#[path = "cmd/doubts.rs"]
mod doubts;
#[path = "cmd/failures.rs"]
mod failures;
#[cfg(unix)]
#[path = "cmd/interrupted.rs"]
mod interrupted;
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
#[path = "cmd/words.rs"]
mod words;
