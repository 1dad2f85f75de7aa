#!/usr/bin/env bash
# Whole commands, file to file: CPU time, wall time and memory for 20 MB and for one line, beside the commands
# of OpenCC and zhconv, in paired rounds; two threads against one on 200 MB; the cost of a byte from 1 MB up.
#   benches/rivals/whole-process.sh [ROUNDS] [LARGEST MB]
# ROUNDS: 5 if not given. LARGEST: the largest text of the last table, 4096 MB if not given.
# ZHFIX: the zhfix to measure (otherwise a release build). OPENCC_CLIB, CORPUS: see run.
# ZHCONV: its command, or "none"; otherwise installed under target/. WORK: a folder for the texts.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
corpus=${CORPUS:-$root/target/corpus}
source "$here/opencc.sh"
for file in simplified.txt traditional.txt; do
    [[ -s $corpus/$file ]] || { "$root/benches/corpus.py" "$corpus"; break; }
done

if [[ -z ${ZHFIX:-} ]]; then
    cargo build --release --quiet --manifest-path "$root/Cargo.toml"
    ZHFIX=${CARGO_TARGET_DIR:-$root/target}/release/zhfix
fi
if [[ -z ${ZHCONV:-} ]]; then
    ZHCONV=$root/target/zhconv/bin/zhconv
    [[ -x $ZHCONV ]] || cargo install --quiet --locked --version 0.3.2 --root "$root/target/zhconv" zhconv-cli
fi
export ZHFIX ZHCONV
python3 "$here/whole_process.py" "$corpus" "${1:-5}" "${2:-4096}"
