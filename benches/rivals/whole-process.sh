#!/usr/bin/env bash
# Whole commands: CPU time (user + system) for a 20 MB file, in paired rounds, and
# wall time and memory for a one-line file.
#   benches/rivals/whole-process.sh [s2t|s2twp|t2s] [ROUNDS]
# ZHFIX: the zhfix to measure (otherwise a release build). OPENCC_CLIB, CORPUS: see run.
# ZHCONV: its command, or "none"; otherwise installed under target/.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
conversion=${1:-s2t}
rounds=${2:-7}
corpus=${CORPUS:-$root/target/corpus}
source "$here/opencc.sh"

case $conversion in
    s2t) file=simplified.txt variant=zh-Hant ;;
    s2twp) file=simplified.txt variant=zh-TW ;;
    t2s) file=traditional.txt variant=zh-Hans ;;
    *) sed -n '2,6s/^# *//p' "$0" >&2; exit 2 ;;
esac
[[ -s $corpus/$file ]] || "$root/benches/corpus.py" "$corpus"

if [[ -z ${ZHFIX:-} ]]; then
    cargo build --release --quiet --manifest-path "$root/Cargo.toml"
    ZHFIX=${CARGO_TARGET_DIR:-$root/target}/release/zhfix
fi
if [[ -z ${ZHCONV:-} ]]; then
    ZHCONV=$root/target/zhconv/bin/zhconv
    [[ -x $ZHCONV ]] || cargo install --quiet --locked --version 0.3.2 --root "$root/target/zhconv" zhconv-cli
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ZHFIX ZHCONV
python3 - "$conversion" "$variant" "$corpus/$file" "$rounds" "$work" <<'PY'
import os, shutil, statistics, subprocess, sys, time

conversion, variant, large, rounds, work = sys.argv[1:]
clib = os.environ["OPENCC_CLIB"]
share = f"{clib}/share/opencc/{conversion}.json"
out = f"{work}/out"
small = f"{work}/line.txt"
line = {"t2s": "軟體開發與資訊安全。\n"}.get(conversion, "软件开发与信息安全。\n")
with open(small, "w", encoding="utf-8") as f:
    f.write(line)

# name -> (arguments for a file, whether it works on stdin and stdout)
commands = {"zhfix": (lambda f: [os.environ["ZHFIX"], "convert", "-c", conversion, f, "-o", out], False)}
if os.access(f"{clib}/bin/opencc", os.X_OK):
    commands["opencc (C++)"] = (lambda f: [f"{clib}/bin/opencc", "-c", share, "-i", f, "-o", out], False)
# The wheel's Python command, without what the site adds to Python's start.
path = os.path.dirname(os.path.dirname(clib))
main = f"import sys; sys.path.insert(0, {path!r}); from opencc.cli import main; main()"
commands["opencc (Python)"] = (
    lambda f: [sys.executable, "-S", "-c", main, "-c", f"{conversion}.json", "-i", f, "-o", out], False)
if os.environ["ZHCONV"] != "none":
    commands["zhconv"] = (lambda f: [os.environ["ZHCONV"], variant], True)

def run(name, file, prefix=()):
    """(CPU seconds, wall seconds) of one run."""
    arguments, piped = commands[name]
    stdin = open(file, "rb") if piped else subprocess.DEVNULL
    stdout = open(out, "wb") if piped else subprocess.DEVNULL
    if os.path.exists(out) and not piped:
        os.remove(out)
    begin = time.monotonic()
    child = subprocess.Popen([*prefix, *arguments(file)], stdin=stdin, stdout=stdout)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0 or os.path.getsize(out) == 0:
        sys.exit(f"{name} failed: {arguments(file)}")
    return usage.ru_utime + usage.ru_stime, wall

def memory(name, file):
    """Peak memory in MB. A child of this process would count Python's own
    memory, so the small `time` command starts it."""
    tool = shutil.which("time")
    if tool is None:
        return None
    report = f"{work}/rss"
    run(name, file, [tool, "-f", "%M", "-o", report])
    return int(open(report).read().split()[-1]) / 1024

def median(values):
    return statistics.median(values)

def measure(file, rounds):
    for name in commands:
        run(name, file)
    results = {name: [] for name in commands}
    for _ in range(rounds):
        for name in commands:
            results[name].append(run(name, file))
    return results

def mb(value):
    return "needs the `time` command" if value is None else f"{value:.1f}"

size = os.path.getsize(large) / 1e6
results = measure(large, int(rounds))
ours = [cpu for cpu, _ in results["zhfix"]]
print(f"{conversion}, {os.path.basename(large)}, {size:.1f} MB\n")
print("| | CPU s | zhfix is faster by | wall s | MB of memory |\n|---|---:|---:|---:|---:|")
for name, runs in results.items():
    cpu = [c for c, _ in runs]
    ratio = median([c / o for c, o in zip(cpu, ours)])
    wall = median([w for _, w in runs])
    print(f"| {name} | {median(cpu):.3f} | {ratio:.1f} | {wall:.3f} | {mb(memory(name, large))} |")

results = measure(small, 3 * int(rounds))
print(f"\n{conversion}, one line\n\n| | wall ms | MB of memory |\n|---|---:|---:|")
for name, runs in results.items():
    print(f"| {name} | {1000 * median([w for _, w in runs]):.1f} | {mb(memory(name, small))} |")
PY
