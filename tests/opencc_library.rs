//! Byte for byte what libopencc gives: `cargo test --features opencc --test opencc_library`, where
//! pkg-config finds libopencc 1.4. `OPENCC_DATA` names the folder of its configurations if the library does
//! not find them itself.

mod common;

use std::path::PathBuf;

use common::hostile::hostile;
use opencc_rust::OpenCC;
use proptest::strategy::{Strategy, ValueTree};
use zhfix::convert::exact::DEFINITIONS;
use zhfix::convert::{Converter, Options, Target};

#[test]
fn libopencc_gives_the_same_bytes() {
    let data = std::env::var_os("OPENCC_DATA").map(PathBuf::from).unwrap_or_default();
    let mut runner = common::runner(1);
    let strategy = hostile();
    for definition in DEFINITIONS {
        let library = OpenCC::new(data.join(format!("{}.json", definition.name))).unwrap();
        let target = Target::Exact(definition.name.to_owned());
        // The library uses the rare characters that OpenCC's command line leaves out.
        let converter = Converter::new(&Options { target, tofu: true, ..Options::default() }).unwrap();
        for _ in 0..2000 {
            // C strings end with the first NUL.
            let text = strategy.new_tree(&mut runner).unwrap().current().replace('\0', "");
            assert_eq!(converter.convert(&text), library.convert(&text).unwrap(), "{}", definition.name);
        }
    }
}
