//! Compiles `dicts/` with the library's own compiler into `$OUT_DIR`.

#![allow(dead_code)] // The library's modules are used in part here.

#[path = "src/lexicon"]
mod lexicon {
    pub mod compiled;
    pub mod error;
    pub mod source;
}
#[path = "src/convert/model"]
mod model {
    pub mod candidates;
    pub mod hash;
    pub mod words;
}
#[path = "build/fuse.rs"]
mod fuse;
#[path = "src/convert/exact/image.rs"]
mod image;
#[path = "build/sources.rs"]
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use fuse::{Group, fuse};
use image::{Layout, Pool};
use lexicon::source::Entries;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=dicts");
    println!("cargo::rerun-if-changed=src/lexicon");
    println!("cargo::rerun-if-changed=src/convert/exact/image.rs");
    println!("cargo::rerun-if-changed=src/convert/model");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=docs/rules");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);

    let dictionaries = opencc()?;
    let mut lexicons = String::from("&[\n");
    let mut add = |name: &str, entries: &Entries| {
        let file = out.join(format!("{name}.lexicon"));
        fs::write(&file, lexicon::compiled::compile(entries))?;
        let sources = sources::files(name)?;
        let (origin, licence) = sources::origin(&sources)?;
        let file = file.display().to_string();
        writeln!(
            lexicons,
            "    BuiltIn {{ name: {name:?}, sources: &{sources:?}, origin: {origin:?}, licence: {licence:?}, \
             bytes: include_bytes!({file:?}) }},"
        )?;
        Ok::<_, Box<dyn Error>>(())
    };
    for (name, entries) in &dictionaries {
        add(name, entries)?;
    }
    fs::write(out.join("pages.rs"), pages()?)?;
    #[cfg(feature = "cli")]
    for lang in ["zh-Hans", "zh-Hant"] {
        fs::write(out.join(format!("{lang}.pages")), packed(lang)?)?;
    }
    fs::write(out.join("characters.txt"), characters(&dictionaries)?)?;
    fs::write(out.join("conversions.rs"), conversions(&dictionaries, &out)?)?;
    let mut words = to_simplified(&dictionaries)?;
    let image =
        |words: &Entries| Layout::new(words, &Entries::new(), &BTreeSet::new(), &[]).write(&Pool::new());
    fs::write(out.join("simplified.image"), image(&words))?;
    words.retain(|word, _| word.contains('著'));
    fs::write(out.join("particles.image"), image(&words))?;

    for (name, entries) in [
        ("readings", readings()?),
        ("zhuyin", two_columns("dicts/zhfix/zhuyin.tsv")?),
        ("radicals", two_columns("dicts/unicode/radicals.tsv")?),
        ("compatibility", two_columns("dicts/unicode/compatibility.tsv")?),
        ("simplify", simplify(&dictionaries)?),
        ("traditional_forms", traditional_forms()?),
        ("both_scripts", both_scripts(&dictionaries)?),
        ("standards", two_columns("dicts/unicode/standards.tsv")?),
        ("shinjitai", shinjitai(&dictionaries)?),
        ("simplified_words", two_columns("dicts/zhfix/simplified-words.tsv")?),
        ("mixed_words", mixed_words(&dictionaries)?),
        ("traditional_words", two_columns("dicts/zhfix/traditional-words.tsv")?),
        ("other_spellings", other_spellings()?),
        ("other_forms", other_forms(&dictionaries)?),
        ("leftovers", two_columns("dicts/zhfix/leftovers.tsv")?),
        ("free_spellings", two_columns("dicts/zhfix/free-spellings.tsv")?),
        ("tolerated_spellings", two_columns("dicts/zhfix/tolerated-spellings.tsv")?),
        ("name_characters", two_columns("dicts/zhfix/name-characters.tsv")?),
        ("names", name_words()?),
        ("word_confusion", word_confusion(&dictionaries)?),
        ("terms", terms()?),
        ("topics", topics()?),
    ] {
        add(name, &entries)?;
    }
    fs::write(out.join("word_confusion.beginnings"), beginnings(&word_confusion(&dictionaries)?))?;
    fs::write(out.join("words.table"), voters(&dictionaries)?)?;
    for file in ["dicts/model/weights.bin", "dicts/model/classes.txt", "dicts/zhfix/priors.tsv"] {
        fs::copy(file, out.join(Path::new(file).file_name().ok_or("no name")?))?;
    }
    fs::write(out.join("lexicons.rs"), lexicons + "]")?;
    println!("cargo::rustc-env=ZHFIX_DICTIONARIES={:016x}", fingerprint(&out)?);
    Ok(())
}

