//! Where results go, and what becomes of the files that are there.

use std::fs;

use crate::support::Folder;

#[test]
fn the_output_may_be_the_input() {
    let folder = Folder::new();
    folder.write("a.txt", "頭髮");
    folder.run(&["convert", "a.txt", "-o", "a.txt"]).done();
    assert_eq!(folder.read("a.txt"), "头发".as_bytes());
    assert_eq!(folder.files(), ["a.txt"]);
}

#[test]
fn unchanged_files_are_not_touched() {
    let folder = Folder::new();
    let path = folder.write("a.txt", "头发\n");
    let long = folder.write("long.txt", "头发\n".repeat(100_000));
    let times = || [&path, &long].map(|path| fs::metadata(path).unwrap().modified().unwrap());
    let before = times();
    std::thread::sleep(std::time::Duration::from_millis(20));
    folder.run(&["convert", "-i", "a.txt", "long.txt"]).done();
    folder.run(&["fix", "-i", "--to", "cn", "."]).done();
    assert_eq!(times(), before);
    assert_eq!(folder.files(), ["a.txt", "long.txt"]);
}

#[cfg(unix)]
#[test]
fn the_mode_stays() {
    use std::os::unix::fs::PermissionsExt;

    let folder = Folder::new();
    let path = folder.write("a.sh", "頭髮");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o750)).unwrap();
    folder.run(&["convert", "-i", "a.sh"]).done();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o7777, 0o750);
    assert_eq!(folder.read("a.sh"), "头发".as_bytes());
}

#[cfg(unix)]
#[test]
fn links_stay_links() {
    let folder = Folder::new();
    folder.write("deep/a.txt", "頭髮");
    std::os::unix::fs::symlink("deep/a.txt", folder.path("link")).unwrap();
    folder.run(&["convert", "-i", "link"]).done();
    assert_eq!(folder.read("deep/a.txt"), "头发".as_bytes());
    assert!(folder.path("link").is_symlink());

    let path = folder.write("b.txt", "頭髮");
    fs::hard_link(&path, folder.path("twin")).unwrap();
    let run = folder.run(&["convert", "-i", "b.txt"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("b.txt: has other hard links"), "{}", run.err());
    assert_eq!(folder.read("twin"), "頭髮".as_bytes());
}

#[test]
fn a_read_only_file_is_named() {
    let folder = Folder::new();
    let path = folder.write("a.txt", "頭髮");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let run = folder.run(&["convert", "-i", "a.txt"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("a.txt: is read-only; `chmod u+w`"), "{}", run.err());
    assert_eq!(folder.files(), ["a.txt"]);
}

#[test]
fn a_folder_is_converted_below_another() {
    let folder = Folder::new();
    folder.write("book/1.txt", "頭髮");
    folder.write("book/two/2.txt", "漢語\r\n");
    folder.write("book/data.bin", b"\x00\x01\xff");
    folder.write("book/.gitignore", "skipped\n");
    folder.write("book/skipped", "頭髮");
    folder.run(&["convert", "book/", "--out-dir", "out", "-j", "2"]).done();
    assert_eq!(folder.read("out/1.txt"), "头发".as_bytes());
    assert_eq!(folder.read("out/two/2.txt"), "汉语\r\n".as_bytes());
    assert!(!folder.path("out/data.bin").exists() && !folder.path("out/skipped").exists());

    folder.run(&["convert", "-i", "book/"]).done();
    assert_eq!(folder.read("book/1.txt"), "头发".as_bytes());
    assert_eq!(folder.read("book/skipped"), "頭髮".as_bytes());
}

#[test]
fn results_do_not_become_inputs() {
    let folder = Folder::new();
    folder.write("1.txt", "頭髮");
    for _ in 0..2 {
        folder.run(&["convert", ".", "--out-dir", "out"]).done();
    }
    assert_eq!(folder.files(), ["1.txt", "out/1.txt"]);
}

#[test]
fn two_inputs_do_not_share_an_output() {
    let folder = Folder::new();
    folder.write("a/1.txt", "頭");
    folder.write("b/1.txt", "髮");
    let run = folder.run(&["convert", "a", "b", "--out-dir", "out"]);
    assert_eq!(run.code(), 2);
    assert!(run.err().contains("would be written there too"), "{}", run.err());
    assert!(!folder.path("out").exists());
}

#[test]
fn a_check_writes_nothing() {
    let folder = Folder::new();
    folder.write("a.txt", "頭髮");
    folder.write("b.txt", "头发");
    for command in [&["convert"][..], &["fix", "--to", "cn"]] {
        let check = |path| folder.run(&[command, &["--check", path]].concat());
        assert_eq!((check("a.txt").code(), check("b.txt").code(), check(".").code()), (1, 0, 1));
        assert_eq!(check(".").text(), "./a.txt: would change\n");
    }
    assert_eq!(folder.read("a.txt"), "頭髮".as_bytes());
    let run = folder.run(&["convert", "--check", "--diff", "."]);
    assert_eq!(run.code(), 1);
    assert!(run.text().contains("+头发"));
    assert_eq!(folder.run(&["convert", "--diff", "."]).code(), 0);
}

#[test]
#[cfg(unix)]
fn output_to_a_redirected_stdout_keeps_what_others_write() {
    let folder = Folder::new();
    let log = folder.path("log");
    let script = format!(
        "{{ echo a; echo 頭髮 | {} convert -o /dev/stdout; echo b; }} > log",
        env!("CARGO_BIN_EXE_zhfix")
    );
    let status = std::process::Command::new("sh").args(["-c", &script]).current_dir(folder.root()).status();
    assert!(status.unwrap().success());
    assert_eq!(std::fs::read_to_string(log).unwrap(), "a\n头发\nb\n");
}

#[test]
fn a_fix_mends_what_a_conversion_mends() {
    let folder = Folder::new();
    // The damage is in the first of several sections: the whole would not show it.
    let damaged = "我們學(xué)習會(huì)議。\n他說(shuō)得對。\n".repeat(8000);
    let clean = "我們學習會議。\n他說得對。\n".repeat(12000);
    folder.write("big.txt", damaged + &clean);
    let converted = folder.run(&["convert", "--to", "tw", "big.txt"]);
    let fixed = folder.run(&["fix", "--to", "tw", "big.txt"]);
    assert_eq!((converted.code(), fixed.code()), (0, 0));
    assert!(converted.out() == fixed.out());
}
