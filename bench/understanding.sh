#!/usr/bin/env bash
# Learning: F1 by confirmed documents, calibration, what can be accepted at 1, 2 and 5 % error, seconds of training and
# milliseconds a document, beside a plain CRF by python-crfsuite in the same run.
#
# bench/understanding.sh [DATA]    DATA holds sroie/, fcc-adbuy/ and zugferd/; ../shared/data where it is left out
set -euo pipefail
cd "$(dirname "$0")/.."
data=${1:-../shared/data}
work=${CARGO_TARGET_DIR:-target}/bench-understanding
perigee=${PERIGEE:?set by script/bench}
mkdir -p "$work"
for set in sroie fcc:fcc-adbuy zugferd; do
    name=${set%%:*}
    [ -e "$work/$name/documents.jsonl" ] ||
        "$perigee" convert-dataset "$name" "$data/${set##*:}" "$work/$name" --with-words
done
python3 bench/understanding_templates.py "$data/fcc-adbuy/labels.jsonl" template_cluster "$work/fcc" >"$work/fcc.templates"
python3 bench/understanding_templates.py "$data/zugferd/labels.jsonl" layout "$work/zugferd" >"$work/zugferd.templates"

cargo build --locked --release -p perigee-understand --example learning
learning=${CARGO_TARGET_DIR:-target}/release/examples/learning

echo '-- receipts, nothing shipped is heard'
"$learning" "$work/sroie" 0,10,25,100,500 7,8,9 126
echo '-- advertising contracts, own documents of a template'
TEMPLATES=$work/fcc.templates "$learning" "$work/fcc" 1,3,5,10 7,8,9 8
echo '-- the same, the other templates of the process known'
POOLED=1 TEMPLATES=$work/fcc.templates "$learning" "$work/fcc" 0,1,3,5 7 8
echo '-- invoices, rules alone and with confirmed documents of the layout'
TEMPLATES=$work/zugferd.templates "$learning" "$work/zugferd" 0,1,3 7,8,9

if [ ! -x "$work/venv/bin/python" ]; then
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet python-crfsuite
fi
echo '-- receipts, python-crfsuite with plain features'
"$work/venv/bin/python" bench/understanding_baseline.py "$work/sroie" 10,25,100,500 7,8,9 126