/// The pages in a folder, sorted by name.
fn files_of_pages(folder: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    if !Path::new(folder).is_dir() {
        // A language whose pages nobody has written yet.
        return Ok(Vec::new());
    }
    let files = fs::read_dir(folder)?.map(|file| Ok(fs::canonicalize(file?.path())?));
    let mut files: Vec<PathBuf> = files.collect::<Result<_, Box<dyn Error>>>()?;
    files.retain(|path| path.extension().is_some_and(|suffix| suffix == "md"));
    // By name: `a-b.md` comes before `a.md`, and `a-b` behind `a`.
    files.sort_by(|one, other| one.file_stem().cmp(&other.file_stem()));
    Ok(files)
}

/// The Chinese pages of the rules: name and text of each, both ended by a NUL. They are read so seldom that they
/// are packed.
#[cfg(feature = "cli")]
fn packed(lang: &str) -> Result<Vec<u8>, Box<dyn Error>> {
    use std::io::Write as _;
    let mut out = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    for path in files_of_pages(&format!("docs/rules/{lang}"))? {
        let name = path.file_stem().ok_or("no name")?.to_string_lossy();
        write!(out, "{name}\0{}\0", fs::read_to_string(&path)?)?;
    }
    Ok(out.finish()?)
}

/// The pages of the rules, sorted by name, as an expression.
fn pages() -> Result<String, Box<dyn Error>> {
    let mut expression = String::from("&[\n");
    for path in files_of_pages("docs/rules")? {
        let name = path.file_stem().ok_or("no name")?.to_string_lossy();
        writeln!(expression, "    ({name:?}, include_str!({:?})),", path.display().to_string())?;
    }
    Ok(expression + "]")
}

/// A number that is another one when anything compiled here is.
fn fingerprint(out: &Path) -> Result<u64, Box<dyn Error>> {
    let mut files =
        fs::read_dir(out)?.map(|file| Ok(file?.path())).collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    files.sort();
    let mut hasher = DefaultHasher::new();
    // The code that is generated holds the paths of this machine; pages decide nothing.
    for path in
        files.iter().filter(|path| path.extension().is_some_and(|suffix| suffix != "rs" && suffix != "pages"))
    {
        (path.file_name(), fs::read(path)?).hash(&mut hasher);
    }
    Ok(hasher.finish())
}

/// The words that vote on characters with several forms.
fn voters(dictionaries: &BTreeMap<String, Entries>) -> Result<Vec<u8>, Box<dyn Error>> {
    let all = model::candidates::parse(&fs::read_to_string("dicts/zhfix/priors.tsv")?)
        .map_err(|error| format!("dicts/zhfix/priors.tsv: {error}"))?;
    let by_character: BTreeMap<char, _> = all.iter().map(|row| (row.simplified, row)).collect();
    let simplify = simplify(dictionaries)?;
    let mut builder = model::words::Builder::default();
    let mut add = |simplified: &str, traditional: &str, source| {
        let simplified: Vec<char> = simplified.chars().collect();
        let traditional: Vec<char> = traditional.chars().collect();
        if simplified.len() == traditional.len() {
            let rows: Vec<_> = simplified.iter().map(|c| by_character.get(c).copied()).collect();
            builder.add(&rows, &traditional, &simplified, source);
        }
    };
    for name in ["STPhrases", "STPhrases_GeneratedFromRegionalPhrases"] {
        for (key, value) in &dictionaries[name] {
            add(key, value, 0);
        }
    }
    for word in rows(&fs::read_to_string("dicts/mcbopomofo/words.txt")?) {
        let one = |c: char| simplify.get(c.encode_utf8(&mut [0; 4])).map_or(c.to_string(), Clone::clone);
        add(&word.chars().map(one).collect::<String>(), word, 1);
    }
    for (word, bits) in &two_columns("dicts/mcbopomofo/segmentation.tsv")? {
        builder.add_listed(word, bits.parse().map_err(|error| format!("segmentation.tsv: {word}: {error}"))?);
    }
    Ok(builder.build())
}

