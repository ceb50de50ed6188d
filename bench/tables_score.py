"""Scores tables against the labels of ICDAR 2013.

tables_score.py GT_DIR HEIGHTS.json [--detail] NAME=TABLES.json …

GT_DIR holds `<file>.json` with places from the lower left corner; HEIGHTS.json maps each file name to the heights of
its pages; TABLES.json is what `perigee tables --json` prints, or a peer's result in the same shape, with an optional
`"cpuSeconds"` and `"pages"` beside a list under `"files"`. One line of a table is printed for each NAME.

Detection: a labelled table is found when a table of the page that nothing else claims covers it with intersection over
union of at least one half, best pairs first; F1 over all tables. Structure is compared for the best overlapping pair,
whatever its overlap; what has no partner counts as wholly missed or wholly wrong.
Adjacency: the relations of the ICDAR 2013 protocol, one for each neighbour to the right and below among cells that are
not empty, across empty ones, white space removed; F1 over all relations.
Exact: the share of labelled tables whose number of rows and of columns is right, empty ones left out.
GriTS: content, factored, by the longest common subsequence of two cells; mean over labelled tables.
"""

import json
import pathlib
import sys
import unicodedata
from functools import lru_cache


def normal(text):
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in text if not c.isspace())


class Table:
    """A table as a grid without empty rows and columns, each place with the number of its cell."""

    def __init__(self, page, box, cells):
        self.page, self.box = page, box
        self.texts = []
        places = {}
        for cell in cells:
            text = normal(cell["text"])
            if not text:
                continue
            for row in range(cell["row"], cell["row_end"] + 1):
                for col in range(cell["col"], cell["col_end"] + 1):
                    places.setdefault((row, col), len(self.texts))
            self.texts.append(text)
        rows = sorted({row for row, _ in places})
        cols = sorted({col for _, col in places})
        self.grid = [[places.get((row, col)) for col in cols] for row in rows]

    def shape(self):
        return len(self.grid), len(self.grid[0]) if self.grid else 0

    def text_grid(self):
        return [["" if at is None else self.texts[at] for at in row] for row in self.grid]

    def relations(self):
        found = {}
        turned = [list(column) for column in zip(*self.grid)]
        for direction, lines in (("right", self.grid), ("below", turned)):
            pairs = set()
            for line in lines:
                filled = [at for at in line if at is not None]
                pairs.update((a, b) for a, b in zip(filled, filled[1:]) if a != b)
            for a, b in pairs:
                key = (direction, self.texts[a], self.texts[b])
                found[key] = found.get(key, 0) + 1
        return found


def overlap(a, b):
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    area = lambda box: (box[2] - box[0]) * (box[3] - box[1])
    return width * height / (area(a) + area(b) - width * height)


def labelled(path, heights):
    gt = json.loads(path.read_text())
    boxes = {(r["table"], r["page"]): r["bbox"] for r in gt["table_regions"]}
    tables = []
    for table in gt["tables"]:
        for page in sorted({cell["page"] for cell in table["cells"]}):
            cells = [cell for cell in table["cells"] if cell["page"] == page]
            xs = [cell["bbox"] for cell in cells]
            x0, y0, x1, y1 = boxes.get((table["id"], page)) or [
                min(b[0] for b in xs), min(b[1] for b in xs), max(b[2] for b in xs), max(b[3] for b in xs)]
            height = heights[page - 1]
            tables.append(Table(page - 1, (x0, height - y1, x1, height - y0), cells))
    return gt["file"], tables


def found(entry):
    tables = []
    for table in entry.get("tables", []):
        cells = [dict(c, row_end=c["rowEnd"], col_end=c["colEnd"]) for c in table["cells"]]
        tables.append(Table(table["page"], table["bbox"], cells))
    return tables


def pair_up(truth, guess):
    ranked = sorted(
        ((overlap(t.box, g.box), i, j) for i, t in enumerate(truth) for j, g in enumerate(guess) if t.page == g.page),
        reverse=True)
    pairs, used = {}, set()
    for score, i, j in ranked:
        if score > 0 and i not in pairs and j not in used:
            pairs[i] = (j, score)
            used.add(j)
    return pairs, used


@lru_cache(maxsize=None)
def likeness(a, b):
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    # Longest common subsequence with one bit for each character of `a`.
    where = {}
    for at, character in enumerate(a):
        where[character] = where.get(character, 0) | 1 << at
    full = (1 << len(a)) - 1
    state = full
    for character in b:
        hit = state & where.get(character, 0)
        state = (state + hit | state - hit) & full
    return 2 * (len(a) - state.bit_count()) / (len(a) + len(b))


