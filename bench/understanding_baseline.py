"""A plain CRF over words, by python-crfsuite: what can be had with two dozen lines and no knowledge of documents.

understanding_baseline.py FOLDER SHOTS SEEDS TESTED prints the same columns as the example `learning`: the documents are
drawn as it draws them, values are the longest runs of one tag, and compared as letters and digits (the column "loose").
"""

import json
import sys
import time
from pathlib import Path

import pycrfsuite


def shuffled(count: int, seed: int) -> list[int]:
    """Fisher–Yates over SplitMix64, as `perigee_understand::evaluation::shuffled`."""
    mask, state = (1 << 64) - 1, seed

    def following() -> int:
        nonlocal state
        state = (state + 0x9E3779B97F4A7C15) & mask
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        return mixed ^ (mixed >> 31)

    order = list(range(count))
    for at in range(count - 1, 0, -1):
        other = following() % (at + 1)
        order[at], order[other] = order[other], order[at]
    return order


def plain(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def load(folder: Path) -> list[tuple[list[list[dict]], dict]]:
    documents = []
    for line in (folder / "documents.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        pages = json.loads((folder / row["words"]).read_text(encoding="utf-8"))["pages"]
        words = [word for page in pages for word in page["words"]]
        words.sort(key=lambda word: (round(word["bbox"][1] / 6), word["bbox"][0]))
        rows: list[list[dict]] = []
        for word in words:
            centre = (word["bbox"][1] + word["bbox"][3]) / 2
            if rows and rows[-1][0]["bbox"][1] <= centre <= rows[-1][0]["bbox"][3]:
                rows[-1].append(word)
            else:
                rows.append([word])
        documents.append((rows, row["fields"]))
    return documents


def features(rows: list[list[dict]]) -> list[list[str]]:
    flat = [(at, word) for at, row in enumerate(rows) for word in row]
    everything = []
    for position, (row, word) in enumerate(flat):
        text = word["text"].lower()
        shape = "".join("9" if c.isdigit() else "a" if c.isalpha() else c for c in text)
        own = [f"w={text}", f"s={shape}", f"p3={text[:3]}", f"e3={text[-3:]}", f"row={min(row, 14)}",
               f"end={min(len(rows) - row, 8)}", f"first={rows[row][0] is word}"]
        for offset in (-2, -1, 1, 2):
            at = position + offset
            own.append(f"{offset}={flat[at][1]['text'].lower()}" if 0 <= at < len(flat) else f"{offset}=none")
        everything.append(own)
    return everything


def tags(rows: list[list[dict]], fields: dict) -> list[str]:
    flat = [word for row in rows for word in row]
    marked = ["O"] * len(flat)
    for name, values in fields.items():
        for value in values:
            wanted = plain(value)
            for start in range(len(flat)):
                joined, end = "", start
                while end < len(flat) and len(joined) < len(wanted):
                    joined += plain(flat[end]["text"])
                    end += 1
                if joined == wanted and wanted:
                    for at in range(start, end):
                        marked[at] = ("B-" if at == start else "I-") + name
                    break
    return marked


def read(tagger: pycrfsuite.Tagger, rows: list[list[dict]]) -> dict[str, str]:
    flat = [word for row in rows for word in row]
    runs: dict[str, list[str]] = {}
    last = None
    for word, tag in zip(flat, tagger.tag(features(rows))):
        name = tag[2:] if tag != "O" else None
        if name and name == last and tag.startswith("I-"):
            runs[name][-1] += " " + word["text"]
        elif name:
            runs.setdefault(name, []).append(word["text"])
        last = name
    return {name: max(found, key=len) for name, found in runs.items()}


def main() -> None:
    folder, shots, seeds, tested = sys.argv[1:5]
    documents = load(Path(folder))
    model = str(Path(folder) / "baseline.crfsuite")
    print("documents seed  loose  train s  ms/doc")
    for count in map(int, shots.split(",")):
        for seed in map(int, seeds.split(",")):
            order = shuffled(len(documents), seed)
            train, test = order[:count], order[count:][-int(tested):]
            trainer = pycrfsuite.Trainer(verbose=False)
            for at in train:
                trainer.append(features(documents[at][0]), tags(*documents[at]))
            trainer.set_params({"c1": 0.1, "c2": 0.05, "max_iterations": 60})
            start = time.perf_counter()
            trainer.train(model)
            seconds = time.perf_counter() - start
            tagger = pycrfsuite.Tagger()
            tagger.open(model)
            right = found = wanted = 0
            start = time.perf_counter()
            for at in test:
                values = read(tagger, documents[at][0])
                for name, labels in documents[at][1].items():
                    wanted += len(labels)
                    if name in values:
                        found += 1
                        right += plain(values[name]) in map(plain, labels)
            each = (time.perf_counter() - start) / max(len(test), 1)
            f1 = 2 * right / max(found + wanted, 1)
            print(f"{count:>9} {seed:>4}  {f1:.3f}  {seconds:>7.2f}  {each * 1e3:>6.2f}")


if __name__ == "__main__":
    main()
