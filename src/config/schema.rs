//! The JSON Schema of `zhfix.toml`, for editors.

use serde_json::{Map, Value, json};

use super::keys::{self, Key, Kind, OVERRIDE, TOP};

/// A schema (draft 2020-12) that a `zhfix.toml` satisfies, read as JSON, where [`Config::parse`] takes it.
///
/// Two things are beyond it: that the patterns are patterns, and that the dictionaries exist.
///
/// [`Config::parse`]: super::Config::parse
pub fn schema() -> Value {
    let mut schema = table(&TOP);
    let own = [
        ("$schema", json!("https://json-schema.org/draft/2020-12/schema")),
        ("title", json!("zhfix.toml")),
        ("description", json!("What zhfix does with the files of a project.")),
    ];
    schema.extend(own.map(|(name, value)| (name.to_owned(), value)));
    Value::Object(schema)
}

fn table(keys: &[&Key]) -> Map<String, Value> {
    let properties: Map<_, _> = keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let needed = |key: &&&Key| matches!(key.kind, Kind::Strings { needed: true });
    let required: Vec<_> = keys.iter().filter(needed).map(|key| key.name).collect();
    let mut table = Map::new();
    table.insert("type".to_owned(), json!("object"));
    table.insert("properties".to_owned(), Value::Object(properties));
    table.insert("additionalProperties".to_owned(), json!(false));
    if !required.is_empty() {
        table.insert("required".to_owned(), json!(required));
    }
    table
}

fn property(key: &Key) -> Value {
    let mut property = match key.kind {
        Kind::Bool => json!({ "type": "boolean" }),
        Kind::Name(names) => json!({ "type": "string", "enum": names() }),
        Kind::Strings { needed } => {
            let items = json!({ "type": "string", "minLength": 1 });
            json!({ "type": "array", "items": items, "minItems": usize::from(needed) })
        }
        Kind::Rules => {
            let level = json!({ "type": "string", "enum": keys::levels() });
            let rules: Map<_, _> = keys::rule_names().map(|name| (name.to_owned(), level.clone())).collect();
            json!({ "type": "object", "properties": rules, "additionalProperties": false })
        }
        Kind::Overrides => json!({ "type": "array", "items": table(&OVERRIDE) }),
    };
    property["description"] = json!(key.doc);
    if let Some(default) = key.default {
        // The defaults are written so that TOML and JSON read them alike.
        property["default"] = serde_json::from_str(default).expect("a value of TOML and JSON");
    }
    property
}
