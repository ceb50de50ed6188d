"""Counts the labelled line items of invoices that stand in one row of a found table.

tables_items.py LABELS.jsonl TABLES.json [--detail]

LABELS.jsonl is that of the ZUGFeRD set; TABLES.json is what `perigee tables --json` prints. A line item counts when
its total and its quantity are printed on the page; its row is found when one row of a table holds both numbers, each in
a cell of its own or, where both are equal, in two cells.
"""

import json
import pathlib
import re
import sys

NUMBER = re.compile(r"-?\d[\d.,'\u00a0 ]*")


def value(text):
    """A printed number as a plain decimal without its sign, which credit notes print as they like."""
    text = re.sub(r"['\u00a0 ]", "", text).rstrip(".,")
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text) or ("," in text and text.rfind(",") > text.rfind(".")):
        text = text.replace(".", "").replace(",", ".")
    else:
        text = text.replace(",", "")
    try:
        return abs(round(float(text), 4))
    except ValueError:
        return None


def numbers(text):
    return [v for v in (value(n) for n in NUMBER.findall(text)) if v is not None]


def rows(tables):
    for table in tables:
        found = {}
        for cell in table["cells"]:
            found.setdefault(cell["row"], []).append(numbers(cell["text"]))
        yield from found.values()


def holds(row, total, quantity):
    with_total = [at for at, cell in enumerate(row) if total in cell]
    with_quantity = [at for at, cell in enumerate(row) if quantity in cell]
    return any(a != b for a in with_total for b in with_quantity)


def main():
    detail = "--detail" in sys.argv
    labels, result = [a for a in sys.argv[1:] if a != "--detail"]
    by_name = {entry["fileName"]: entry.get("tables", []) for entry in json.loads(pathlib.Path(result).read_text())}
    found = all_items = 0
    for line in pathlib.Path(labels).read_text().splitlines():
        label = json.loads(line)
        tables = by_name.get(label["file"].split("/")[-1], [])
        for item in label["line_items"]:
            printed = item.get("printed", {})
            if printed.get("line_total") is not True or printed.get("quantity") is not True:
                continue
            total, quantity = abs(round(float(item["line_total"]), 4)), abs(round(float(item["quantity"]), 4))
            all_items += 1
            if any(holds(row, total, quantity) for row in rows(tables)):
                found += 1
            elif detail:
                print(f"  {label['file']}: {item['name']} {quantity} {total}")
    print(f"line items found in a row: {found} of {all_items}")


if __name__ == "__main__":
    main()
