//! The HTML report in a real browser; skipped where there is no Chromium.

use std::fs;
use std::process::Command;

use crate::support::Folder;

/// The page with a script behind it, as the browser has it in the end.
fn render(folder: &Folder, page: &str, script: &str) -> Option<String> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = names.iter().find(|name| Command::new(name).arg("--version").output().is_ok());
    let Some(program) = found else {
        assert!(std::env::var_os("ZHFIX_REQUIRE_BROWSER").is_none(), "there is no Chromium here");
        eprintln!("skipped: there is no Chromium here");
        return None;
    };
    let path = folder.path("page.html");
    fs::write(&path, page.replace("</body>", &format!("<script>{script}</script></body>"))).unwrap();
    let profile = folder.path("profile");
    let out = Command::new(program)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
        .args(["--dump-dom", "--virtual-time-budget=2000"])
        .arg(format!("--user-data-dir={}", profile.display()))
        .arg(format!("file://{}", path.display()))
        .output()
        .unwrap();
    Some(String::from_utf8(out.stdout).unwrap())
}

fn page(folder: &Folder, args: &[&str]) -> String {
    folder.write("d/article.txt", fs::read("tests/fixtures/article/article.txt").unwrap());
    folder.write("d/<short>.txt", "你好,世界。\n頭髮很長,裏面。\n");
    let run = folder.run(&[args, &["--output-format", "html", "d"]].concat());
    assert!(run.code() < 2, "{}", run.err());
    run.text()
}

#[test]
fn filters_show_what_they_name() {
    let folder = Folder::new();
    let page = page(&folder, &["lint"]);
    let script = r#"
        const select = (id, value) => {
            const select = document.getElementById(id);
            select.value = value;
            select.dispatchEvent(new Event("change"));
            return document.getElementById("count").textContent;
        };
        const log = [document.getElementById("count").textContent];
        log.push(select("kind", "halfwidth-punct"));
        log.push(document.querySelectorAll(".row:not([hidden]) li:not([hidden])[data-kind=quote-style]").length);
        log.push(select("file", "0"));
        log.push(document.querySelectorAll(".file:not([hidden])").length);
        log.push(select("kind", ""));
        document.title = log.join(" ");
    "#;
    let Some(dom) = render(&folder, &page, script) else { return };
    let title = dom.split("<title>").nth(1).unwrap().split('<').next().unwrap();
    let all = page.matches("<li data-kind=").count();
    let punct = page.matches("<li data-kind=\"halfwidth-punct\"").count();
    let (short, _) = page.split_once("<h2>d/article.txt</h2>").unwrap();
    let of_short = |rule: &str| short.matches(&format!("<li data-kind=\"{rule}")).count();
    let expected = format!("{all} {punct} 0 {} 1 {}", of_short("halfwidth-punct"), of_short(""));
    assert_eq!(title, expected);
}

/// The page of doubtful places.
fn review(folder: &Folder) -> String {
    folder.write("in/1.txt", "她说：曲先生来了。\n主任干征来了。\n".repeat(3));
    folder.write("in/2.txt", "她说：曲先生和里根来了，".repeat(40));
    folder.run(&["convert", "--to", "tw", "--review", "r.html", "in", "--out-dir", "out"]).done();
    String::from_utf8(folder.read("r.html")).unwrap()
}

#[test]
fn doubtful_places_are_filtered_by_character() {
    let folder = Folder::new();
    let page = review(&folder);
    let script = r#"
        const kind = document.getElementById("kind");
        kind.value = "曲";
        kind.dispatchEvent(new Event("change"));
        const shown = [...document.querySelectorAll(".row:not([hidden]) mark")].map((mark) => mark.textContent);
        const fits = document.documentElement.scrollWidth <= document.documentElement.clientWidth;
        document.title = [document.getElementById("count").textContent, shown.length, [...new Set(shown)], fits].join(" ");
    "#;
    let Some(dom) = render(&folder, &page, script) else { return };
    let title = dom.split("<title>").nth(1).unwrap().split('<').next().unwrap();
    let named = page.matches("data-kind=\"曲\"").count();
    assert!(named > 0 && named < page.matches("data-kind=\"").count(), "{page}");
    assert_eq!(title, format!("{named} {named} 曲 true"));
}

#[test]
fn the_page_fits_a_phone_a_tablet_and_a_desk() {
    let folder = Folder::new();
    let page = page(&folder, &["convert", "--to", "tw"]);
    let frame = page.replace('&', "&amp;").replace('"', "&quot;");
    let outer = format!(
        "<!DOCTYPE html><title></title><body>{}</body>",
        [320, 768, 1280]
            .map(|width| format!("<iframe width={width} height=600 srcdoc=\"{frame}\"></iframe>"))
            .concat()
    );
    let script = r#"
        addEventListener("load", () => {
            const log = [...document.querySelectorAll("iframe")].map((frame) => {
                const inner = frame.contentDocument;
                const width = inner.documentElement;
                const sides = inner.querySelector(".sides:not(.one)");
                const columns = frame.contentWindow.getComputedStyle(sides).gridTemplateColumns.split(" ").length;
                const langs = [...sides.querySelectorAll("[lang]")].map((side) => side.lang).join(">");
                return `${width.scrollWidth <= width.clientWidth}:${columns}:${langs}`;
            });
            document.title = log.join(" ");
        });
    "#;
    let Some(dom) = render(&folder, &outer, script) else { return };
    let title = dom.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
    let langs = "zh-Hant&gt;zh-Hant";
    assert_eq!(title, format!("true:1:{langs} true:2:{langs} true:2:{langs}"));
}
