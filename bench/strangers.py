"""How sure the values of papers are that are not of the process's kind: a table of every kind of paper read as every type.

    python3 bench/strangers.py [--data ../shared/data] [--work DIR] [--save NEW.json] [--before OLD.json] [--count 24]

PERIGEE names the program. Every paper is read once (`perigee ocr`), its words are kept under --work, and `perigee extract
--json --type T` reads the words as each type. A row tells of how many papers, how many values (a table is one) were told, how many of
them with a confidence of .5, .8, .9 and .95 at least, and how many of .9 there are in twenty papers. Below stand the sure
values that look like parts of sentences.

Papers of the right kind are rows marked "own": with labels the values of .9 and more that are right are counted. --before
takes what an earlier run saved and tells which share of its right values of .9 and more still have .9.
"partly" are papers that may be of the kind: a bill is an invoice, 547 of the 626 receipts of SROIE say "invoice", and
`fcc-adbuy` holds orders and invoices.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

TYPES = ["invoices", "receipts", "purchase_orders", "utility_bills", "passports", "driving_licenses", "birth_certificates"]
DRAWN = ["invoices", "receipts", "purchase_orders", "utility_bills", "passports", "driving_licenses"]
LIMITS = [0.5, 0.8, 0.9, 0.95]
# Seeds of the drawn papers: no fit and no test draws these.
SEED = 9500
# Set, folder of its files, the type that it is of, and how many are read: scans take long.
FILES = [
    ("invoice2data", "invoice2data", "invoices", 6),
    ("kleister-nda", "kleister-nda/pdf", None, 16),
    ("icdar2013", "tables/icdar2013/pdf", None, 16),
    ("fcc-adbuy", "fcc-adbuy/pdf", "partly", 12),
    ("fara-forms", "fara-forms/pdf", None, 8),
]
CONVERTED = [("zugferd", "invoices"), ("sroie", "receipts")]
# Characters of the longest value that nobody would take for a sentence.
SHORT = 60


def perigee(*arguments):
    done = subprocess.run([os.environ["PERIGEE"], *map(str, arguments)], capture_output=True, text=True)
    if not done.stdout and done.returncode:
        sys.exit(f"strangers: perigee {arguments[0]} failed: {done.stderr[-400:]}")
    return done.stdout


def every(files, count):
    """So many files of a list, from all over it."""
    step = max(1, len(files) / count)
    return [files[int(at * step)] for at in range(min(count, len(files)))]


def words_of(document):
    pages = [page for part in document["documents"] for page in part["pages"]]
    def page(one):
        is_read = any(word["confidence"] < 1 for word in one["words"])
        return {key: one[key] for key in ("width", "height", "words")} | {"source": "ocr" if is_read else "text"}
    return {"pages": [page(one) for one in sorted(pages, key=lambda one: one["pageNum"])]}


def read(files, to):
    """Files to words, each once."""
    to.mkdir(parents=True, exist_ok=True)
    place = lambda file: to / f"{file.stem}.words.json"
    missing = [file for file in files if not place(file).exists()]
    for start in range(0, len(missing), 4):
        some = missing[start : start + 4]
        for file, document in zip(some, json.loads(perigee("ocr", "--json", *some))):
            if "documents" in document:
                place(file).write_text(json.dumps(words_of(document)))
    return [(place(file), {}) for file in files if place(file).exists()]


def labelled(folder, count):
    lines = [json.loads(line) for line in (folder / "documents.jsonl").read_text().splitlines()]
    return [(folder / line["words"], line["fields"]) for line in every([l for l in lines if l.get("words")], count)]


def sets(args):
    """Name, type that its papers are of, and the papers with what is known of them."""
    for kind in DRAWN:
        folder = args.work / f"drawn-{kind}"
        if not (folder / "documents.jsonl").exists():
            perigee("generate", "--type", kind, "--count", 2 * args.count, "--seed", SEED, "--out", folder)
        yield f"drawn {kind}", kind, labelled(folder, args.count)
    for name, kind in CONVERTED:
        folder = args.work / name
        if not (folder / "documents.jsonl").exists():
            perigee("convert-dataset", name, args.data / name, folder, "--with-words")
        yield name, kind, labelled(folder, 2 * args.count)
    for name, place, kind, count in FILES:
        files = every(sorted((args.data / place).glob("*.pdf")), count)
        yield name, kind, read(files, args.work / name)


def extracted(papers, kind):
    """Per paper its values: data point, value, confidence."""
    found = []
    for start in range(0, len(papers), 40):
        some = [words for words, _ in papers[start : start + 40]]
        found += json.loads(perigee("extract", "--json", "--type", kind, *some))
    return [values_of(file) for file in found]


def values_of(file):
    values = []
    for document in file.get("documents", []):
        for name, found in document["extractedData"].items():
            for one in found:
                is_table = "rows" in one
                raw = f"{len(one['rows'])} rows" if is_table else one["rawValue"]
                values.append((name, raw, "" if is_table else str(one["value"]), one["confidence"]))
    return values


def folded(text):
    plain = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^a-z0-9]", "", plain)


def is_right(labels, value):
    name, raw, converted, _ = value
    said = [folded(one) for one in labels.get(name, [])]
    return folded(raw) in said or folded(converted) in said


def is_sentence(value):
    _, raw, _, _ = value
    words = raw.split()
    return len(raw) > SHORT or len(words) > 3 and sum(word.islower() for word in words) > len(words) / 2


def relation_of(name, own, kind):
    if own == kind:
        return "own"
    is_invoice = {own, kind} == {"invoices", "utility_bills"} or (name, kind) == ("sroie", "invoices")
    return "partly" if own == "partly" or is_invoice else "other"


def row(name, kind, own, found, papers):
    sure = [sum(value[3] >= limit for values in found for value in values) for limit in LIMITS]
    total = sum(map(len, found))
    relation = relation_of(name, own, kind)
    right = ""
    if relation == "own" and any(labels for _, labels in papers):
        of = [(is_right(labels, value), value) for (_, labels), values in zip(papers, found) for value in values if value[0] in labels]
        right = f"{sum(ok and value[3] >= 0.9 for ok, value in of)} of {sum(ok for ok, _ in of)}"
    per = 20 * sure[2] / max(1, len(found))
    print(f"| {name} | {kind} | {relation} | {len(found)} | {total} | {' | '.join(map(str, sure))} | {per:.1f} | {right} |", flush=True)
    return relation, len(found), total, sure


def sums(rows):
    for relation in ("other", "partly", "own"):
        of = [row for row in rows if row[0] == relation]
        papers, total = sum(row[1] for row in of), sum(row[2] for row in of)
        sure = [sum(row[3][at] for row in of) for at in range(len(LIMITS))]
        per = 20 * sure[2] / max(1, papers)
        print(f"| all | | {relation} | {papers} | {total} | {' | '.join(map(str, sure))} | {per:.1f} | |")


def kept(before, papers, found, key):
    """Right values of .9 and more of the run before, and how many of them still have .9."""
    had = still = 0
    for (words, labels), values in zip(papers, found):
        now = {(value[0], value[1]): value[3] for value in values}
        for value in before.get(key, {}).get(words.name, []):
            if value[3] >= 0.9 and is_right(labels, value):
                had += 1
                still += now.get((value[0], value[1]), 0) >= 0.9
    return had, still


def judged(own, kind, relation, papers, found):
    """Confidence of each value of labelled papers, and whether it is right; on a paper of another kind, whether what it
    says itself is called the same."""
    if own not in TYPES or relation == "partly":
        return []
    return [
        (value[3], is_right(labels, value))
        for (_, labels), values in zip(papers, found)
        for value in values
        if value[0] in labels or labels and own != kind
    ]


def calibration(name, values):
    bins = [[0.0, 0, 0] for _ in range(10)]
    for sure, right in values:
        of = bins[min(9, int(sure * 10))]
        of[0], of[1], of[2] = of[0] + sure, of[1] + right, of[2] + 1
    count = max(1, len(values))
    error = sum(abs(sure - right) for sure, right, _ in bins) / count
    top = [right for sure, right in values if sure >= 0.9]
    print(
        f"{name}: {len(values)} values, {sum(right for _, right in values) / count:.3f} right, mean confidence"
        f" {sum(sure for sure, _ in values) / count:.3f}, calibration error {error:.3f};"
        f" of {len(top)} with .9 and more {sum(top) / max(1, len(top)):.3f} right"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--work", type=Path, default=Path("target/bench-strangers"))
    parser.add_argument("--count", type=int, default=24, help="papers of each set")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--before", type=Path)
    args = parser.parse_args()
    before = json.loads(args.before.read_text()) if args.before else {}
    args.work.mkdir(parents=True, exist_ok=True)
    print("| papers | read as | kind | papers | values | ≥ .5 | ≥ .8 | ≥ .9 | ≥ .95 | ≥ .9 in 20 papers | right and ≥ .9, of right |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    rows, saved, sentences, had_still, values = [], {}, [], [], {"own": [], "other": []}
    for name, own, papers in sets(args):
        for kind in TYPES:
            found = extracted(papers, kind)
            key = f"{name} as {kind}"
            saved[key] = {words.name: values for (words, _), values in zip(papers, found)}
            rows.append(row(name, kind, own, found, papers))
            values.setdefault(rows[-1][0], []).extend(judged(own, kind, rows[-1][0], papers, found))
            if rows[-1][0] == "own":
                had_still.append((key, *kept(before, papers, found, key)))
            if rows[-1][0] == "other":
                sentences += [(key, value) for values in found for value in values if value[3] >= 0.9 and is_sentence(value)]
    sums(rows)
    print(f"\nsentences with .9 and more on papers of other kinds: {len(sentences)}")
    for key, value in sentences[:10]:
        print(f"- {key}: {value[0]} = {value[1][:80]} ({value[3]:.2f})")
    calibration("papers of the kind", values["own"])
    calibration("these and papers of other kinds", values["own"] + values["other"])
    for key, had, still in had_still:
        if had:
            print(f"{key}: of {had} right values that had .9, {still} have it ({still / had:.3f})")
    if args.save:
        args.save.write_text(json.dumps(saved))


if __name__ == "__main__":
    main()
