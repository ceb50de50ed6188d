#!/usr/bin/env bash
# Recognition: words and characters right, CPU seconds a page and peak memory, side by side with ocrmypdf, tesseract,
# kreuzberg and rapidocr on the same pictures, one after another; the table is kept in bench/results/.
#
# bench/reading.sh [SET …]     SET is receipts, digital, scans, worn or pages; default: all that are there
#
# The sets are drawn by `perigee generate` (worn) and taken from ../shared/data where it is there (the others).
# PAGES pages a set are read (default 12). ocrmypdf and poppler come by apt, the Python peers by pip into .tools; with
# PEERS=0 those are left out.
set -euo pipefail
cd "$(dirname "$0")/.."
perigee=${PERIGEE:-${CARGO_TARGET_DIR:-target}/release/perigee}
[ -x "$perigee" ] || { echo "bench: $perigee is missing: cargo build --release -p perigee-cli" >&2; exit 2; }
for tool in ocrmypdf:ocrmypdf pdftotext:poppler-utils python3:python3; do
    command -v "${tool%:*}" >/dev/null || {
        echo "bench: ${tool%:*} is missing: apt install ${tool#*:}" >&2
        exit 2
    }
done

# The Python peers are compared with where they can be had.
peers=.tools/bench-peers
if [ "${PEERS:-1}" = 0 ]; then
    peers=/nonexistent
elif [ ! -e "$peers/ready" ]; then
    python3 -m venv "$peers" &&
        "$peers/bin/pip" install --quiet --disable-pip-version-check kreuzberg rapidocr-onnxruntime &&
        touch "$peers/ready" ||
        echo "bench: kreuzberg and rapidocr could not be installed; the table is made without them" >&2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p bench/results
python3 bench/reading.py --perigee "$perigee" --peers "$peers" --work "$work" --pages "${PAGES:-12}" "$@" |
    tee "bench/results/reading-$(date +%F).md"
