//! The schemas in `.vscode/` are those of the tables of keys, and the settings point at each of them.
//! `WEGWIJZER_BIJWERKEN=1 cargo test --test schemas` writes them anew.
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use wegwijzer::parse::schema::KINDS;

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.vscode"))
}

#[test]
fn schemas_are_those_of_the_keys() {
    for kind in KINDS {
        let path = folder().join(format!("schemas/{}.json", kind.name));
        if std::env::var("WEGWIJZER_BIJWERKEN").is_ok() {
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
            std::fs::write(&path, kind.schema()).expect("write");
        }
        let written = std::fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(written, kind.schema(), "{} is not what the table says", path.display());
    }
}

#[test]
fn settings_name_the_schema_of_each_yaml_file() {
    let text = std::fs::read_to_string(folder().join("settings.json")).expect("settings.json");
    let settings: Value = serde_json::from_str(&text).expect("JSON");
    let named: BTreeMap<String, Value> = serde_json::from_value(settings["yaml.schemas"].clone()).expect("a map");
    for kind in KINDS.iter().filter(|k| k.files.iter().any(|f| f.contains(".yaml"))) {
        let patterns = &named[&format!("./.vscode/schemas/{}.json", kind.name)];
        let patterns: Vec<String> = serde_json::from_value(patterns.clone()).expect("patterns");
        assert_eq!(patterns, kind.files, "{}", kind.name);
    }
}

/// A default is a value that the key could have: what is left out counts as if it had been written.
#[test]
fn defaults_are_values_of_their_shape() {
    let mut seen = 0;
    for kind in KINDS {
        let schema: Value = serde_json::from_str(&kind.schema()).expect("JSON");
        let table = if kind.list { &schema["items"] } else { &schema };
        for (name, of) in table["properties"].as_object().expect("properties") {
            let Some(default) = of.get("default") else { continue };
            let fine = match of["type"].as_str() {
                Some("boolean") => default.is_boolean(),
                Some("array") => default.as_array().is_some_and(|values| {
                    let known = of["items"]["enum"].as_array();
                    values.iter().all(|v| known.is_none_or(|k| k.contains(v)))
                }),
                _ => of["enum"].as_array().is_none_or(|known| known.contains(default)),
            };
            assert!(fine, "{}: {name} = {default}", kind.name);
            seen += 1;
        }
        for key in kind.keys.iter().filter(|k| k.default.is_some()) {
            assert!(kind.table().contains(key.name) && !key.required, "{}: {}", kind.name, key.name);
        }
    }
    assert!(seen > 20, "{seen}");
}

/// What the shipped set holds is what the schemas allow: every key of a register is in its schema, with a description.
#[test]
fn schemas_describe_every_key_in_dutch() {
    for kind in KINDS {
        let schema: Value = serde_json::from_str(&kind.schema()).expect("JSON");
        let table = if kind.list { &schema["items"] } else { &schema };
        let properties = table["properties"].as_object().expect("properties");
        assert_eq!(properties.len(), kind.keys.len(), "{}: a key stands twice", kind.name);
        for (name, of) in properties {
            assert!(of["description"].as_str().is_some_and(|d| d.len() > 5), "{}: {name}", kind.name);
        }
        assert_eq!(table["additionalProperties"], Value::Bool(false));
    }
}
