#!/usr/bin/env bash
# Odd and damaged files: every file of a folder is read as it is, then many are damaged and read, and what came of them is
# counted. Where a folder has a manifest, page counts are compared with those of the engines that it names. The call
# fails when the program died or did not answer for a file.
#
# bench/robust.sh [FOLDER …]     default: ../shared/data/robust
#
# COUNT (2000), SEED (1) and PAGE_SECONDS (5) say how many are damaged (0: none), how, and what a page of them
# may cost.
set -euo pipefail
cd "$(dirname "$0")/.."
perigee=${PERIGEE:-${CARGO_TARGET_DIR:-target}/release/perigee}
[ -x "$perigee" ] || { echo "bench: $perigee is missing: cargo build --release -p perigee-cli" >&2; exit 2; }
folders=("$@")
[ ${#folders[@]} -gt 0 ] || folders=(../shared/data/robust)

mapfile -t files < <(find "${folders[@]}" -type f ! -name '*.jsonl' ! -name '*.md' | sort)
status=0
answers=$("$perigee" ocr --json "${files[@]}" 2> /dev/null) || status=$?
case $status in
    0 | 1 | 3) ;;
    *) echo "bench: the program ended with $status" >&2; exit 1 ;;
esac
echo "${#files[@]} files as they are"
grep -oE '"error":\{"code":"[a-z_]+"' <<< "$answers" | sed 's/.*"code":"\(.*\)"/\1/' | sort | uniq -c || true
for folder in "${folders[@]}"; do
    if [ -f "$folder/manifest.jsonl" ]; then python3 bench/robust_pages.py "$perigee" "$folder"; fi
done
[ "${COUNT:-2000}" -gt 0 ] || exit 0
cargo xtask mutants --program "$perigee" --count "${COUNT:-2000}" --seed "${SEED:-1}" \
    --page-seconds "${PAGE_SECONDS:-5}" "${folders[@]}"
