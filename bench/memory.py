"""Memory of one `perigee ocr` with its children: a very long scan, and thousands of documents in a row.

Resident memory of the process and all its children is added up several times a second. Shared pages count for each
process, so the sums are rather too high.
"""

import argparse
import os
import re
import subprocess
import sys
import threading
import time
import zlib
from pathlib import Path

# Seven rows of five dots for each sign, as bits.
DIGITS = {
    "0": (14, 17, 19, 21, 25, 17, 14),
    "1": (4, 12, 4, 4, 4, 4, 14),
    "2": (14, 17, 1, 2, 4, 8, 31),
    "3": (31, 2, 4, 2, 1, 17, 14),
    "4": (2, 6, 10, 18, 31, 2, 2),
    "5": (31, 16, 30, 1, 1, 17, 14),
    "6": (6, 8, 16, 30, 17, 17, 14),
    "7": (31, 1, 2, 4, 8, 8, 8),
    "8": (14, 17, 17, 14, 17, 17, 14),
    "9": (14, 17, 17, 15, 1, 2, 12),
}
# A4 at 200 dpi, and a sign as high as 10 pt print.
DPI, WIDTH, HEIGHT, DOT = 200, 1654, 2339, 4


def drawn_page(number, words):
    """The grey dots of a page with some numbers on it, one under the other."""
    page = [b"\xf4" * WIDTH for _ in range(HEIGHT)]
    for at in range(words):
        row = 150 + at * 12 * DOT
        signs = f"{number * 7919 + at * 104729:08d}"
        for line in range(7):
            dots = bytearray(b"\xf4" * WIDTH)
            for place, sign in enumerate(signs):
                for column in range(5):
                    if DIGITS[sign][line] >> (4 - column) & 1:
                        left = 150 + (place * 7 + column) * DOT
                        dots[left : left + DOT] = b"\x20" * DOT
            for dot in range(DOT):
                page[row + line * DOT + dot] = bytes(dots)
    return zlib.compress(b"".join(page), 1)


def printed_pages(folder):
    """The upper left of the first pages of PDFs, as large as a postcard: packed grey dots, with width and height."""
    part = ["-x", "80", "-y", "80", "-W", "827", "-H", "585"]
    prints = []
    for pdf in sorted(Path(folder).glob("*.pdf")):
        call = ["pdftoppm", "-r", str(DPI), "-gray", "-f", "1", "-l", "1", *part, str(pdf)]
        kind, size, largest, dots = subprocess.run(call, capture_output=True, check=True).stdout.split(b"\n", 3)
        width, height = map(int, size.split())
        prints.append((zlib.compress(dots, 1), (width, height)))
    return prints


def scan(path, pages, words, pictures, every, prints=()):
    """Writes a PDF of pages that are one picture each: printed ones in turn or drawn numbers, and every so many pages a JPEG."""
    with path.open("wb") as out:
        places = {}

        def put(number, head, stream=None):
            places[number] = out.tell()
            out.write(b"%d 0 obj\n%s\n" % (number, head))
            if stream is not None:
                out.write(b"stream\n%s\nendstream\n" % stream)
            out.write(b"endobj\n")

        out.write(b"%PDF-1.4\n")
        put(1, b"<</Type/Catalog/Pages 2 0 R>>")
        for page in range(pages):
            first = 3 + 3 * page
            jpeg = pictures[page // every % len(pictures)] if pictures and page % every == every - 1 else None
            if jpeg:
                data = jpeg.read_bytes()
                width, height = jpeg_size(data)
                kind = b"/DCTDecode"
                colour = b"/DeviceRGB" if components(data) == 3 else b"/DeviceGray"
                paper = (595, 842)
            else:
                drawn = prints[page % len(prints)] if prints else (drawn_page(page, words), (WIDTH, HEIGHT))
                data, (width, height) = drawn
                kind, colour = b"/FlateDecode", b"/DeviceGray"
                paper = (width * 72 // DPI, height * 72 // DPI)
            head = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent 8/Filter%s/Length %d>>"
            put(first, head % (width, height, colour, kind, len(data)), data)
            content = b"q %d 0 0 %d 0 0 cm /I Do Q" % paper
            put(first + 1, b"<</Length %d>>" % len(content), content)
            put(
                first + 2,
                b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R/Resources<</XObject<</I %d 0 R>>>>>>"
                % (*paper, first + 1, first),
            )
        kids = b" ".join(b"%d 0 R" % (5 + 3 * page) for page in range(pages))
        put(2, b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids))
        start = out.tell()
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1))
        for number in sorted(places):
            out.write(b"%010d 00000 n \n" % places[number])
        out.write(b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start))


def frame_header(data):
    """The place of the header of a JPEG's frame."""
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return at


