"""Words and CPU seconds of text PDFs: `perigee ocr` beside `pdftotext -bbox` on the same files, set by set.

What pdftotext reads is taken for the truth, so the figures are agreement. Words count page by page, without regard to
their order: exactly as they are, and with a place when their boxes share their middles. Ligatures count as their letters.
Words of pdftotext that lie over the same letters of a longer word are left out and counted apart: programs that draw by
rows of dots draw parts of words again, and nobody sees them twice. What perigee reads twice counts against it.
"""

import argparse
import html
import json
import re
import resource
import subprocess
import sys
from collections import Counter
from pathlib import Path

WORD = re.compile(r'<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">(.*?)</word>', re.S)

LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})

# A page with fewer words than this is a picture with a stamp, or a page that says where the others went.
FEW_WORDS = 10


def cpu_seconds(run):
    """What `run` returns, and the user and system seconds of the programs that it waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    answer = run()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return answer, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def theirs(pdf, password):
    """Pages of words with boxes by pdftotext; None when it cannot open the file."""
    call = ["pdftotext", "-bbox", *(["-upw", password] if password else []), pdf, "-"]
    done = subprocess.run(call, capture_output=True, check=False)
    if done.returncode:
        return None
    pages = done.stdout.decode(errors="replace").split("<page ")[1:]
    found = []
    for page in pages:
        words = [(html.unescape(text).translate(LIGATURES), tuple(map(float, box))) for *box, text in WORD.findall(page)]
        found.append([(text, box) for text, box in words if text.strip()])
    return found


def drawn_again(words):
    """Positions of the words that lie over the same letters of a longer word."""
    lines = {}
    for at, (_, box) in enumerate(words):
        lines.setdefault(round(box[1]), []).append(at)
    again = set()
    for at, (text, box) in enumerate(words):
        near = [other for line in (-1, 0, 1) for other in lines.get(round(box[1]) + line, [])]
        if any(is_part(text, box, *words[other]) for other in near):
            again.add(at)
    return again


def is_part(text, box, whole, around):
    """Whether a word lies within a longer one of its height that has its letters in their order."""
    height = box[3] - box[1]
    level = abs(box[1] - around[1]) <= height / 10 and abs(box[3] - around[3]) <= height / 10
    if len(text) >= len(whole) or not level or box[0] < around[0] - height / 10 or box[2] > around[2] + height / 10:
        return False
    letters = iter(whole)
    return all(letter in letters for letter in text)


def ours(perigee, pdfs, password=None):
    """Pages of words with boxes, by the position of the file, None when it was refused; and the files that have others
    attached."""
    call = [perigee, "ocr", "--json", *(["--password", password] if password else []), *pdfs]
    done = subprocess.run(call, capture_output=True, check=False)
    if done.returncode not in (0, 1, 3):
        sys.exit(f"bench: the program ended with {done.returncode}")
    # What is attached to a file has a result of its own, behind it, named FILE/ATTACHMENT.
    names = {Path(pdf).name for pdf in pdfs}
    entries = json.loads(done.stdout)
    attached = {entry["fileName"].split("/")[0] for entry in entries if entry["fileName"] not in names}
    return [pages(entry) for entry in entries if entry["fileName"] in names], attached


def pages(entry):
    if "error" in entry and entry["error"]:
        return None
    read = [page for document in entry["documents"] for page in document["pages"]]
    read.sort(key=lambda page: page["pageNum"])
    return [[(word["text"], word["bbox"], word["confidence"]) for word in page["words"]] for page in read]


def bag(texts):
    return Counter(texts)


def placed(left, right):
    """Words of both that are equal and whose middles lie in each other's boxes."""
    waiting = {}
    for text, box in right:
        waiting.setdefault(text, []).append(box)
    count = 0
    for text, box in left:
        boxes = waiting.get(text, [])
        at = next((at for at, other in enumerate(boxes) if within(box, other) and within(other, box)), None)
        if at is not None:
            boxes.pop(at)
            count += 1
    return count


def within(box, other):
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return other[0] - 1 <= x <= other[2] + 1 and other[1] - 1 <= y <= other[3] + 1


def f1(both, left, right):
    return 2 * both / (left + right) if left + right else 1.0