fn opencc() -> Result<BTreeMap<String, Entries>, Box<dyn Error>> {
    let mut dictionaries = BTreeMap::new();
    for file in fs::read_dir("dicts/opencc")? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let name = path.file_stem().ok_or("no name")?.to_string_lossy().into_owned();
            let entries = lexicon::source::parse_opencc(&path, &fs::read_to_string(&path)?)?;
            dictionaries.insert(name, entries);
        }
    }
    Ok(dictionaries)
}

/// Writes one image per conversion, one with the rare characters where that differs, and what the large ones
/// have in common; returns the table of them as an expression.
fn conversions(dictionaries: &BTreeMap<String, Entries>, out: &Path) -> Result<String, Box<dyn Error>> {
    const NORMALIZATION: &str = "CJK_Compatibility_Ideographs";
    let table: toml::Table = fs::read_to_string("dicts/conversions.toml")?.parse()?;
    let dictionary = |name: &str| dictionaries[name].clone();
    let mut layouts = Vec::new();
    for (name, definition) in &table {
        assert_eq!(definition["normalization"].as_array(), Some(&vec![NORMALIZATION.into()]), "{name}");
        let segmentation = definition.get("segmentation").map(group);
        let chain: Vec<Group> = definition["chain"].as_array().ok_or("no chain")?.iter().map(group).collect();
        let layout = |tofu: bool| {
            let segmentation = segmentation.as_ref().map(|group| group.flatten(&dictionary, true));
            let chain = chain.iter().map(|stage| stage.flatten(&dictionary, tofu)).collect();
            let fused = fuse(segmentation, chain);
            Layout::new(&fused.main, &fused.runs, &fused.triggers, &fused.stages)
        };
        layouts.push([layout(false), layout(true)]);
    }
    let common = common(layouts.iter().map(|[plain, _]| &plain.main.pool));
    fs::write(out.join("common.pool"), common.values().flatten().copied().collect::<Vec<u8>>())?;

    let mut expression = String::from("&[\n");
    for ((name, definition), layouts) in table.iter().zip(&layouts) {
        let description = definition["name"].as_str().ok_or("no name")?;
        let [plain, tofu] = layouts.each_ref().map(|layout| layout.write(&common));
        let mut used = BTreeSet::from([NORMALIZATION]);
        names(&definition["chain"], &mut used);
        definition.get("segmentation").into_iter().for_each(|group| names(group, &mut used));
        write!(expression, "    Definition {{ name: {name:?}, description: {description:?}, ")?;
        write!(expression, "dictionaries: &{:?}, ", used.iter().collect::<Vec<_>>())?;
        for (field, suffix, image) in [("plain", "", &plain), ("tofu", "-tofu", &tofu)] {
            let suffix = if image == &plain { "" } else { suffix };
            let file = out.join(format!("{name}{suffix}.image"));
            fs::write(&file, image)?;
            write!(expression, "{field}: include_bytes!({:?}), ", file.display().to_string())?;
        }
        expression.push_str("},\n");
    }
    Ok(expression + "]")
}

/// The dictionary for Simplified text: Traditional characters and what words make of them, the keys in the Simplified
/// form, so that mixed text finds them.
fn to_simplified(dictionaries: &BTreeMap<String, Entries>) -> Result<Entries, Box<dyn Error>> {
    let table: toml::Table = fs::read_to_string("dicts/conversions.toml")?.parse()?;
    let definition = &table["tw2s"];
    let flat = |value: &toml::Value| group(value).flatten(&|name| dictionaries[name].clone(), false);
    let segmentation = flat(&definition["segmentation"]);
    let chain: Vec<Entries> = definition["chain"].as_array().ok_or("no chain")?.iter().map(flat).collect();
    let simplify = simplify(dictionaries)?;
    let mut entries = Entries::from([("著".to_owned(), "着".to_owned())]);
    let mut add = |key: &str, value: String| {
        let one = |c: char| simplify.get(c.encode_utf8(&mut [0; 4])).map_or(c.to_string(), Clone::clone);
        let key: String = key.chars().map(one).collect();
        if value.chars().count() == key.chars().count() {
            entries.entry(key).or_insert(value);
        }
    };
    for (key, value) in two_columns("dicts/zhfix/simplified-words.tsv")? {
        add(&key, value);
    }
    for key in ["TSPhrases", "TWVariantsRevPhrases"].iter().flat_map(|name| dictionaries[*name].keys()) {
        add(key, fuse::run(key, &segmentation, &chain));
    }
    Ok(entries)
}

