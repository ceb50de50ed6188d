"""What came of the files of robust/ beside what its manifest says: page counts on which three engines agree."""

import json
import subprocess
import sys
from pathlib import Path


def rows(folder):
    for line in (folder / "manifest.jsonl").read_text().splitlines():
        if line.strip():
            yield json.loads(line)


def agreed(row):
    """The page count that all engines name, of those that could open the file; None where they differ."""
    counts = {count for count in row.get("pages", {}).values() if count is not None}
    return counts.pop() if len(counts) == 1 else None


def read(perigee, path, password):
    call = [perigee, "ocr", "--json", *(["--password", password] if password else []), path]
    done = subprocess.run(call, capture_output=True, check=False)
    if done.returncode not in (0, 1, 3):
        return f"ended with {done.returncode}"
    entry = json.loads(done.stdout)[0]
    return entry["error"]["code"] if entry.get("error") else entry["totalPages"]


def main():
    perigee, folder = sys.argv[1], Path(sys.argv[2])
    same, other = 0, []
    for row in rows(folder):
        count = agreed(row)
        if count is None:
            continue
        found = read(perigee, folder / row["file"], row.get("password"))
        if found == count:
            same += 1
        else:
            engines = ", ".join(f"{name} {pages}" for name, pages in row["pages"].items())
            other.append(f"  {Path(row['file']).name}: {found} ({engines})")
    print(f"page counts: {same} of {same + len(other)} as the engines that open the file agree", *other, sep="\n")


if __name__ == "__main__":
    main()
