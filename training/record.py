#!/usr/bin/env python3
"""Record what the training wrote in dicts/SOURCES.toml: run it after the training."""

import hashlib
import re
from pathlib import Path

DICTS = Path(__file__).resolve().parent.parent / "dicts"
TEXT = Path(__file__).resolve().parent / "text"
SENTENCES = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in TEXT.glob("*.txt"))
COMMAND = "cargo run --release -p zhfix-training -- ../shared/corpus ../shared/accuracy/wiki.tsv dicts"
DATA = ("Legislative Yuan gazette (a tenth of g0v/ly-gazette) and statutes of Taiwan (public domain, Copyright Act "
        "art. 9); Chinese Union Version 1919 (public domain); ctcpc written Cantonese (CC0); McBopomofo phrase.occ "
        f"(MIT); OpenCC phrases (Apache-2.0); {SENTENCES:,} sentences of our own, training/text (MIT OR Apache-2.0)")
FILES = [
    ("mcbopomofo/LICENSE", "MIT", {}),
    ("mcbopomofo/words.txt", "MIT", {"source": "phrase.occ, words with a character that has several forms"}),
    ("model/classes.txt", "MIT OR Apache-2.0", {"command": COMMAND, "data": DATA}),
    ("model/weights.bin", "MIT OR Apache-2.0", {"command": COMMAND, "data": DATA}),
]
section = ["# section: training/record.py\n[[package]]\nname = \"openvanilla/McBopomofo\"\nversion = \"phrase.occ, 161,429 rows\"\n"]
for path, licence, more in FILES:
    rows = {"path": path, "package": "openvanilla/McBopomofo" if licence == "MIT" else "zhfix-training",
            "version": "phrase.occ, 161,429 rows" if licence == "MIT" else "0.1.0",
            "sha256": hashlib.sha256((DICTS / path).read_bytes()).hexdigest(), "licence": licence, **more}
    section.append("[[file]]\n" + "".join(f'{key} = "{value}"\n' for key, value in rows.items()))
sources = DICTS / "SOURCES.toml"
text = sources.read_text(encoding="utf-8")
text = re.sub(r"\n# section: training/record\.py\n.*?(?=\n# section: |\Z)", "", text, flags=re.S)
sources.write_text(text.rstrip("\n") + "\n\n" + "\n".join(section), encoding="utf-8")
