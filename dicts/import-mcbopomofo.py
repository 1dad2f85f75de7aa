#!/usr/bin/env python3
"""Write dicts/mcbopomofo/segmentation.tsv from McBopomofo's word counts.

    dicts/import-mcbopomofo.py PHRASE.OCC

PHRASE.OCC is Source/Data/phrase.occ of https://github.com/openvanilla/McBopomofo (MIT): word, white
space, count. The words are brought to their Simplified form character by character, with OpenCC's
TSCharacters.txt, so that one list serves every script.
"""

import math
import re
import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
OUT = HERE / "mcbopomofo" / "segmentation.tsv"
LEAST = {1: 300, 2: 1, 3: 21, 4: 21}
# What a word costs that was seen less often than any count tells, and that stands for itself all the same.
MOST = 24
HEAD = """\
# Words and what it costs to read a text with them: bits, the rarer the more. McBopomofo, phrase.occ, MIT;
# words of up to four characters in their Simplified form; 24 stands for all that are rarer. Written by dicts/import-mcbopomofo.py; do not edit.
# word<TAB>cost
"""


def main():
    simplified = {}
    for line in (HERE / "opencc" / "TSCharacters.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            key, values = line.split("\t")
            simplified[key] = values.split(" ")[0]
    counts = Counter()
    for line in Path(sys.argv[1]).read_text(encoding="utf-8").splitlines():
        columns = line.split()
        if len(columns) == 2 and re.fullmatch("[\u4e00-\u9fff]{1,4}", columns[0]):
            counts["".join(simplified.get(c, c) for c in columns[0])] += int(columns[1])
    total = math.log2(sum(counts.values()))
    # A character counts wherever it stands; as a word of its own it is rarer.
    bits = lambda word, count: round(total - math.log2(count)) + (4 if len(word) == 1 else 0)
    rows = [
        f"{word}\t{min(bits(word, count), MOST)}\n"
        for word, count in sorted(counts.items())
        if count >= LEAST[len(word)]
    ]
    OUT.write_text(HEAD + "".join(rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
