"""Reads the same pictures by several programs, one after another, and prints a table; called by reading.sh."""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

from reading_score import Score
from reading_sets import DPI, SETS

ONE_THREAD = {"OMP_THREAD_LIMIT": "1"}

HEAD = """\
| set | pages | program | word F1 | F1 of even / odd files | errors by line | errors by page | CPU s a page | peak MB | empty |
|---|---|---|---|---|---|---|---|---|---|"""


def command(arguments, **variables):
    """Output of a program, its CPU seconds, and its peak memory in bytes."""
    environment = {name: value for name, value in os.environ.items() if name != "OMP_THREAD_LIMIT"}
    process = subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**environment, **variables}
    )
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

    def by_tesseract(picture, **variables):
        return command(["tesseract", picture, "-", "--psm", "3"], **variables)

    def by_ocrmypdf(picture):
        Path(sidecar).write_text("")
        target = str(Path(args.work) / "out.pdf")
        options = ["-q", "--jobs", "1", "--image-dpi", str(DPI), "--sidecar", sidecar]
        _, cpu, memory = command(["ocrmypdf", *options, picture, target], **ONE_THREAD)
        return Path(sidecar).read_text(), cpu, memory

    yield "perigee", by_perigee
    yield "perigee, Tesseract alone", lambda picture: by_perigee(picture, PERIGEE_MODELS="/nonexistent")
    yield "tesseract --psm 3", by_tesseract
    yield "the same on one thread", lambda picture: by_tesseract(picture, **ONE_THREAD)
    yield "ocrmypdf", by_ocrmypdf
    if (Path(args.peers) / "ready").exists():
        kreuzberg = "import sys, kreuzberg; print(kreuzberg.extract_file_sync(sys.argv[1]).content)"
        rapidocr = (
            "import sys; from rapidocr_onnxruntime import RapidOCR; "
            "print('\\n'.join(line[1] for line in RapidOCR(intra_op_num_threads=1)(sys.argv[1])[0] or []))"
        )
        yield "kreuzberg", lambda picture: command([python, "-c", kreuzberg, picture], **ONE_THREAD)
        yield "rapidocr", lambda picture: command([python, "-c", rapidocr, picture], **ONE_THREAD)


def row(name, program, total, halves):
    even, odd = (half.f1 for half in halves)
    return (
        f"| {name} | {total.pages} | {program} | {total.f1:.3f} | {even:.3f} / {odd:.3f} | {total.line_errors:.3f} "
        f"| {total.page_errors:.3f} | {total.cpu_a_page:.2f} | {total.peak / 1e6:.0f} | {total.empty} |"
    )


def main():
    parser = argparse.ArgumentParser()
    for name in ("--perigee", "--peers", "--work"):
        parser.add_argument(name, required=True)
    parser.add_argument("--pages", type=int, required=True)
    parser.add_argument("--only", help="programs to run, by the begin of their names, with commas between")
    parser.add_argument("sets", nargs="*")
    args = parser.parse_args()
    unknown = [name for name in args.sets if name not in SETS]
    if unknown:
        sys.exit(f"bench: there is no set {unknown[0]} (known: {', '.join(SETS)})")
    wanted = tuple((args.only or "").split(","))
    runners = [(name, read) for name, read in programs(args) if name.startswith(wanted)]
    print(HEAD)
    for name in args.sets or SETS:
        totals = {program: (Score(), (Score(), Score())) for program, _ in runners}
        for at, (picture, truth) in enumerate(SETS[name](Path(args.work), args.pages, args.perigee)):
            # All programs on one picture before the next one, so that what else the machine does hits all alike.
            for program, read in runners:
                outcome = read(str(picture))
                total, halves = totals[program]
                for score in (total, halves[at % 2]):
                    score.add(truth, *outcome)
        for program, (total, halves) in totals.items():
            if total.pages:
                print(row(name, program, total, halves), flush=True)


if __name__ == "__main__":
    main()
