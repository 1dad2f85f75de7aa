#!/usr/bin/env python3
"""Whether time grows with the text and with what is found in it, and not faster.

    benches/growth.py [CASE…]       default: all

Runs lint, lint --fix and convert, with several reports, on a text and on four times as much of it: a line of 1 MB,
100,000 brackets without a partner, 1,000,000 findings. Prints the processor time of both and their ratio, which is
about 4 (less where the start counts, 16 where each pair of places is looked at); status 1 if one is over 10.
ZHFIX names the command (default: target/release/zhfix).
"""

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMAND = os.environ.get("ZHFIX", str(ROOT / "target" / "release" / "zhfix"))
SENTENCE = "这个问题很严重,我们讨论了它的后果（“好”）。"
CASES = {
    "line": [(SENTENCE, (1 << 20) // len(SENTENCE.encode()))],
    "brackets": [(piece, 100_000) for piece in ("（", "中「", "(", "中（文】", "“中《", "中\"文'")],
    "findings": [("好,", 1_000_000), ("后的的,\n", 300_000)],
}
RUNS = [["lint", "--fix"], ["convert", "--to", "zh-Hant-TW", "-o", "out.txt"]]
for report in ("full", "json", "sarif"):
    RUNS += [["lint", "--output-format", report], ["convert", "--to", "zh-Hant-TW", "--output-format", report]]


def seconds(folder, arguments, text):
    (folder / "in.txt").write_text(text, encoding="utf8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([COMMAND, *arguments, "-q", "-j1", "--isolated", "in.txt"], cwd=folder,
                          stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode > 1:
        sys.exit(f"growth: {arguments}: {done.stderr.decode()}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main():
    if "-h" in sys.argv or "--help" in sys.argv:
        sys.exit(__doc__)
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        for name in sys.argv[1:] or CASES:
            for piece, times in CASES[name]:
                for run in RUNS:
                    short, long = (seconds(Path(scratch), run, piece * n) for n in (times // 4, times))
                    bad = long > 10 * short + 0.5
                    failed |= bad
                    print(f"{name:9} {piece!r:12.12} {' '.join(run):45} {short:6.2f} {long:6.2f} s"
                          f"  x{long / max(short, 0.001):.1f}{'  TOO MUCH' if bad else ''}", flush=True)
    sys.exit(failed)


main()
