//! Where each compiled dictionary comes from: its files, and who made them.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::Path;

/// The files below `dicts/` that the dictionary `name` is made of.
pub fn files(name: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let derived: &[&str] = match name {
        "simplify" => &[
            "opencc/TSCharacters.txt",
            "opencc/TWVariantsRev.txt",
            "opencc/HKVariantsRev.txt",
            "unicode/standards.tsv",
            "zhfix/variants.tsv",
        ],
        "other_spellings" => &["opencc/STPhrases.txt"],
        "mixed_words" => &["opencc/STPhrases.txt", "opencc/STCharacters.txt", "opencc/TSCharacters.txt"],
        "traditional_forms" => &["opencc/STCharacters.txt"],
        "shinjitai" => &["opencc/JPShinjitaiCharacters.txt", "unicode/standards.tsv"],
        "other_forms" => &[
            "zhfix/variants.tsv",
            "opencc/STCharacters.txt",
            "opencc/TWVariants.txt",
            "opencc/HKVariants.txt",
            "unicode/standards.tsv",
        ],
        "both_scripts" => &["unicode/standards.tsv", "opencc/TSCharacters.txt"],
        _ => &[],
    };
    if !derived.is_empty() {
        return Ok(derived.iter().map(|&file| file.to_owned()).collect());
    }
    let dashed = name.replace('_', "-");
    let own = [format!("opencc/{name}.txt"), format!("zhfix/{dashed}.tsv"), format!("unicode/{dashed}.tsv")];
    let found = own.into_iter().find(|file| Path::new("dicts").join(file).exists());
    let found = found.ok_or_else(|| format!("build/sources.rs: say which files `{name}` is made of"))?;
    Ok(vec![found])
}

/// Package and version that the files come from, and their licence.
pub fn origin(files: &[String]) -> Result<(String, String), Box<dyn Error>> {
    let table: toml::Table = fs::read_to_string("dicts/SOURCES.toml")?.parse()?;
    let listed = table["file"].as_array().ok_or("dicts/SOURCES.toml: no files")?;
    let (mut origins, mut licences) = (BTreeSet::new(), BTreeSet::new());
    for file in files {
        let entry = listed.iter().find(|entry| entry["path"].as_str() == Some(file));
        let field = |name: &str| entry.and_then(|entry| entry[name].as_str());
        if let (Some(package), Some(version), Some(licence)) =
            (field("package"), field("version"), field("licence"))
        {
            origins.insert(format!("{package} {version}"));
            licences.insert(licence.to_owned());
        } else {
            origins.insert("zhfix".to_owned());
            licences.insert(std::env::var("CARGO_PKG_LICENSE")?);
        }
    }
    let join = |all: BTreeSet<String>, with: &str| all.into_iter().collect::<Vec<_>>().join(with);
    Ok((join(origins, " + "), join(licences, " AND ")))
}
