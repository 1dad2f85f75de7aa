//! `lint` that corrects.

use crate::support::Folder;

#[test]
fn files_are_corrected_and_the_rest_is_reported() {
    let folder = Folder::new();
    folder.write("a.txt", "你好,世界...好，“没完。\n");
    let run = folder.run(&["lint", "--fix", "--output-format", "concise", "a.txt"]);
    assert_eq!(folder.read("a.txt"), "你好，世界……好，“没完。\n".as_bytes());
    assert_eq!(run.code(), 1);
    assert!(run.text().contains("unmatched-pair") && !run.text().contains("ellipsis"), "{}", run.text());
    folder.write("b.txt", "你好,世界\n");
    assert_eq!(folder.run(&["lint", "--fix", "b.txt"]).code(), 0);
}

#[test]
fn a_patch_is_shown_and_nothing_written() {
    let folder = Folder::new();
    folder.write("a.txt", "使用Rust,然后\n");
    let run = folder.run(&["lint", "--diff", "--space-around-latin", "always", "a.txt"]);
    assert!(run.text().contains("+使用 Rust，然后\n"), "{}", run.text());
    assert_eq!(folder.read("a.txt"), "使用Rust,然后\n".as_bytes());
    let run = folder.run(&["lint", "--check", "a.txt"]);
    assert_eq!((run.code(), run.text().as_str()), (1, ""));
}

#[test]
fn fix_goes_by_the_region_that_lint_goes_by() {
    let folder = Folder::new();
    folder.write("a.txt", "這個軟體的預設值有問題，請用滑鼠和網路。众人在家里，心里，屋里，為了污染...好\n");
    folder.write("b.txt", "讨论政治後果,浣犲ソ里\n");
    assert_eq!(folder.run(&["fix", "-i", "-q", "a.txt", "b.txt"]).code(), 0);
    assert_eq!(
        folder.read("a.txt"),
        "這個軟體的預設值有問題，請用滑鼠和網路。眾人在家裡，心裡，屋裡，為了污染……好\n".as_bytes()
    );
    let run = folder.run(&["lint", "a.txt", "b.txt"]);
    assert_eq!((run.code(), run.text().as_str()), (0, ""));
    assert_eq!(folder.run(&["fix", "--check", "-q", "a.txt", "b.txt"]).code(), 0);
}
