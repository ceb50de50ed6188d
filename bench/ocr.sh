#!/usr/bin/env bash
# Text layers: words and CPU seconds of `perigee ocr` beside `pdftotext -bbox` (poppler) on the same files in one run.
#
# bench/ocr.sh [FOLDER …]     default: the text PDFs under ../shared/data, else 40 generated invoices
#
# CPU seconds are user + system of the program and its children, of the files whose pages both take from their text
# layers and that have no other files attached, which pdftotext does not read. perigee takes all files in one call, as its users would; pdftotext takes one file a call, because it can no
# more. Each runs ROUNDS times (default 3); the best counts. WORST=5 names the files of each set that differ most.
set -euo pipefail
cd "$(dirname "$0")/.."
perigee=${PERIGEE:-${CARGO_TARGET_DIR:-target}/release/perigee}
for tool in pdftotext:poppler-utils python3:python3; do
    command -v "${tool%:*}" > /dev/null || { echo "bench: ${tool%:*} is missing: apt install ${tool#*:}" >&2; exit 2; }
done
[ -x "$perigee" ] || { echo "bench: $perigee is missing: cargo build --release -p perigee-cli" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
folders=("$@")
if [ ${#folders[@]} -eq 0 ]; then
    for set in zugferd invoice2data fcc-adbuy kleister-nda robust; do
        if [ -d "../shared/data/$set" ]; then folders+=("../shared/data/$set"); fi
    done
fi
if [ ${#folders[@]} -eq 0 ]; then
    "$perigee" generate --type invoices --count 40 --seed 1 --out "$work/generated" > /dev/null
    folders=("$work/generated")
fi
python3 bench/text_layers.py --perigee "$perigee" --rounds "${ROUNDS:-3}" --worst "${WORST:-0}" "${folders[@]}"