/// The buckets that all large pools have: the words that keep their characters together in each conversion.
fn common<'l>(pools: impl Iterator<Item = &'l Pool>) -> Pool {
    const LARGE: usize = 10_000;
    let mut common: Option<Pool> = None;
    for pool in pools.filter(|pool| pool.len() > LARGE) {
        match &mut common {
            None => common = Some(pool.clone()),
            Some(common) => common.retain(|pair, bucket| pool.get(pair) == Some(bucket)),
        }
    }
    common.unwrap_or_default()
}

/// The names of the dictionaries in a group, or in a list of groups.
fn names<'a>(value: &'a toml::Value, all: &mut BTreeSet<&'a str>) {
    match value {
        toml::Value::String(name) => {
            all.insert(name);
        }
        toml::Value::Array(values) => values.iter().for_each(|value| names(value, all)),
        toml::Value::Table(table) => table.values().for_each(|value| names(value, all)),
        _ => {}
    }
}

fn group(value: &toml::Value) -> Group {
    let children = |value: &toml::Value| value.as_array().expect("a list").iter().map(group).collect();
    match value {
        toml::Value::String(name) => Group::Dictionary(name.clone()),
        toml::Value::Table(table) => {
            let (policy, value) = table.iter().next().expect("one key");
            match policy.as_str() {
                "union" => Group::Union(children(value)),
                "short_circuit" => Group::ShortCircuit(children(value)),
                "may_output_tofu" => Group::MayOutputTofu(value.as_str().expect("a name").to_owned()),
                policy => panic!("dicts/conversions.toml: unknown group {policy:?}"),
            }
        }
        value => panic!("dicts/conversions.toml: expected a name or a group, found {value}"),
    }
}

/// The first two columns of a table whose first column is the key.
fn two_columns(path: &str) -> Result<Entries, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={path}");
    let mut entries = Entries::new();
    for row in rows(&fs::read_to_string(path)?) {
        let mut columns = row.split('\t');
        if let (Some(key), Some(value)) = (columns.next(), columns.next()) {
            entries.insert(key.to_owned(), value.to_owned());
        }
    }
    Ok(entries)
}

fn rows(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|row| !row.is_empty() && !row.starts_with('#'))
}

/// Readings without their tones: that is all the residue detector compares.
fn readings() -> Result<Entries, Box<dyn Error>> {
    let mut entries = two_columns("dicts/unicode/readings.tsv")?;
    for readings in entries.values_mut() {
        let mut toneless: Vec<String> = Vec::new();
        for reading in readings.split(' ') {
            let reading = without_tone(reading);
            if !toneless.contains(&reading) {
                toneless.push(reading);
            }
        }
        *readings = toneless.join(" ");
    }
    Ok(entries)
}

fn without_tone(reading: &str) -> String {
    const TONED: [(&str, char); 8] = [
        ("āáǎà", 'a'),
        ("ēéěèê", 'e'),
        ("īíǐì", 'i'),
        ("ōóǒò", 'o'),
        ("ūúǔù", 'u'),
        ("ǖǘǚǜü", 'ü'),
        ("ńňǹ", 'n'),
        ("ḿ", 'm'),
    ];
    let plain = |c: char| TONED.iter().find(|(toned, _)| toned.contains(c)).map_or(c, |&(_, plain)| plain);
    reading
        .chars()
        .map(plain)
        .filter(|c| !('\u{300}'..='\u{36F}').contains(c))
        .map(|c| if c == 'ế' || c == 'ề' { 'e' } else { c })
        .collect()
}

