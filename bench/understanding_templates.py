"""Prints a line per document of a labelled folder: its id and its template, as the labels of the data set have it."""

import json
import sys
from pathlib import Path


def main() -> None:
    labels, key, folder = sys.argv[1:4]
    with open(Path(folder) / "documents.jsonl", encoding="utf-8") as lines:
        ids = [json.loads(line)["id"] for line in lines]
    with open(labels, encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            stem = Path(row["file"]).stem
            if stem in ids:
                print(stem, row[key])


if __name__ == "__main__":
    main()
