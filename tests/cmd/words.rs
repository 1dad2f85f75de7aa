//! The user's words in `lint`, and damage that stays in `fix`.

use crate::support::Folder;

#[test]
fn nothing_is_found_in_the_users_words() {
    let folder = Folder::new();
    folder.write("my.tsv", "头发\t\nX,\t\n");
    let text = "這個是头发與头。他說:好，說X,對，說Y,對。\n";
    let found = |args: &[&str]| {
        let run = folder.pipe(&[&["lint", "-q", "--output-format", "jsonl"], args].concat(), text.as_bytes());
        run.text().lines().count()
    };
    assert_eq!((found(&[]), found(&["--dict", "my.tsv"])), (6, 3));
}

#[test]
fn damage_stays_if_the_user_wants_it() {
    let folder = Folder::new();
    let text = "我們學(xué)習會(huì)議，他說(shuō)得對,好。\n";
    let run = |args: &[&str]| folder.pipe(&[&["fix", "--to", "tw"], args].concat(), text.as_bytes()).text();
    assert_eq!(run(&[]), "我們學習會議，他說得對，好。\n");
    assert_eq!(run(&["--no-repair"]), "我們學(xué)習會(huì)議，他說(shuō)得對，好。\n");
}