/// Every Traditional character and every regional form of one to its Simplified form.
fn simplify(dictionaries: &BTreeMap<String, Entries>) -> Result<Entries, Box<dyn Error>> {
    let standards = two_columns("dicts/unicode/standards.tsv")?;
    let characters = &dictionaries["TSCharacters"];
    let mut entries = characters.clone();
    for name in ["TWVariantsRev", "HKVariantsRev"] {
        for (form, standard) in &dictionaries[name] {
            let simplified = characters.get(standard).unwrap_or(standard);
            // Standard in mainland China itself: 著 beside 着.
            if !standards.get(form).is_some_and(|flags| flags.contains('G')) {
                entries.entry(form.clone()).or_insert_with(|| simplified.clone());
            }
        }
    }
    // Forms that OpenCC writes and does not read (揹, 牠), where mainland China has no such character.
    for (simplified, forms) in traditional_forms()? {
        for form in
            forms.split(' ').filter(|form| !standards.get(*form).is_some_and(|flags| flags.contains('G')))
        {
            entries.entry(form.to_owned()).or_insert_with(|| simplified.clone());
        }
    }
    // Forms of fonts and of other standards that OpenCC does not know: 靑, 歩.
    for (form, standard) in other_forms(dictionaries)? {
        let standard = standard.trim_end_matches(" TW").to_owned();
        let simplified = entries.get(&standard).unwrap_or(&standard).clone();
        entries.entry(form).or_insert(simplified);
    }
    entries.retain(|key, value| key != value);
    // OpenCC leaves these to the reader; dicts/zhfix/simplified-words.tsv tells the words.
    entries.extend([("瞭", "了"), ("藉", "借")].map(|(from, to)| (from.to_owned(), to.to_owned())));
    Ok(entries)
}

/// The characters that have another Simplified form or belong to one script only: one on each line, with its Simplified
/// form and `S` or `T` for the script.
fn characters(dictionaries: &BTreeMap<String, Entries>) -> Result<String, Box<dyn Error>> {
    let (traditional, both) = (traditional_forms()?, both_scripts(dictionaries)?);
    let only = |text: &str| text.chars().next().filter(|c| text.len() == c.len_utf8());
    let mut all = BTreeMap::<char, (char, &str)>::new();
    for (from, to) in &simplify(dictionaries)? {
        if let (Some(c), Some(to)) = (only(from), only(to)) {
            let legal = both.contains_key(from) || traditional.contains_key(from);
            all.insert(c, (to, if legal { "" } else { "T" }));
        }
    }
    // OpenCC's standard has 羣; Taiwan writes 群, so that it is no Simplified character alone.
    let mut regional: String =
        ["TWVariants", "HKVariants"].iter().flat_map(|name| dictionaries[*name].values()).cloned().collect();
    // Nor is the particle of written Cantonese: 睇吓.
    regional.push('吓');
    // Nor is a form that good writers put for another one: 霉 for 黴, 晒 for 曬.
    for path in ["dicts/zhfix/free-spellings.tsv", "dicts/zhfix/tolerated-spellings.tsv"] {
        regional.extend(two_columns(path)?.into_values());
    }
    for (from, forms) in &traditional {
        let legal = forms.split(' ').any(|form| form == from) || regional.contains(from);
        if let Some(c) = only(from).filter(|_| !legal) {
            let simplified = all.get(&c).map_or(c, |&(simplified, _)| simplified);
            all.insert(c, (simplified, "S"));
        }
    }
    let rows = all.iter().map(|(c, (simplified, script))| format!("{c}{simplified}{script}"));
    Ok(rows.collect::<Vec<_>>().join("\n"))
}

/// Simplified form of words to the mixture of both scripts in which `OpenCC` has them (`幺麽小丑`). Short ones would
/// be read by chance: 乾元 in 若干元.
fn mixed_words(dictionaries: &BTreeMap<String, Entries>) -> Result<Entries, Box<dyn Error>> {
    const SHORTEST: usize = 4;
    let (simplify, forms) = (simplify(dictionaries)?, traditional_forms()?);
    let mut entries = Entries::new();
    for (key, value) in &dictionaries["STPhrases"] {
        let one = |c: char| simplify.get(c.encode_utf8(&mut [0; 4])).map_or(c.to_string(), Clone::clone);
        let simplified: Vec<String> = key.chars().map(one).collect();
        let is_form = |(plain, c): (&String, char)| {
            let c = c.to_string();
            simplify.get(&c).unwrap_or(&c) == plain
                || forms.get(plain).is_some_and(|forms| forms.contains(&c))
        };
        let word = simplified.concat();
        let known = word == *key || dictionaries["STPhrases"].get(&word) == Some(value);
        if !known && simplified.len() >= SHORTEST && simplified.iter().zip(value.chars()).all(is_form) {
            entries.insert(word, key.clone());
        }
    }
    Ok(entries)
}

