#!/usr/bin/env bash
# Text layers: pages per CPU second of `perigee ocr` beside `pdftotext -bbox` (poppler) on the same files in one run.
#
# bench/ocr.sh [FILE.pdf …]     default: the PDF files of ../shared/data/zugferd/pdf, else 40 generated invoices
#
# CPU seconds are user + system of the program and its children. perigee takes all files in one call, as its users
# would; pdftotext takes one file a call, because it can no more. Each runs ROUNDS times (default 5); the best counts.
set -euo pipefail
cd "$(dirname "$0")/.."
perigee=${PERIGEE:-${CARGO_TARGET_DIR:-target}/release/perigee}
rounds=${ROUNDS:-5}
command -v pdftotext > /dev/null || { echo "bench: pdftotext is missing: apt install poppler-utils" >&2; exit 2; }
[ -x "$perigee" ] || { echo "bench: $perigee is missing: cargo build --release -p perigee-cli" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
files=("$@")
if [ ${#files[@]} -eq 0 ]; then
    shopt -s nullglob
    files=(../shared/data/zugferd/pdf/*.pdf)
fi
if [ ${#files[@]} -eq 0 ]; then
    "$perigee" generate --type invoices --count 40 --seed 1 --out "$work/generated" > /dev/null
    mapfile -t files < <(find "$work/generated" -name '*.pdf' | sort)
fi

run_perigee() { "$perigee" ocr --json "${files[@]}" > "$work/words.json"; }
run_pdftotext() { for file in "${files[@]}"; do pdftotext -bbox "$file" "$work/words.html"; done; }

# Prints the least user + system seconds of ROUNDS runs of a function.
cpu_seconds() {
    local TIMEFORMAT='%U %S' best=
    for _ in $(seq "$rounds"); do
        best=$({ time "$1" 2> /dev/null; } 2>&1 | awk -v best="$best" '{ s = $1 + $2; print (best == "" || s < best) ? s : best }')
    done
    echo "$best"
}

run_perigee
pages=$(grep -o '"pageNum":' "$work/words.json" | wc -l)
ours=$(cpu_seconds run_perigee)
theirs=$(cpu_seconds run_pdftotext)
awk -v pages="$pages" -v files="${#files[@]}" -v ours="$ours" -v theirs="$theirs" 'BEGIN {
    printf "%d files, %d pages, text layers\n", files, pages
    printf "| program | CPU s | pages per CPU s |\n|---|---|---|\n"
    printf "| perigee ocr --json | %.3f | %.0f |\n", ours, pages / ours
    printf "| pdftotext -bbox | %.3f | %.0f |\n", theirs, pages / theirs
    printf "ratio %.2f\n", theirs / ours
}'
