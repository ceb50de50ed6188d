#!/usr/bin/env bash
# Memory: a scan of 2,000 pages, and 5,000 documents in a row through one process and its children.
#
# bench/memory.sh [scan|many] …     default: both
#
# The scan has WORDS (2) drawn numbers on a page, or with PRINTED=yes pages as large as a postcard with the head of an
# invoice, and every EVERY (20) pages a receipt where ../shared/data has some: so it takes minutes, not hours.
# PAGES (2000), DOCUMENTS (5000) and SECONDS_EACH (no limit) make it shorter.
set -euo pipefail
cd "$(dirname "$0")/.."
perigee=${PERIGEE:-${CARGO_TARGET_DIR:-target}/release/perigee}
data=${DATA:-../shared/data}
[ -x "$perigee" ] || { echo "bench: $perigee is missing: cargo build --release -p perigee-cli" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(scan many)
limit=(${SECONDS_EACH:+--seconds "$SECONDS_EACH"})
for part in "${parts[@]}"; do
    folders=()
    printed=()
    if [ "$part" = scan ] && [ -n "${PRINTED:-}" ]; then
        "$perigee" generate --type invoices --count 30 --seed 3 --out "$work/printed" > /dev/null
        printed=(--printed "$work/printed")
    fi
    if [ "$part" = many ]; then
        "$perigee" generate --type invoices --count 30 --seed 3 --out "$work/generated" > /dev/null
        folders=("$work/generated")
        for set in zugferd invoice2data robust; do
            if [ -d "$data/$set" ]; then folders+=("$data/$set"); fi
        done
    fi
    python3 bench/memory.py "$part" --perigee "$perigee" --work "$work" --data "$data" --pages "${PAGES:-2000}" \
        --words "${WORDS:-2}" --every "${EVERY:-20}" --documents "${DOCUMENTS:-5000}" "${limit[@]}" "${printed[@]}" "${folders[@]}"
done
