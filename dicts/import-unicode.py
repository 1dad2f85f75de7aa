#!/usr/bin/env python3
"""Extract the few fields of the Unicode Character Database that zhfix uses.

usage: dicts/import-unicode.py [--check] [DIR]

DIR (default /usr/share/unicode) is where the Debian package unicode-data keeps its files; the
licence is taken from DIR/../doc/unicode-data/copyright. Writes dicts/unicode/ and a section of
dicts/SOURCES.toml.
With --check nothing is written; differences are listed and the exit status is 1.
"""

import argparse
import bz2
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

sys.dont_write_bytecode = True
from vendored import finish, sources_section, with_section

UNICODE = "15.0.0"
SCRIPT = "import-unicode.py"
PACKAGE = "Debian unicode-data"
PACKAGE_VERSION = "15.0.0-1"
LICENCE = "Unicode-DFS-2016"

READINGS = ["kMandarin", "kTGHZ2013", "kHanyuPinyin", "kXHC1983", "kHanyuPinlu"]
VARIANTS = ["kTraditionalVariant", "kSimplifiedVariant", "kSemanticVariant", "kZVariant",
            "kSpoofingVariant"]
BIG5_LEVEL_1 = range(0xA440, 0xC67E + 1)
RADICAL_KINDS = [
    (range(0x2E80, 0x2EF4), "radical"),
    (range(0x2F00, 0x2FD6), "kangxi"),
    (range(0x31C0, 0x31E4), "stroke"),
]
COMPATIBILITY = [range(0xF900, 0xFADA), range(0x2F800, 0x2FA1E)]

SOURCE = {
    "readings": "Unihan_Readings.txt " + ", ".join(READINGS),
    "radicals": "EquivalentUnifiedIdeograph.txt",
    "compatibility": "UnicodeData.txt, canonical decompositions of one character",
    "variants": "Unihan_Variants.txt " + ", ".join(VARIANTS),
    "standards": "Unihan_OtherMappings.txt kTGH, kBigFive, kGB0, kJoyoKanji, kJinmeiyoKanji; "
                 "Unihan_DictionaryLikeData.txt kHKGlyph",
}
FORMAT = {
    "readings": ["CHAR<TAB>READING[ READING...]",
                 "READING: pinyin with tone marks, lower case, NFC, in the order of the fields"],
    "radicals": ["CHAR<TAB>UNIFIED<TAB>KIND",
                 "KIND: kangxi (U+2F00-2FD5), radical (U+2E80-2EF3), stroke (U+31C0-31E3)"],
    "compatibility": ["CHAR<TAB>UNIFIED"],
    "variants": ["CHAR" + "".join(f"<TAB>{field}" for field in VARIANTS),
                 "each field: characters separated by spaces, or empty"],
    "standards": ["CHAR<TAB>FLAGS",
                  "G kTGH, B kBigFive A440-C67E (level 1), b other kBigFive, H kHKGlyph, g kGB0,",
                  "J kJoyoKanji or kJinmeiyoKanji"],
}


def read(folder, name):
    path = folder / name
    if path.exists():
        return path.read_text(encoding="utf-8")
    return bz2.decompress((folder / f"{name}.bz2").read_bytes()).decode("utf-8")


def unihan(folder, name, fields):
    """field -> {code point: value}"""
    text = read(folder, name)
    if f"# Unicode version: {UNICODE}\n" not in text:
        sys.exit(f"{folder / name}: not Unicode {UNICODE}")
    values = {field: {} for field in fields}
    for line in text.splitlines():
        if line.startswith("U+"):
            code_point, field, value = line.split("\t")
            if field in values:
                values[field][int(code_point[2:], 16)] = value
    return values


def readings(folder):
    values = unihan(folder, "Unihan_Readings.txt", READINGS)
    found = defaultdict(dict)
    for field in READINGS:
        for code_point, value in values[field].items():
            # `10019.020,10020.010:yī,yí` (kHanyuPinyin, kXHC1983, kTGHZ2013), `yī(123)` (kHanyuPinlu)
            value = re.sub(r"\S*:|\(\d+\)", "", value)
            for reading in re.split(r"[ ,]+", value):
                reading = unicodedata.normalize("NFC", reading).lower()
                if not all(unicodedata.category(char) in ("Ll", "Mn") for char in reading):
                    sys.exit(f"U+{code_point:04X} {field}: unexpected reading {reading!r}")
                found[code_point][reading] = None
    return {code_point: [" ".join(known)] for code_point, known in found.items()}