def align(count_a, count_b, score):
    """The best order-keeping pairing by dynamic programming, and its sum."""
    best = [[0.0] * (count_b + 1) for _ in range(count_a + 1)]
    for i in range(count_a):
        for j in range(count_b):
            best[i + 1][j + 1] = max(best[i][j] + score(i, j), best[i][j + 1], best[i + 1][j])
    i, j, pairs = count_a, count_b, []
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1], best[count_a][count_b]


def align_lines(a, b):
    return align(len(a), len(b), lambda i, j: align(
        len(a[i]), len(b[j]), lambda k, m: likeness(a[i][k], b[j][m]))[1])[0]


def grits(truth, guess):
    a, b = truth.text_grid(), guess.text_grid()
    if not a or not b:
        return 0.0
    rows = align_lines(a, b)
    columns = align_lines([list(c) for c in zip(*a)], [list(c) for c in zip(*b)])
    same = sum(likeness(a[i][k], b[j][m]) for i, j in rows for k, m in columns)
    return 2 * same / (len(a) * len(a[0]) + len(b) * len(b[0]))


def f1(hits, guessed, true):
    return 2 * hits / (guessed + true) if guessed + true else 0.0


class Score:
    def __init__(self):
        self.found = self.guessed = self.true = 0
        self.same = self.relations_guessed = self.relations_true = 0
        self.exact, self.grits = 0, 0.0

    def add(self, name, truth, guess, detail):
        pairs, used = pair_up(truth, guess)
        self.found += sum(1 for _, score in pairs.values() if score >= 0.5)
        self.guessed += len(guess)
        self.true += len(truth)
        for i, table in enumerate(truth):
            relations = table.relations()
            self.relations_true += sum(relations.values())
            if i not in pairs:
                if detail:
                    print(f"  {name} p{table.page} MISSED {table.shape()} {[round(v) for v in table.box]}")
                continue
            j, score = pairs[i]
            theirs = guess[j].relations()
            same = sum(min(count, theirs.get(key, 0)) for key, count in relations.items())
            self.same += same
            self.relations_guessed += sum(theirs.values())
            exact = table.shape() == guess[j].shape()
            value = grits(table, guess[j])
            self.exact += exact
            self.grits += value
            if detail and (value < 0.995 or not exact or score < 0.5):
                f = f1(same, sum(theirs.values()), sum(relations.values()))
                print(f"  {name} p{table.page} iou {score:.2f} {table.shape()} got {guess[j].shape()} adj {f:.2f} "
                      f"grits {value:.2f} {[round(v) for v in table.box]} got {[round(v) for v in guess[j].box]}")
        for j, table in enumerate(guess):
            if j not in used:
                self.relations_guessed += sum(table.relations().values())
                if detail:
                    print(f"  {name} p{table.page} EXTRA {table.shape()} {[round(v) for v in table.box]}")

    def line(self, name, seconds):
        precision = self.found / self.guessed if self.guessed else 0
        return (f"| {name} | {precision:.3f} / {self.found / self.true:.3f} | {f1(self.found, self.guessed, self.true):.3f} "
                f"| {f1(self.same, self.relations_guessed, self.relations_true):.3f} | {self.exact / self.true:.3f} "
                f"| {self.grits / self.true:.3f} | {seconds} |")


def main():
    arguments = [a for a in sys.argv[1:] if a != "--detail"]
    detail = "--detail" in sys.argv
    heights = json.loads(pathlib.Path(arguments[1]).read_text())
    truths = [labelled(path, heights[path.stem + ".pdf"]) for path in sorted(pathlib.Path(arguments[0]).glob("*.json"))]
    print(f"{len(truths)} files, {sum(len(tables) for _, tables in truths)} tables")
    print("| program | found: precision / recall | detection F1 | adjacency F1 | rows and columns exact | GriTS content "
          "| CPU s per page |\n|---|---|---|---|---|---|---|")
    for argument in arguments[2:]:
        name, _, path = argument.partition("=")
        result = json.loads(pathlib.Path(path).read_text())
        files = result["files"] if isinstance(result, dict) else result
        by_name = {entry["fileName"]: entry for entry in files}
        score = Score()
        for file, tables in truths:
            score.add(file, tables, found(by_name.get(file, {})), detail)
        pages = isinstance(result, dict) and result.get("pages")
        print(score.line(name, f"{result['cpuSeconds'] / pages:.3f}" if pages else "-"), flush=True)


if __name__ == "__main__":
    main()
