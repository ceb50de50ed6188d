"""Reads the same pictures by several programs and prints a table; called by reading.sh."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from reading_score import Score

DATA = Path("../shared/data")
DPI = 200


# --- sets: lists of (picture, truth) -----------------------------------------------------------------------------


def spread(files, count):
    """So many of the files, evenly."""
    files = sorted(files)
    step = max(1, len(files) // count)
    return files[::step][:count]


def draw(pdf, work):
    """The first page of a PDF as a picture, and the text of its layer."""
    base = work / pdf.stem
    subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-gray", "-png", "-f", "1", "-l", "1", "-singlefile", pdf, base], check=True
    )
    text = subprocess.run(["pdftotext", "-f", "1", "-l", "1", "-layout", pdf, "-"], capture_output=True, check=True)
    return base.with_suffix(".png"), text.stdout.decode(errors="replace")


def receipts(work, count, _):
    folder = DATA / "sroie"
    for picture in spread(folder.glob("images/*.jpg"), count):
        lines = (folder / "labels" / f"{picture.stem}.txt").read_text(errors="replace").splitlines()
        yield picture, "\n".join(line.split(",", 8)[8] for line in lines if line.count(",") >= 8)


def digital(work, count, _):
    pdfs = list((DATA / "invoice2data").glob("*.pdf")) + spread((DATA / "zugferd/pdf").glob("*.pdf"), count)
    for pdf in spread(pdfs, count):
        yield draw(pdf, work)


def scans(work, count, _):
    # The truth is the layer of an earlier recognition: agreement, not correctness.
    for pdf in spread((DATA / "fara-forms/pdf").glob("*.pdf"), count):
        yield draw(pdf, work)


def worn(work, count, perigee):
    """Drawn invoices as skewed, blurred, unevenly lit and noisy scans."""
    out = work / "generated"
    subprocess.run(
        [perigee, "generate", "--type", "invoices", "--scans", "--count", str(2 * count), "--seed", "5", "--out", out],
        check=True,
        capture_output=True,
    )
    for pdf in sorted(out.glob("*.pdf")):
        picture, layer = draw(pdf, work)
        if not layer.strip():
            pages = json.loads(pdf.with_suffix(".words.json").read_text())["pages"]
            yield picture, " ".join(word["text"] for word in pages[0]["words"])


def pages(work, count, _):
    for truth in sorted((DATA / "ocr-pages").glob("*.gt.txt")):
        for ending in (".png", ".tif"):
            picture = truth.with_name(truth.name.removesuffix(".gt.txt") + ending)
            if picture.exists():
                yield picture, truth.read_text(errors="replace")


SETS = {"receipts": receipts, "digital": digital, "scans": scans, "worn": worn, "pages": pages}


# --- programs: picture to text -----------------------------------------------------------------------------------


def command(arguments, **variables):
    """Output of a program, its CPU seconds, and its peak memory in bytes."""
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", **variables}
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
    output = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    return output.decode(errors="replace"), usage.ru_utime + usage.ru_stime, usage.ru_maxrss << 10


def perigee_text(output):
    document = json.loads(output)[0]
    return "\n".join(page["text"] for part in document.get("documents", []) for page in part["pages"])


def programs(args):
    """Name, and a function from a picture to (text, CPU seconds, peak bytes)."""
    python = str(Path(args.peers) / "bin/python")
    sidecar = str(Path(args.work) / "sidecar.txt")

    def by_perigee(picture, **variables):
        output, cpu, memory = command([args.perigee, "ocr", "--json", "--force", picture], **variables)
        return perigee_text(output), cpu, memory

    def by_ocrmypdf(picture):
        Path(sidecar).write_text("")
        target = str(Path(args.work) / "out.pdf")
        _, cpu, memory = command(
            ["ocrmypdf", "-q", "--jobs", "1", "--image-dpi", str(DPI), "--deskew", "--sidecar", sidecar, picture, target]
        )
        return Path(sidecar).read_text(), cpu, memory

    yield "perigee", by_perigee
    yield "perigee, Tesseract alone", lambda picture: by_perigee(picture, PERIGEE_MODELS="/nonexistent")
    yield "tesseract --psm 3", lambda picture: command(["tesseract", picture, "-", "--psm", "3"])
    yield "ocrmypdf --deskew", by_ocrmypdf
    if (Path(args.peers) / "ready").exists():
        kreuzberg = "import sys, kreuzberg; print(kreuzberg.extract_file_sync(sys.argv[1]).content)"
        rapidocr = (
            "import sys; from rapidocr_onnxruntime import RapidOCR; "
            "print('\\n'.join(line[1] for line in RapidOCR(intra_op_num_threads=1)(sys.argv[1])[0] or []))"
        )
        yield "kreuzberg", lambda picture: command([python, "-c", kreuzberg, picture])
        yield "rapidocr", lambda picture: command([python, "-c", rapidocr, picture])


def main():
    parser = argparse.ArgumentParser()
    for name in ("--perigee", "--peers", "--work"):
        parser.add_argument(name, required=True)
    parser.add_argument("--pages", type=int, required=True)
    parser.add_argument("sets", nargs="*")
    args = parser.parse_args()
    unknown = [name for name in args.sets if name not in SETS]
    if unknown:
        sys.exit(f"bench: there is no set {unknown[0]} (known: {', '.join(SETS)})")
    print("| set | pages | program | word F1 | character errors | CPU s a page | peak MB | empty |")
    print("|---|---|---|---|---|---|---|---|")
    for name in args.sets or SETS:
        cases = list(SETS[name](Path(args.work), args.pages, args.perigee))
        for program, read in programs(args) if cases else []:
            score, cpu, peak = Score(), 0.0, 0
            for picture, truth in cases:
                text, seconds, memory = read(str(picture))
                score.add(truth, text)
                cpu, peak = cpu + seconds, max(peak, memory)
            print(
                f"| {name} | {score.pages} | {program} | {score.f1:.3f} | {score.cer:.3f} "
                f"| {cpu / score.pages:.2f} | {peak / 1e6:.0f} | {score.empty} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
