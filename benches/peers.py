#!/usr/bin/env python3
"""How far zhfix agrees with what other tools' own tests expect, its settings switched to theirs.

    benches/peers.py [--show PEER] [FILE]        default: ../shared/cases/peer-cases.jsonl

FILE has one object on each line: peer, input, expected. The settings are those of the peer: a space between
Chinese and Latin always. A case agrees where fixing the input gives what the peer expects; it is also counted
where zhfix and the peer differ in spaces alone. ZHFIX names the command (default: target/release/zhfix).
"""

import collections
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main():
    arguments = sys.argv[1:]
    if "-h" in arguments or "--help" in arguments:
        sys.exit(__doc__)
    show = None
    if arguments[:1] == ["--show"]:
        show, arguments = arguments[1], arguments[2:]
    path = Path(arguments[0]) if arguments else ROOT.parent / "shared" / "cases" / "peer-cases.jsonl"
    if not path.exists():
        sys.exit(f"{path}: no such file; name one")
    command = os.environ.get("ZHFIX", str(ROOT / "target" / "release" / "zhfix"))
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        for index, case in enumerate(cases):
            text = case["input"].replace("\\n", "\n")
            (folder / f"{index:04}.md").write_text(text, encoding="utf-8")
        run = [command, "lint", "--quiet", "--fix", "--space-around-latin", "always", folder]
        subprocess.run(run, stdout=subprocess.DEVNULL, check=False)
        agree, spaces, all_ = collections.Counter(), collections.Counter(), collections.Counter()
        for index, case in enumerate(cases):
            peer, expected = case["peer"], case["expected"].replace("\\n", "\n")
            fixed = (folder / f"{index:04}.md").read_text(encoding="utf-8")
            all_[peer] += 1
            agree[peer] += fixed == expected
            spaces[peer] += fixed.replace(" ", "") == expected.replace(" ", "")
            if fixed != expected and show in (peer, "all"):
                print(f"{peer}\n  input    {case['input']!r}\n  zhfix    {fixed!r}\n  expected {expected!r}")
    for peer, count in all_.most_common():
        print(f"{peer}: {agree[peer]} of {count} agree, {spaces[peer]} but for spaces")
    print(f"all: {agree.total()} of {all_.total()} agree, {spaces.total()} but for spaces")


if __name__ == "__main__":
    main()
