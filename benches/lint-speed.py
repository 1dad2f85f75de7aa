#!/usr/bin/env python3
"""Lint zhfix and AutoCorrect on the same Chinese Markdown, in turns, on one core.

    benches/lint-speed.py [--rounds N] [FOLDER]       default: 5 rounds, target/corpus

The text is FOLDER/docs.md, which corpus.py makes, repeated to 10 MB. Prints the median CPU time of each and the
median of the rounds' own ratios. AutoCorrect is PyPI's autocorrect_py, in the Python of the variable PYTHON
(default: this one); ZHFIX names the command (default: target/release/zhfix). Start-up is part of both.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZE = 10_000_000
LINT = "import autocorrect_py, sys; autocorrect_py.lint_for(open(sys.argv[1]).read(), 'text.md')"


def seconds(command):
    """CPU time of a command, on one core where the system can."""
    before = os.times()
    taskset = ["taskset", "-c", "0"] if os.path.exists("/usr/bin/taskset") else []
    run = subprocess.run([*taskset, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    if run.returncode not in (0, 1) or b"Traceback" in run.stderr:
        sys.exit(f"{command[0]}: {run.stderr.decode()}")
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def main():
    arguments = sys.argv[1:]
    if "-h" in arguments or "--help" in arguments:
        sys.exit(__doc__)
    rounds = 5
    if arguments[:1] == ["--rounds"]:
        rounds, arguments = int(arguments[1]), arguments[2:]
    folder = Path(arguments[0]) if arguments else ROOT / "target" / "corpus"
    zhfix = os.environ.get("ZHFIX", str(ROOT / "target" / "release" / "zhfix"))
    python = os.environ.get("PYTHON", sys.executable)
    text = (folder / "docs.md").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "text.md"
        path.write_text(text * (SIZE // len(text.encode()) + 1), encoding="utf-8")
        size = path.stat().st_size
        ours, theirs = [], []
        for _ in range(rounds):
            ours.append(seconds([zhfix, "lint", "-j", "1", "--quiet", "--output-format", "jsonl", path]))
            theirs.append(seconds([python, "-c", LINT, path]))
    ratios = [their / our for our, their in zip(ours, theirs)]
    print(f"{size} bytes, {rounds} rounds, CPU seconds (median): zhfix {statistics.median(ours):.2f}, "
          f"AutoCorrect {statistics.median(theirs):.2f}; ratio {statistics.median(ratios):.1f}")


if __name__ == "__main__":
    main()
