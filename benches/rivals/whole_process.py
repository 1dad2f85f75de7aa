"""Prints the tables of whole-process.sh, which sets everything up; see there."""

import os, shutil, statistics, subprocess, sys, tempfile, time

ZHFIX, ZHCONV, CLIB = os.environ["ZHFIX"], os.environ["ZHCONV"], os.environ["OPENCC_CLIB"]
corpus, rounds, largest = sys.argv[1], int(sys.argv[2]), float(sys.argv[3])
TOOL = shutil.which("time")
median = statistics.median

TEXTS = {  # conversion -> text, one line, variant of zhconv
    "s2t": ("simplified.txt", "软件开发与信息安全。\n", "zh-Hant"),
    "s2twp": ("simplified.txt", "软件开发与信息安全。\n", "zh-TW"),
    "t2s": ("traditional.txt", "軟體開發與資訊安全。\n", "zh-Hans"),
}

work = tempfile.TemporaryDirectory(dir=os.environ.get("WORK"))
OUT = os.path.join(work.name, "out")


def commands(conversion):
    """Name -> (arguments for a file, whether the text comes and goes through pipes)."""
    found = {"zhfix": (lambda f: [ZHFIX, "convert", "-c", conversion, "-j", "1", f, "-o", OUT], False)}
    native = f"{CLIB}/bin/opencc"
    if os.access(native, os.X_OK):
        config = f"{CLIB}/share/opencc/{conversion}.json"
        found["opencc (C++)"] = (lambda f: [native, "-c", config, "-i", f, "-o", OUT], False)
    # The wheel's Python command, without what the site adds to Python's start.
    path = os.path.dirname(os.path.dirname(CLIB))
    main = f"import sys; sys.path.insert(0, {path!r}); from opencc.cli import main; main()"
    found["opencc (Python)"] = (
        lambda f: [sys.executable, "-S", "-c", main, "-c", f"{conversion}.json", "-i", f, "-o", OUT], False)
    if ZHCONV != "none":
        found["zhconv"] = (lambda f: [ZHCONV, TEXTS[conversion][2]], True)
    return found


def run(arguments, stdin=None, stdout=subprocess.DEVNULL):
    """(CPU seconds, wall seconds) of one run."""
    begin = time.monotonic()
    child = subprocess.Popen(arguments, stdin=stdin or subprocess.DEVNULL, stdout=stdout)
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"failed: {arguments}")
    return usage.ru_utime + usage.ru_stime, wall


def timed(command, file, prefix=()):
    """The same of a command on a file."""
    arguments, piped = command
    if os.path.exists(OUT):
        os.remove(OUT)
    if piped:
        with open(file, "rb") as stdin, open(OUT, "wb") as stdout:
            result = run([*prefix, *arguments(file)], stdin, stdout)
    else:
        result = run([*prefix, *arguments(file)])
    if not os.path.exists(OUT) or os.path.getsize(OUT) == 0:
        sys.exit(f"nothing was written: {arguments(file)}")
    return result


def memory(work_on, *arguments):
    """MB of memory. A child of this process would count Python's own, so the small `time` command starts it."""
    if TOOL is None:
        return "needs the `time` command"
    report = os.path.join(work.name, "report")
    work_on(*arguments, [TOOL, "-f", "%M", "-o", report])
    with open(report) as file:
        return f"{int(file.read().split()[-1]) / 1024:.1f}"


def measure(named, file, rounds):
    """Rounds in which each command runs once, so that all of them meet the same load."""
    for command in named.values():
        timed(command, file)
    results = {name: [] for name in named}
    for _ in range(rounds):
        for name, command in named.items():
            results[name].append(timed(command, file))
    return results


def rivals():
    for conversion, (text, line, _) in TEXTS.items():
        large, small = os.path.join(corpus, text), os.path.join(work.name, "line.txt")
        with open(small, "w", encoding="utf-8") as file:
            file.write(line)
        named = commands(conversion)
        long, short = measure(named, large, rounds), measure(named, small, 2 * rounds)
        print(f"\n{conversion}, {text}, {os.path.getsize(large) / 1e6:.0f} MB, and one line; one thread\n")
        print("| | CPU s | of zhfix's | wall s | MB of memory | one line: wall ms | MB |")
        print("|---|---:|---:|---:|---:|---:|---:|")
        for name in named:
            ratio = median([run[0] / own[0] for run, own in zip(long[name], long["zhfix"])])
            print(f"| {name} | {median([r[0] for r in long[name]]):.3f} | {ratio:.1f} "
                  f"| {median([r[1] for r in long[name]]):.3f} | {memory(timed, named[name], large)} "
                  f"| {1000 * median([r[1] for r in short[name]]):.1f} "
                  f"| {memory(timed, named[name], small)} |", flush=True)


def repeat(name, text, size):
    """A file of about `size` bytes, cut between two characters."""
    path = os.path.join(work.name, name)
    with open(os.path.join(corpus, text), "rb") as file:
        piece = file.read()
    with open(path, "wb") as file:
        while size > 0:
            file.write(piece if size >= len(piece) else piece[:size].decode("utf-8", "ignore").encode("utf-8"))
            size -= len(piece)
    return path


def threads():
    print("\n200 MB, file to file: two threads against one, pairs of runs\n")
    print("| | wall s, one | two | ratio | least to largest |\n|---|---:|---:|---:|---:|")
    for conversion, (text, _, _) in TEXTS.items():
        path = repeat("200", text, 200_000_000)
        named = {
            str(n): (lambda f, n=n: [ZHFIX, "convert", "-c", conversion, "-j", str(n), f, "-o", OUT], False)
            for n in (1, 2)
        }
        results = measure(named, path, rounds)
        one, two = ([run[1] for run in results[n]] for n in ("1", "2"))
        ratios = sorted(a / b for a, b in zip(one, two))
        print(f"| {conversion} | {median(one):.2f} | {median(two):.2f} | {median(ratios):.2f} "
              f"| {ratios[0]:.2f}–{ratios[-1]:.2f} |", flush=True)
        os.remove(path)


def sizes():
    print("\ns2t by size, two threads, from a file to a pipe\n")
    print("| MB | CPU ns for a byte | wall s | MB of memory |\n|---:|---:|---:|---:|")
    size = 1_000_000
    while size <= largest * 1e6:
        path = repeat("size", "simplified.txt", size)

        def convert(prefix=()):
            with open(path, "rb") as file:
                return run([*prefix, ZHFIX, "convert", "-c", "s2t", "-j", "2"], file)

        convert()
        runs = [convert() for _ in range(rounds if size < 5e8 else 1)]
        cpu, wall = (median(values) for values in zip(*runs))
        print(f"| {size / 1e6:.0f} | {1e9 * cpu / size:.2f} | {wall:.2f} | {memory(convert)} |", flush=True)
        os.remove(path)
        size *= 4


try:
    rivals()
    threads()
    sizes()
finally:
    work.cleanup()
