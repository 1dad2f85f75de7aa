//! Which rules run: the arguments that `lint` and `fix` share.

use super::problem::Problem;
use crate::config::rule_names;
use crate::config::suggest::did_you_mean;
use crate::diagnostic::Level;
use crate::lint::{Levels, rules};

/// Arguments about rules.
#[derive(Clone, Debug, Default, clap::Args)]
#[command(next_help_heading = "Rules")]
pub(crate) struct RuleArgs {
    /// Only these rules, separated by commas, also if they are off by default
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,

    /// All but these rules, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
}

impl RuleArgs {
    /// Change the levels that the configuration gives.
    pub(crate) fn apply(&self, levels: &mut Levels) -> Result<(), Problem> {
        for name in self.select.iter().chain(&self.ignore) {
            if rules::named(name).is_none() {
                let hint = match did_you_mean(name, rule_names()) {
                    hint if hint.is_empty() => ";".to_owned(),
                    hint => hint,
                };
                return Err(Problem::Message(format!("unknown rule `{name}`{hint} `zhfix rules` lists all")));
            }
        }
        for rule in rules::ALL {
            let name = rule.name();
            let selected = self.select.iter().any(|other| other == name);
            let level = match levels.of(*rule) {
                _ if self.ignore.iter().any(|other| other == name) => Level::Off,
                Level::Off if selected => Level::Warn,
                level if selected || self.select.is_empty() => level,
                _ => Level::Off,
            };
            levels.set(name, level).map_err(|error| Problem::Message(error.to_string()))?;
        }
        Ok(())
    }
}
