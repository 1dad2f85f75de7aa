#!/usr/bin/env python3
"""Peak memory of whole commands at full size: a text of 2 GB, a line of 1 GB without a place to cut it, and
100,000 small files in one folder. Prints a table; status 1 if a bound of docs/design.md is passed.

    benches/memory.py [ZHFIX] [--size GB] [--files N] [--work FOLDER]

ZHFIX: the program to measure (otherwise target/release/zhfix). WORK needs about 5 GB. Needs the `time` package."""

import argparse, os, pathlib, re, shutil, subprocess, sys, tempfile

root = pathlib.Path(__file__).resolve().parent.parent
arguments = argparse.ArgumentParser()
arguments.add_argument("zhfix", nargs="?", default=str(root / "target/release/zhfix"))
arguments.add_argument("--size", type=float, default=2)
arguments.add_argument("--files", type=int, default=100_000)
arguments.add_argument("--work")
arguments = arguments.parse_args()
tool = shutil.which("time") or sys.exit("needs the `time` command")
corpus = root / "target/corpus"
if not (corpus / "simplified.txt").exists():
    subprocess.run([root / "benches/corpus.py", corpus], check=True)
text = (corpus / "simplified.txt").read_bytes()
work = pathlib.Path(tempfile.mkdtemp(dir=arguments.work))
passed = False

def repeat(path, piece, size):
    with open(path, "wb") as file:
        while file.tell() < size:
            file.write(piece)

def row(what, bound, *options):
    global passed
    report = work / "report"
    command = [tool, "-f", "%M %e", "-o", report, os.path.abspath(arguments.zhfix), *options, "-j", "2"]
    code = subprocess.run(command, cwd=work, stdout=subprocess.DEVNULL).returncode
    if code not in (0, 1):
        sys.exit(f"{options} failed")
    kilobytes, seconds = report.read_text().splitlines()[-1].split()
    megabytes = int(kilobytes) / 1024
    passed |= megabytes > bound
    print(f"| {what} | `{' '.join(options)}` | {megabytes:.0f} | {bound} | {float(seconds):.0f} |", flush=True)

try:
    print("| | command | MB of memory | bound | wall s |\n|---|---|---:|---:|---:|")
    repeat(work / "large.txt", text, arguments.size * 1e9)
    for options in (["-c", "s2t"], ["-c", "s2twp"], ["--to", "tw"]):
        row(f"{arguments.size:g} GB of text", 64, "convert", *options, "large.txt")
    (work / "large.txt").unlink()
    han = re.sub(r"[^\u4e00-\u9fff]", "", text.decode("utf-8")).encode("utf-8")
    repeat(work / "line.txt", han, arguments.size * 5e8)
    for options in (["-c", "s2t"], ["--to", "tw"]):
        row(f"a line of {arguments.size / 2:g} GB", 64, "convert", *options, "line.txt")
    (work / "line.txt").unlink()
    (work / "many").mkdir()
    lines = text.decode("utf-8").splitlines(keepends=True)
    for number in range(arguments.files):
        at = number * 3 % (len(lines) - 3)
        (work / "many" / f"{number}.txt").write_text("".join(lines[at:at + 3]), "utf-8")
    files = f"{arguments.files} files"
    row(files, 128, "convert", "-c", "s2t", "many", "--out-dir", "out")
    row(files + ", done before", 128, "convert", "-c", "s2t", "many", "--out-dir", "out", "--resume")
    row(files + ", done before", 128, "convert", "-c", "s2t", "many", "--out-dir", "out", "--resume")
    row(files, 128, "convert", "--to", "tw", "many", "--check", "-q")
    row(files, 128, "lint", "-q", "many")
finally:
    shutil.rmtree(work)
sys.exit(passed)