class Score:
    """Counts of words over pages."""

    def __init__(self):
        self.both = self.placed = self.left = self.right = self.pages = self.recognised = self.again = 0

    def add(self, truth, read):
        again = drawn_again(truth)
        self.again += len(again)
        truth = [word for at, word in enumerate(truth) if at not in again]
        self.both += sum((bag(text for text, _ in truth) & bag(text for text, *_ in read)).values())
        self.placed += placed(truth, [(text, box) for text, box, _ in read])
        self.left += len(truth)
        self.right += len(read)
        self.pages += 1

    def f1(self):
        return f1(self.both, self.left, self.right)

    def placed_f1(self):
        return f1(self.placed, self.left, self.right)


def is_layer(read):
    """A text layer is certain of every word; an earlier recognition and our own never are."""
    return all(confidence == 1 for _, _, confidence in read)


def compare(perigee, pdfs, passwords, rounds):
    """Scores of a set, its worst files, and the CPU seconds of both on the files that both read as text."""
    score, by_file, texts = Score(), [], []
    plain = [pdf for pdf in pdfs if pdf not in passwords]
    found, attached = ours(perigee, plain) if plain else ([], set())
    read = dict(zip(plain, found, strict=True))
    for pdf, password in passwords.items():
        read[pdf] = ours(perigee, [pdf], password)[0][0]
    for pdf in pdfs:
        truth = theirs(pdf, passwords.get(pdf))
        if not truth or not read[pdf] or len(truth) != len(read[pdf]):
            continue
        own = Score()
        only_text = True
        for wanted, found in zip(truth, read[pdf], strict=True):
            if len(wanted) < FEW_WORDS or not is_layer(found):
                score.recognised += len(wanted) >= FEW_WORDS
                only_text &= is_layer(found)
                continue
            score.add(wanted, found)
            own.add(wanted, found)
        if own.pages:
            by_file.append((own.f1(), own.pages, Path(pdf).name))
        # pdftotext reads nothing that is attached.
        if only_text and own.pages and pdf not in passwords and Path(pdf).name not in attached:
            texts.append(pdf)
    return score, sorted(by_file), texts, times(perigee, texts, rounds)


def times(perigee, pdfs, rounds):
    """The least CPU seconds of some rounds over the files, ours in one call and theirs file by file."""
    if not pdfs:
        return 0, 0
    mine, others = [], []
    for _ in range(rounds):
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        mine.append(cpu_seconds(lambda: subprocess.run([perigee, "ocr", "--json", *pdfs], **quiet))[1])
        others.append(
            cpu_seconds(lambda: [subprocess.run(["pdftotext", "-bbox", pdf, "/dev/null"], **quiet) for pdf in pdfs])[1]
        )
    return min(mine), min(others)


def sets(folders):
    for folder in map(Path, folders):
        passwords = {}
        manifest = folder / "manifest.jsonl"
        if manifest.exists():
            rows = [json.loads(line) for line in manifest.read_text().splitlines() if line.strip()]
            passwords = {str(folder / row["file"]): row["password"] for row in rows if row.get("password")}
        yield folder, sorted(map(str, folder.rglob("*.pdf"))), passwords


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--perigee", required=True)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--worst", type=int, default=0, help="files of each set whose words differ most, on standard error")
    parser.add_argument("folders", nargs="+")
    args = parser.parse_args()
    print(
        "| set | text pages | words | drawn again | F1 of words | with their place | read otherwise "
        "| perigee ms/page | pdftotext ms/page | ratio |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    for folder, pdfs, passwords in sets(args.folders):
        score, by_file, texts, (mine, others) = compare(args.perigee, pdfs, passwords, args.rounds)
        count = sum(pages for _, pages, name in by_file if any(Path(pdf).name == name for pdf in texts)) or 1
        ratio = f"{others / mine:.1f}" if mine else "-"
        print(
            f"| {folder.name} | {score.pages} | {score.left} | {score.again} | {score.f1():.4f} | {score.placed_f1():.4f} "
            f"| {score.recognised} | {1000 * mine / count:.2f} | {1000 * others / count:.2f} | {ratio} |",
            flush=True,
        )
        for value, pages_read, name in by_file[: args.worst]:
            print(f"  {value:.3f} {pages_read:4} {name}", file=sys.stderr)


if __name__ == "__main__":
    main()