def jpeg_size(data):
    at = frame_header(data)
    return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")


def components(data):
    return data[frame_header(data) + 9]


def resident(process):
    """Megabytes of the process, and of it and its children."""
    own = total = 0
    waiting = [process]
    while waiting:
        at = waiting.pop()
        try:
            status = Path(f"/proc/{at}/status").read_text()
            children = Path(f"/proc/{at}/task/{at}/children").read_text().split()
            for task in os.listdir(f"/proc/{at}/task"):
                children += Path(f"/proc/{at}/task/{task}/children").read_text().split()
        except OSError:
            continue
        found = re.search(r"VmRSS:\s+(\d+)", status)
        size = int(found.group(1)) / 1024 if found else 0
        own = own or size
        total += size
        waiting += set(map(int, children))
    return own, total


def watch(call, every, seconds=None):
    """Samples of (answers so far, own memory, all memory) while the program runs, and how it ended."""
    samples, done = [], 0
    program = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def count():
        nonlocal done
        for part in iter(lambda: program.stdout.read1(1 << 16), b""):
            done += part.count(b"\n")

    reader = threading.Thread(target=count)
    reader.start()
    begun = time.monotonic()
    while program.poll() is None:
        samples.append((time.monotonic() - begun, done, *resident(program.pid)))
        if seconds and time.monotonic() - begun > seconds:
            program.terminate()
        time.sleep(every)
    reader.join()
    return samples, program.returncode


def slope(points):
    """Least squares: how much the second grows with the first."""
    count = len(points)
    middle_x, middle_y = sum(x for x, _ in points) / count, sum(y for _, y in points) / count
    spread = sum((x - middle_x) ** 2 for x, _ in points)
    return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread if spread else 0.0


def median(values):
    values = sorted(values)
    return values[len(values) // 2]


def long_scan(args):
    path = args.work / "scan.pdf"
    prints = printed_pages(args.printed) if args.printed else ()
    scan(path, args.pages, args.words, sorted(Path(args.data, "sroie/images").glob("*.jpg")), args.every, prints)
    samples, status = watch([args.perigee, "ocr", "--json", "--lang", "eng", str(path)], 0.2, args.seconds)
    print(f"scan of {args.pages} pages, {path.stat().st_size >> 20} MB: ended with {status}, {samples[-1][0]:.0f} s")
    print(f"peak {max(total for *_, total in samples):.0f} MB with children, {max(own for _, _, own, _ in samples):.0f} MB without")
    tenth = max(1, len(samples) // 10)
    rows = [samples[at : at + tenth] for at in range(0, len(samples) - tenth + 1, tenth)]
    print("| tenth of the time | " + " | ".join(str(at + 1) for at in range(len(rows))) + " |")
    print("|---|" + "---|" * len(rows))
    print("| peak MB | " + " | ".join(f"{max(total for *_, total in row):.0f}" for row in rows) + " |")


def many(args):
    pool = []
    for folder in args.folders:
        pool += sorted(path for path in Path(folder).rglob("*") if path.is_file() and path.stat().st_size < args.largest)
    files = [str(pool[at % len(pool)]) for at in range(args.documents)]
    samples, status = watch([args.perigee, "ocr", "--json", "--lang", "eng", *files], 0.2, args.seconds)
    seconds, done, *_ = samples[-1]
    print(f"{args.documents} documents of {len(pool)} files in a row: ended with {status}, {done} answers, {seconds:.0f} s")
    warm = [sample for sample in samples if sample[1] >= args.documents // 10]
    for name, at in (("the process", 2), ("with children", 3)):
        growth = 1000 * slope([(sample[1], sample[at]) for sample in warm])
        parts = [median([s[at] for s in warm[q * len(warm) // 4 : (q + 1) * len(warm) // 4]]) for q in range(4)]
        quarters = " ".join(f"{part:.1f}" for part in parts)
        print(f"{name}: {growth:+.2f} MB per 1,000 documents, medians of quarters {quarters} MB, peak {max(s[at] for s in samples):.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["scan", "many"])
    parser.add_argument("--perigee", required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--data", default="../shared/data")
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--words", type=int, default=2, help="numbers on a drawn page of the scan")
    parser.add_argument("--printed", help="folder of PDFs: the pages of the scan are parts of their first pages, not numbers")
    parser.add_argument("--every", type=int, default=20, help="every so many pages of the scan are a receipt")
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--largest", type=int, default=200_000, help="bytes of a file that is read")
    parser.add_argument("--seconds", type=float, help="ends the program after so long")
    parser.add_argument("folders", nargs="*")
    args = parser.parse_intermixed_args()
    if args.what == "many" and not args.folders:
        sys.exit("bench: no folders")
    long_scan(args) if args.what == "scan" else many(args)


if __name__ == "__main__":
    main()