def radicals(folder):
    rows = {}
    for line in read(folder, "EquivalentUnifiedIdeograph.txt").splitlines():
        if not (line := line.partition("#")[0].strip()):
            continue
        source, target = (field.strip() for field in line.split(";"))
        first, _, last = source.partition("..")
        for code_point in range(int(first, 16), int(last or first, 16) + 1):
            kind = next(kind for block, kind in RADICAL_KINDS if code_point in block)
            rows[code_point] = [chr(int(target, 16)), kind]
    return rows


def compatibility(folder):
    rows = {}
    for line in read(folder, "UnicodeData.txt").splitlines():
        fields = line.split(";")
        code_point, decomposition = int(fields[0], 16), fields[5]
        if re.fullmatch("[0-9A-F]+", decomposition) and any(
                code_point in block for block in COMPATIBILITY):
            rows[code_point] = [chr(int(decomposition, 16))]
    return rows


def variants(folder):
    values = unihan(folder, "Unihan_Variants.txt", VARIANTS)

    def characters(value):
        return " ".join(chr(int(item.partition("<")[0][2:], 16)) for item in value.split())

    code_points = {code_point for field in values.values() for code_point in field}
    return {
        code_point: [characters(values[field].get(code_point, "")) for field in VARIANTS]
        for code_point in code_points
    }


def standards(folder):
    values = unihan(folder, "Unihan_OtherMappings.txt",
                    ["kTGH", "kBigFive", "kGB0", "kJoyoKanji", "kJinmeiyoKanji"])
    values |= unihan(folder, "Unihan_DictionaryLikeData.txt", ["kHKGlyph"])
    level_1 = {code_point for code_point, value in values["kBigFive"].items()
               if int(value, 16) in BIG5_LEVEL_1}
    members = {
        "G": values["kTGH"].keys(),
        "B": level_1,
        "b": values["kBigFive"].keys() - level_1,
        "H": values["kHKGlyph"].keys(),
        "g": values["kGB0"].keys(),
        "J": values["kJoyoKanji"].keys() | values["kJinmeiyoKanji"].keys(),
    }
    code_points = set().union(*members.values())
    return {
        code_point: ["".join(flag for flag, member in members.items() if code_point in member)]
        for code_point in code_points
    }


def tsv(name, rows):
    header = [
        f"Unicode {UNICODE}, {SOURCE[name]}.",
        f"Extracted and rearranged by dicts/{SCRIPT}; do not edit. "
        f"Licence: {LICENCE}, see LICENSE.",
        *FORMAT[name],
    ]
    lines = [f"# {line}" for line in header]
    lines += ["\t".join([chr(code_point), *rows[code_point]]) for code_point in sorted(rows)]
    return ("\n".join(lines) + "\n").encode()


def licence(folder):
    """The licence text of the package: all that follows the heading `EXHIBIT 1`."""
    notice = (folder.parent / "doc/unicode-data/copyright").read_text(encoding="utf-8")
    text = notice.partition("EXHIBIT 1\n")[2]
    if "Permission is hereby granted" not in text:
        sys.exit("no licence text in the package's copyright file")
    return ("\n".join(line.rstrip() for line in text.splitlines()).strip() + "\n").encode()


def origin(path):
    fields = {"licence": LICENCE}
    if source := SOURCE.get(Path(path).stem):
        fields["source"] = source
    return fields


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dir", nargs="?", type=Path, default=Path("/usr/share/unicode"))
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    folder = args.dir.resolve()
    tables = [readings, radicals, compatibility, variants, standards]
    files = {
        f"unicode/{table.__name__}.tsv": tsv(table.__name__, table(folder)) for table in tables
    }
    files["unicode/LICENSE"] = licence(folder)
    package = {"name": PACKAGE, "version": PACKAGE_VERSION}
    files["SOURCES.toml"] = with_section(
        SCRIPT, sources_section(SCRIPT, package, files, origin))
    return finish(files, ["unicode"], args.check)


if __name__ == "__main__":
    sys.exit(main())
