"""Tables by one other program in the shape of `perigee tables --json`, for `bench/tables.sh`.

tables_peers.py PROGRAM OUT.json FILE.pdf …

PROGRAM is camelot-lattice, camelot-stream, camelot-hybrid, pdfplumber, tabula, img2table, pymupdf or pymupdf-layout (the
same with its learned model of layout). Prints nothing; OUT.json holds
`{"files", "cpuSeconds", "pages"}`, where CPU seconds are those of this process and its children after the imports.
"""

import json
import pathlib
import resource
import sys


def cell(row, col, text, bbox, row_end=None, col_end=None):
    return {"row": row, "col": col, "rowEnd": row if row_end is None else row_end,
            "colEnd": col if col_end is None else col_end, "text": text or "", "bbox": bbox}


def grid(page, box, texts):
    cells = [cell(i, j, str(text or ""), box) for i, row in enumerate(texts) for j, text in enumerate(row)]
    return {"page": page, "bbox": list(box), "cells": cells}


def heights(path):
    import pdfplumber
    with pdfplumber.open(path) as pdf:
        return [float(page.height) for page in pdf.pages]


def camelot(flavor):
    import camelot as program

    def read(path):
        tall = heights(path)
        tables = []
        for table in program.read_pdf(str(path), pages="all", flavor=flavor, suppress_stdout=True):
            page = table.page - 1
            x0, y0, x1, y1 = table._bbox
            box = (min(x0, x1), tall[page] - max(y0, y1), max(x0, x1), tall[page] - min(y0, y1))
            tables.append(grid(page, box, table.df.values.tolist()))
        return tables
    return read


def pdfplumber():
    import pdfplumber as program

    def read(path):
        with program.open(path) as pdf:
            return [grid(at, table.bbox, table.extract()) for at, page in enumerate(pdf.pages) for table in page.find_tables()]
    return read


def tabula():
    import tabula as program

    def read(path):
        tables = []
        for page in range(len(heights(path))):
            for table in program.read_pdf(str(path), pages=page + 1, output_format="json", silent=True):
                box = (table["left"], table["top"], table["left"] + table["width"], table["top"] + table["height"])
                tables.append(grid(page, box, [[c["text"].replace("\r", " ") for c in row] for row in table["data"]]))
        return tables
    return read


def img2table():
    from img2table.document import PDF

    def read(path):
        # Its places are pixels of a page drawn at 200 dpi.
        found = PDF(src=str(path), pdf_text_extraction=True).extract_tables(
            implicit_rows=True, implicit_columns=True, borderless_tables=True)
        tables = []
        for page, of_page in found.items():
            for table in of_page:
                box = [v * 72 / 200 for v in (table.bbox.x1, table.bbox.y1, table.bbox.x2, table.bbox.y2)]
                places = {}
                for i, row in table.content.items():
                    for j, c in enumerate(row):
                        key = (c.bbox.x1, c.bbox.y1, c.bbox.x2, c.bbox.y2)
                        places.setdefault(key, [c.value, []])[1].append((i, j))
                cells = []
                for value, at in places.values():
                    (top, left), (bottom, right) = min(at), max(at)
                    cells.append(cell(top, left, value, box, bottom, right))
                tables.append({"page": page, "bbox": box, "cells": cells})
        return tables
    return read


def spanning(page, table, words):
    """Cells of PyMuPDF with the rows and columns that each covers, and the words whose middle lies in each.

    Its own texts leave covered places as None and lose letters at the sides of cells.
    """
    boxes = [[box for box in row.cells] for row in table.rows]
    every = [box for row in boxes for box in row if box]
    xs, ys = (sorted({round(box[side], 1) for box in every}) for side in (0, 1))
    cells = []
    for line in boxes:
        for box in line:
            if not box:
                continue
            inside = [w[4] for w in words if box[0] <= (w[0] + w[2]) / 2 < box[2] and box[1] <= (w[1] + w[3]) / 2 < box[3]]
            text = " ".join(inside)
            row, col = ys.index(round(box[1], 1)), xs.index(round(box[0], 1))
            row_end = max(at for at, y in enumerate(ys) if at == row or y < box[3] - 0.5)
            col_end = max(at for at, x in enumerate(xs) if at == col or x < box[2] - 0.5)
            cells.append(cell(row, col, text, list(box), row_end, col_end))
    return {"page": page, "bbox": list(table.bbox), "cells": cells}


def pymupdf(flavor):
    import pymupdf as program
    if flavor == "layout":
        import pymupdf.layout
        pymupdf.layout.activate()
    options = {"union": True} if flavor == "layout" else {"use_layout": False}

    def read(path):
        tables = []
        with program.open(path) as pdf:
            for at, page in enumerate(pdf):
                for table in page.find_tables(**options).tables:
                    try:
                        tables.append(spanning(at, table, page.get_text("words")))
                    except (AttributeError, ValueError):  # A table without boxes of cells.
                        tables.append(grid(at, table.bbox, table.extract()))
        return tables
    return read


def cpu_seconds():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main():
    program, out, *files = sys.argv[1:]
    name, _, flavor = program.partition("-")
    read = {"camelot": lambda: camelot(flavor), "pdfplumber": pdfplumber, "tabula": tabula, "img2table": img2table,
            "pymupdf": lambda: pymupdf(flavor)}[name]()
    entries, pages = [], sum(len(heights(path)) for path in files)
    before = cpu_seconds()
    for path in map(pathlib.Path, files):
        try:
            entries.append({"fileName": path.name, "tables": read(path)})
        except Exception as error:  # A peer that fails on one file is measured on the others.
            print(f"{program}: {path.name}: {error}", file=sys.stderr)
            entries.append({"fileName": path.name, "error": {"message": str(error)}})
    result = {"files": entries, "cpuSeconds": cpu_seconds() - before, "pages": pages}
    pathlib.Path(out).write_text(json.dumps(result))


if __name__ == "__main__":
    main()
