"""The sets of pictures with their truth that reading.py reads."""

import json
import subprocess
from pathlib import Path

DATA = Path("../shared/data")
DPI = 200


def spread(files, count):
    """So many of the files, evenly."""
    files = sorted(files)
    count = max(1, min(count, len(files)))
    return [files[at * len(files) // count] for at in range(count)] if files else []


def draw(pdf, work, page=1):
    """A page of a PDF as a picture, and the text of its layer."""
    base = work / f"{pdf.stem}-{page}"
    first, last = ["-f", str(page)], ["-l", str(page)]
    subprocess.run(["pdftoppm", "-r", str(DPI), "-gray", "-png", *first, *last, "-singlefile", pdf, base], check=True)
    text = subprocess.run(["pdftotext", *first, *last, "-layout", pdf, "-"], capture_output=True, check=True)
    return Path(f"{base}.png"), text.stdout.decode(errors="replace")


def receipts(work, count, _):
    folder = DATA / "sroie"
    for picture in spread(folder.glob("images/*.jpg"), count):
        lines = (folder / "labels" / f"{picture.stem}.txt").read_text(errors="replace").splitlines()
        yield picture, "\n".join(line.split(",", 8)[8] for line in lines if line.count(",") >= 8)


def digital(work, count, _):
    """Pages that were drawn by programs, as they look on paper without a scanner's marks."""
    half = spread((DATA / "invoice2data").glob("*.pdf"), count // 2)
    for pdf in half + spread((DATA / "zugferd/pdf").glob("*.pdf"), count - len(half)):
        yield draw(pdf, work)


def scans(work, count, _):
    """Scanned forms. The truth is the layer of an earlier recognition: agreement, not correctness."""
    pages = []
    for pdf in sorted((DATA / "fara-forms/pdf").glob("*.pdf")):
        text = subprocess.run(["pdftotext", "-f", "1", "-l", "1", pdf, "-"], capture_output=True, check=True).stdout
        # Some carry a list of the registry's fields as their layer instead of what stands on the paper.
        if b"Document Metadata" not in text:
            pages += [(pdf, 1), (pdf, 2)]
    for pdf, page in spread(pages, count):
        yield draw(pdf, work, page)


def worn(work, count, perigee):
    """Drawn invoices as skewed, blurred, unevenly lit and noisy scans."""
    out = work / "generated"
    subprocess.run(
        [perigee, "generate", "--type", "invoices", "--scans", "--count", str(3 * count), "--seed", "5", "--out", out],
        check=True,
        capture_output=True,
    )
    found = 0
    for pdf in sorted(out.glob("*.pdf")):
        picture, layer = draw(pdf, work)
        if not layer.strip() and found < count:
            found += 1
            words = json.loads(pdf.with_suffix(".words.json").read_text())["pages"][0]["words"]
            yield picture, by_line(words)


def by_line(words):
    """The words, those that follow each other on one line in one row."""
    text, before = [], None
    for word in words:
        left, top, right, bottom = word["bbox"]
        if before:
            same = abs(top + bottom - before[1] - before[3]) < bottom - top
            near = 0 <= left - before[2] < bottom - top
            text.append(" " if same and near else "\n")
        text.append(word["text"])
        before = (left, top, right, bottom)
    return "".join(text)


def pages(work, count, _):
    """Scanned pages of print, two of them turned."""
    for truth in sorted((DATA / "ocr-pages").glob("*.gt.txt")):
        for ending in (".png", ".tif"):
            picture = truth.with_name(truth.name.removesuffix(".gt.txt") + ending)
            if picture.exists():
                yield picture, truth.read_text(errors="replace")


SETS = {"receipts": receipts, "digital": digital, "scans": scans, "worn": worn, "pages": pages}
