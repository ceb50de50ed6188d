"""How well a reading matches the truth: words as a bag, characters of the page, and characters line by line."""

import re
import string

EDGES = string.punctuation + "“”‘’„‚«»–—·•…"


def bag(text):
    """Words without case and edge punctuation, counted."""
    counts = {}
    for word in text.split():
        word = word.casefold().strip(EDGES)
        if word:
            counts[word] = counts.get(word, 0) + 1
    return counts


def shared_words(truth, read):
    """Words in both, in the truth, in the reading."""
    truth, read = bag(truth), bag(read)
    both = sum(min(count, read.get(word, 0)) for word, count in truth.items())
    return both, sum(truth.values()), sum(read.values())


def edits(left, right, anywhere=False):
    """Edits between two texts (Myers' bits, one column of the table in one number).

    With `anywhere`: between the left one and the part of the right one that is most like it.
    """
    if not left:
        return 0 if anywhere else len(right)
    places = {}
    for at, sign in enumerate(left):
        places[sign] = places.get(sign, 0) | 1 << at
    everything, last = (1 << len(left)) - 1, 1 << len(left) - 1
    up, down, count = everything, 0, len(left)
    least = count
    for sign in right:
        match = places.get(sign, 0)
        across = (((match & up) + up) ^ up) | match | down
        raised, lowered = down | ~(across | up) & everything, up & across
        if raised & last:
            count += 1
        elif lowered & last:
            count -= 1
        least = min(least, count)
        raised, lowered = (raised << 1 | (not anywhere)) & everything, (lowered << 1) & everything
        match |= down
        up, down = lowered | ~(match | raised) & everything, raised & match
    return least if anywhere else count


def squeezed(text):
    """Characters without case and white space."""
    return "".join(text.casefold().split())


def lines(text):
    """Stretches of text that stand together: lines, and the columns of a line."""
    return [part for part in map(squeezed, re.split(r"\n|\s{3,}", text)) if part]


class Score:
    """Sums over the pages of a set."""

    def __init__(self):
        self.both = self.truth = self.read = self.pages = self.empty = 0
        self.edits = self.line_edits = self.signs = 0
        self.cpu, self.peak = 0.0, 0

    def add(self, truth, read, cpu, peak):
        both, in_truth, in_read = shared_words(truth, read)
        self.both, self.truth, self.read = self.both + both, self.truth + in_truth, self.read + in_read
        whole, parts = squeezed(truth), lines(truth)
        read = squeezed(read)
        # A page can be no worse than empty and full of other things at once.
        self.edits += min(edits(whole, read), len(whole) + len(read))
        self.line_edits += sum(edits(part, read, anywhere=True) for part in parts)
        self.signs += len(whole)
        self.pages += 1
        self.empty += not read
        self.cpu, self.peak = self.cpu + cpu, max(self.peak, peak)

    @property
    def f1(self):
        return 2 * self.both / max(1, self.truth + self.read)

    @property
    def page_errors(self):
        """Share of characters that are wrong, missing or too many, in the order of the page."""
        return self.edits / max(1, self.signs)

    @property
    def line_errors(self):
        """The same line by line, wherever a line stands in the reading."""
        return self.line_edits / max(1, self.signs)

    @property
    def cpu_a_page(self):
        return self.cpu / max(1, self.pages)