/// Forms of `variants.tsv` that `OpenCC` writes in no region and that are no standard of mainland China, to the form of
/// their row that `OpenCC`'s standard has, or where that tells none, to Taiwan's; with ` TW` where Hong Kong has no
/// preference.
fn other_forms(dictionaries: &BTreeMap<String, Entries>) -> Result<Entries, Box<dyn Error>> {
    let standard: String = traditional_forms()?.into_values().collect();
    let regional =
        ["TWVariants", "HKVariants"].map(|name| dictionaries[name].values().cloned().collect::<String>());
    let is_regional = |c: char| regional.iter().any(|forms| forms.contains(c));
    let standards = two_columns("dicts/unicode/standards.tsv")?;
    let is_mainland = |c: char| standards.get(&c.to_string()).is_some_and(|flags| flags.contains('G'));
    let mut entries = Entries::new();
    for row in rows(&fs::read_to_string("dicts/zhfix/variants.tsv")?) {
        let columns: Vec<&str> = row.split('\t').collect();
        let known: Vec<char> = columns[0].chars().filter(|&c| standard.contains(c)).collect();
        let to = match known[..] {
            [one] => one.to_string(),
            _ => columns.get(2).copied().unwrap_or_default().to_owned(),
        };
        let only = if columns.get(3).is_none_or(|hong_kong| hong_kong.is_empty()) { " TW" } else { "" };
        let others =
            columns[0].chars().filter(|&c| !known.contains(&c) && !is_regional(c) && !is_mainland(c));
        for form in others.map(String::from).filter(|form| *form != to && !to.is_empty()) {
            entries.insert(form, format!("{to}{only}"));
        }
    }
    Ok(entries)
}

/// Simplified words that `OpenCC` knows two spellings of, to all of them.
fn other_spellings() -> Result<Entries, Box<dyn Error>> {
    let mut entries = two_columns("dicts/opencc/STPhrases.txt")?;
    entries.retain(|_, spellings| spellings.contains(' '));
    Ok(entries)
}

/// Simplified characters with all their Traditional forms, separated by spaces.
fn traditional_forms() -> Result<Entries, Box<dyn Error>> {
    two_columns("dicts/opencc/STCharacters.txt")
}

/// Characters that have a Simplified form and are standard in Simplified text all the same: 乾, 瞭.
fn both_scripts(dictionaries: &BTreeMap<String, Entries>) -> Result<Entries, Box<dyn Error>> {
    let mut entries = two_columns("dicts/unicode/standards.tsv")?;
    entries.retain(|c, flags| flags.contains('G') && dictionaries["TSCharacters"].contains_key(c));
    Ok(entries)
}

/// Japanese characters that no list of China, Taiwan or Hong Kong has, to the Traditional form.
fn shinjitai(dictionaries: &BTreeMap<String, Entries>) -> Result<Entries, Box<dyn Error>> {
    let standards = two_columns("dicts/unicode/standards.tsv")?;
    let has = |c: &str, wanted: &[char]| standards.get(c).is_some_and(|flags| flags.contains(wanted));
    let mut entries = two_columns("dicts/opencc/JPShinjitaiCharacters.txt")?;
    entries.retain(|c, _| {
        let chinese = ['G', 'B', 'H'];
        // The other forms of 产 and 颜 are old ones in China too.
        let old = |name: &str| dictionaries[name].contains_key(c);
        has(c, &['J']) && !has(c, &chinese) && !old("STCharacters") && !old("TSCharacters")
    });
    // A price in 円 is one.
    entries.remove("円");
    for forms in entries.values_mut() {
        let mut usual = forms.split(' ').filter(|form| has(form, &['B']));
        *forms = usual.next().unwrap_or_default().to_owned();
    }
    entries.retain(|c, form| !form.is_empty() && c != form);
    Ok(entries)
}

/// Word to the kinds of evidence for a name that it is.
fn name_words() -> Result<Entries, Box<dyn Error>> {
    let mut entries = Entries::new();
    println!("cargo::rerun-if-changed=dicts/zhfix/names.tsv");
    for row in rows(&fs::read_to_string("dicts/zhfix/names.tsv")?) {
        let (kind, word) = row.split_once('\t').ok_or("dicts/zhfix/names.tsv: expected kind<TAB>word")?;
        let kinds: &mut String = entries.entry(word.to_owned()).or_default();
        if !kinds.is_empty() {
            kinds.push(' ');
        }
        kinds.push_str(kind);
    }
    Ok(entries)
}

