"""How well a reading matches the truth: words as a bag, and characters without their spaces."""

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


def distance(left, right):
    """Edits between two texts (Myers' bits, one column of the table in one number)."""
    if not left:
        return len(right)
    places = {}
    for at, sign in enumerate(left):
        places[sign] = places.get(sign, 0) | 1 << at
    everything, last = (1 << len(left)) - 1, 1 << len(left) - 1
    up, down, edits = everything, 0, len(left)
    for sign in right:
        match = places.get(sign, 0)
        across = (((match & up) + up) ^ up) | match | down
        raised, lowered = down | ~(across | up) & everything, up & across
        if raised & last:
            edits += 1
        elif lowered & last:
            edits -= 1
        raised, lowered = (raised << 1 | 1) & everything, (lowered << 1) & everything
        match |= down
        up, down = lowered | ~(match | raised) & everything, raised & match
    return edits


def squeezed(text):
    """Characters without case and white space."""
    return "".join(text.casefold().split())


class Score:
    """Sums over the pages of a set."""

    def __init__(self):
        self.both = self.truth = self.read = self.edits = self.signs = self.pages = self.empty = 0

    def add(self, truth, read):
        both, in_truth, in_read = shared_words(truth, read)
        self.both, self.truth, self.read = self.both + both, self.truth + in_truth, self.read + in_read
        truth, read = squeezed(truth), squeezed(read)
        # A page can be no worse than empty and full of other things at once.
        self.edits += min(distance(truth, read), len(truth) + len(read))
        self.signs += len(truth)
        self.pages += 1
        self.empty += not read

    @property
    def f1(self):
        return 2 * self.both / max(1, self.truth + self.read)

    @property
    def cer(self):
        return self.edits / max(1, self.signs)
