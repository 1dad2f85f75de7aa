#!/usr/bin/env python3
"""What the default rules find in well-edited text, by rule: there should be nothing.

    benches/clean.py [--show RULE] [--locale] [FOLDER]      default: target/corpus

Takes published texts that went through an editor: statutes, stories and card texts of games, two system
manuals and office help, from the packages that corpus.py fetches into FOLDER/packages, one document each, with
their own line ends. Prints bytes and the findings by rule; --show RULE prints each place of one rule, --locale
declares the region of each text (zh-CN or zh-TW). ZHFIX names the command (default: target/release/zhfix).
"""

import collections
import html
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parent))
import corpus

ROOT = Path(__file__).resolve().parent.parent
HAN = corpus.HAN
# At most this much of each source, so that none outweighs the others.
MOST = 1_500_000


def paragraphs(texts):
    """Lines with running text, each once, up to MOST bytes."""
    seen, used = set(), 0
    for text in texts:
        for line in corpus.TAG.sub("", text).replace("\\n", "\n").splitlines():
            line = re.sub(r"[ \t]+", " ", line).strip()
            if len(HAN.findall(line)) < 10 or line in seen or re.search(r"[{}$#@]|\\\\", line):
                continue
            seen.add(line)
            used += len(line.encode()) + 1
            if used > MOST:
                return
            yield line + "\n"


def manual(packages, spec, wanted):
    for _, data in packages.files(spec, wanted):
        body = re.sub(r"(?s)<(pre|code|tt|script|style)\b.*?</\1>", "`x`", data.decode())
        body = corpus.BLOCK_END.sub("\n", re.sub(r"\s+", " ", body))
        yield html.unescape(corpus.TAG.sub("", body))


def sources(packages):
    yield "laws", "zh-CN", corpus.laws(packages)
    yield "genshin-hans", "zh-CN", corpus.genshin(packages, "ChineseSimplified")
    yield "hearthstone-hans", "zh-CN", corpus.hearthstone(packages, "zhCN")
    yield "debian-hans", "zh-CN", manual(packages, corpus.DEBIAN_CN, r"\.html$")
    yield "genshin-hant", "zh-TW", corpus.genshin(packages, "ChineseTraditional")
    yield "hearthstone-hant", "zh-TW", corpus.hearthstone(packages, "zhTW")
    yield "debian-hant", "zh-TW", manual(packages, corpus.DEBIAN_TW, r"\.html$")
    yield "office-hant", "zh-TW", manual(packages, corpus.OFFICE_TW, r"/text/.*\.html$")


def main():
    arguments = sys.argv[1:]
    if "-h" in arguments or "--help" in arguments:
        sys.exit(__doc__)
    declared = "--locale" in arguments
    arguments = [argument for argument in arguments if argument != "--locale"]
    show = None
    if arguments[:1] == ["--show"]:
        show, arguments = arguments[1], arguments[2:]
    folder = Path(arguments[0]) if arguments else ROOT / "target" / "corpus"
    command = os.environ.get("ZHFIX", str(ROOT / "target" / "release" / "zhfix"))
    packages = corpus.Packages(folder / "packages")
    total, sums, texts = 0, collections.Counter(), {}
    with tempfile.TemporaryDirectory() as scratch:
        for name, locale, source in sources(packages):
            path = Path(scratch) / f"{name}.txt"
            path.write_text("".join(paragraphs(source)), encoding="utf-8")
            data = path.read_bytes()
            options = ["--locale", locale] if declared else []
            run = [command, "lint", "--quiet", "--all", "--output-format", "jsonl", *options, path]
            out = subprocess.run(run, stdout=subprocess.PIPE, check=False).stdout
            found = [json.loads(line) for line in out.splitlines()]
            found = [finding for finding in found if "rule" in finding]
            counts = collections.Counter(finding["rule"] for finding in found)
            total += len(data)
            sums += counts
            print(f"{name}: {len(data)} bytes, {sum(counts.values())} findings")
            for rule, count in counts.most_common():
                print(f"    {count:6} {rule}")
            for finding in found:
                if finding["rule"] == show:
                    start, end = finding["span"]["start"], finding["span"]["end"]
                    left = data[max(0, start - 60):start].decode(errors="ignore").split("\n")[-1]
                    right = data[end:end + 60].decode(errors="ignore").split("\n")[0]
                    print(f"    {finding['line']}: {left}[[{data[start:end].decode()}]]{right}")
    print(f"all: {total} bytes, {sum(sums.values())} findings")
    for rule, count in sums.most_common():
        print(f"    {count:6} {rule}")


if __name__ == "__main__":
    main()