/// Every way to write a wrong word to what is right: `Simplified<TAB>Traditional`, one of them empty where the
/// script accepts the word. Texts in which the word is right stand for themselves.
fn word_confusion(dictionaries: &BTreeMap<String, Entries>) -> Result<Entries, Box<dyn Error>> {
    const PATH: &str = "dicts/zhfix/word-confusion.tsv";
    println!("cargo::rerun-if-changed={PATH}");
    let mut entries = Entries::new();
    for row in rows(&fs::read_to_string(PATH)?) {
        let mut columns = row.split('\t').chain(std::iter::repeat(""));
        let [simplified, right, traditional, right_traditional, unless] =
            std::array::from_fn(|_| columns.next().unwrap_or(""));
        let value = format!("{right}\t{right_traditional}");
        for word in spellings(simplified, traditional, dictionaries) {
            if entries.insert(word.clone(), value.clone()).is_some_and(|other| other != value) {
                return Err(format!("{PATH}: {word:?} stands in two rows; keep one").into());
            }
        }
        for text in unless.split(' ').filter(|text| !text.is_empty()) {
            entries.insert(text.to_owned(), text.to_owned());
        }
    }
    Ok(entries)
}

/// The first three characters of the keys, and the keys that are shorter: each once, on a line.
fn beginnings(entries: &Entries) -> String {
    let beginning = |key: &String| key.chars().take(3).collect::<String>();
    let mut beginnings: Vec<String> = entries.keys().map(beginning).collect();
    beginnings.dedup();
    beginnings.join("\n")
}

/// A word in either script, in a mixture of both, and in the forms of Taiwan and Hong Kong.
fn spellings(simplified: &str, traditional: &str, dictionaries: &BTreeMap<String, Entries>) -> Vec<String> {
    let (first, second) = match (simplified, traditional) {
        (only, "") | ("", only) => (only, only),
        both => both,
    };
    if first.chars().count() != second.chars().count() {
        return vec![first.to_owned(), second.to_owned()];
    }
    let mut spellings = vec![String::new()];
    for (simplified, traditional) in first.chars().zip(second.chars()) {
        let mut forms = vec![simplified];
        let mut add = |form: &str| forms.extend(form.chars().next().filter(|form| !forms.contains(form)));
        if simplified != traditional {
            let traditional = traditional.to_string();
            add(&traditional);
            let standard = ["TWVariantsRev", "HKVariantsRev"]
                .iter()
                .find_map(|name| dictionaries[*name].get(&traditional));
            let standard = standard.unwrap_or(&traditional).clone();
            add(&standard);
            for region in ["TWVariants", "HKVariants"] {
                dictionaries[region].get(&standard).into_iter().for_each(|form| add(form));
            }
        }
        spellings = spellings
            .iter()
            .flat_map(|start| forms.iter().map(move |form| format!("{start}{form}")))
            .collect();
    }
    spellings
}

/// Direction and word to value and condition.
fn terms() -> Result<Entries, Box<dyn Error>> {
    const PATH: &str = "dicts/zhfix/terms.tsv";
    println!("cargo::rerun-if-changed={PATH}");
    let mut entries = Entries::new();
    for row in rows(&fs::read_to_string(PATH)?) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [direction, word, value, ref rest @ ..] = columns[..] else {
            return Err(format!("{PATH}: expected FROM-TO<TAB>WORD<TAB>VALUE, found {row:?}").into());
        };
        let when = rest.first().copied().unwrap_or_default();
        if entries.insert(format!("{direction}\t{word}"), format!("{value}\t{when}")).is_some() {
            return Err(format!("{PATH}: two rows for {direction} {word}; keep one").into());
        }
    }
    Ok(entries)
}

/// Words to their topics.
fn topics() -> Result<Entries, Box<dyn Error>> {
    let mut entries = Entries::new();
    for (topic, words) in two_columns("dicts/zhfix/topics.tsv")? {
        for word in words.split(' ') {
            let topics: &mut String = entries.entry(word.to_lowercase()).or_default();
            if !topics.is_empty() {
                topics.push(' ');
            }
            topics.push_str(&topic);
        }
    }
    Ok(entries)
}
