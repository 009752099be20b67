"""Derives src/dutch/data/frequencies.txt from the small Dutch list of the Python package `wordfreq` 3.1.1.

    pip download --no-deps wordfreq==3.1.1 && unzip wordfreq-3.1.1-py3-none-any.whl
    pip install msgpack
    python3 tests/dutch/scripts/frequencies.py wordfreq/data/small_nl.msgpack.gz > src/dutch/data/frequencies.txt

The list holds, per hundredth of a decade below certainty, the words of that frequency. Ours holds a line per step: the
Zipf value (log10 of occurrences per thousand million words) in hundredths, then the words. Words with a digit or
another sign than `'`, `-` and `.` are left out: the reader of texts never looks them up.
"""

import gzip
import re
import sys

import msgpack

WORD = re.compile(r"[^\W\d_]+(?:['.-][^\W\d_]+)*")


def main(path):
    steps = msgpack.load(gzip.open(path), raw=False)
    head, steps = steps[0], steps[1:]
    assert head == {"format": "cB", "version": 1}, head
    for centibels, words in enumerate(steps):
        words = sorted(w for w in words if WORD.fullmatch(w))
        if words:
            print(900 - centibels, *words)


main(sys.argv[1])
