#!/usr/bin/env bash
# Tables: `perigee tables` beside camelot, pdfplumber, tabula, img2table and PyMuPDF on ICDAR 2013 in one run, and the share of the
# line items of invoices that stand in one row of a found table.
#
# bench/tables.sh [SHARED_DATA]      default: ../shared/data; PEERS="pdfplumber …" chooses, PEERS= runs none
#
# The peers are installed into a virtual environment under the target directory; what cannot be installed is left out
# and named. The table is kept as bench/results/tables-DATE.md.
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:-../shared/data}
target=${CARGO_TARGET_DIR:-target}
perigee=${PERIGEE:-$target/release/perigee}
peers=${PEERS-camelot-lattice camelot-stream camelot-hybrid pdfplumber tabula img2table pymupdf pymupdf-layout}
set_dir=$data/tables/icdar2013
[ -x "$perigee" ] || { echo "bench: $perigee is missing: cargo build --release -p perigee-cli" >&2; exit 2; }
[ -d "$set_dir/gt" ] || { echo "bench: $set_dir/gt is missing" >&2; exit 2; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
files=("$set_dir"/pdf/*.pdf)

TIMEFORMAT='%U %S'
seconds=$({ time "$perigee" tables --json "${files[@]}" > "$work/found.json"; } 2>&1 | tail -1 | awk '{ print $1 + $2 }')
"$perigee" ocr --json "${files[@]}" > "$work/words.json"
python3 - "$work" "$seconds" << 'PYTHON'
import json, pathlib, sys
work, seconds = pathlib.Path(sys.argv[1]), float(sys.argv[2])
heights = {}
for entry in json.loads((work / "words.json").read_text()):
    pages = [page for document in entry["documents"] for page in document["pages"]]
    heights[entry["fileName"]] = [page["height"] for page in sorted(pages, key=lambda page: page["pageNum"])]
(work / "heights.json").write_text(json.dumps(heights))
found = {"files": json.loads((work / "found.json").read_text()), "cpuSeconds": seconds}
found["pages"] = sum(map(len, heights.values()))
(work / "perigee.json").write_text(json.dumps(found))
PYTHON
results=("perigee=$work/perigee.json")

if [ -n "$peers" ]; then
    venv=$target/bench-tables
    [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
    for package in pdfplumber camelot-py 'tabula-py[jpype]' img2table pymupdf pymupdf-layout; do
        "$venv/bin/pip" install --quiet --disable-pip-version-check "$package" || echo "bench: $package cannot be installed" >&2
    done
    for peer in $peers; do
        if "$venv/bin/python" bench/tables_peers.py "$peer" "$work/$peer.json" "${files[@]}" 2> "$work/$peer.log"; then
            results+=("$peer=$work/$peer.json")
        else
            echo "bench: $peer is left out: $(tail -1 "$work/$peer.log")" >&2
        fi
    done
fi

mkdir -p bench/results
{
    python3 bench/tables_score.py "$set_dir/gt" "$work/heights.json" "${results[@]}"
    if [ -f "$data/zugferd/labels.jsonl" ]; then
        "$perigee" tables --json "$data"/zugferd/pdf/*.pdf > "$work/invoices.json"
        echo
        python3 bench/tables_items.py "$data/zugferd/labels.jsonl" "$work/invoices.json"
    fi
} | tee "bench/results/tables-$(date +%F).md"
