"""Trains the tagger of the room `dutch` on UD_Dutch-Alpino (CC BY-SA 4.0), whose text is not kept here.

    git clone https://github.com/UniversalDependencies/UD_Dutch-Alpino
    python3 tests/dutch/scripts/tagger.py UD_Dutch-Alpino/*-dev.conllu UD_Dutch-Alpino/*-test.conllu > src/dutch/data/woordsoorten.txt
    python3 tests/dutch/scripts/tagger.py --measure OTHER.conllu… < src/dutch/data/woordsoorten.txt

An averaged perceptron, greedy from left to right. A line of the output is a feature, and what it speaks for: a letter for
a kind of word and a weight in tenths. The features are those of src/dutch/tagger.rs, which reads the file; the kinds:

    A participle as adjective  B adverb     C coordinator  D determiner  E name    F finite verb  I infinitive  J adjective
    M numeral                  N noun       O pronoun      P participle  R preposition  S subordinator  X other    . sign

The order of the sentences is drawn with a fixed seed: the same files give the same weights.
"""

import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

LISTS = Path(__file__).resolve().parents[3] / "src/dutch/data/functiewoorden.txt"
PASSES, SMALLEST = 8, 3
OF_UPOS = {
    "NOUN": "N", "PROPN": "E", "ADJ": "J", "ADV": "B", "PRON": "O", "DET": "D", "ADP": "R", "CCONJ": "C", "SCONJ": "S",
    "NUM": "M", "PUNCT": ".", "SYM": ".", "INTJ": "X", "X": "X",
}
TAGS = sorted(set(OF_UPOS.values()) | set("AFIP"))
KIND = {}
for line in LISTS.read_text(encoding="utf-8").splitlines():
    if ": " in line and not line.startswith("#"):
        kind, words = line.split(": ")
        for word in words.split(" "):
            KIND.setdefault(word, kind)


def tag(columns):
    if columns[3] not in ("VERB", "AUX"):
        return OF_UPOS[columns[3]]
    for form, letter in (("Fin", "F"), ("Inf", "I"), ("Part", "A" if "prenom" in columns[4] else "P")):
        if f"VerbForm={form}" in columns[5]:
            return letter
    return "F"


def sentences(path):
    words = []
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if columns[0].isdigit():
            words.append((columns[1], tag(columns)))
        elif words and len(columns) == 1 and not line.startswith("#"):
            yield words
            words = []
    if words:
        yield words


def plain(word):
    word = re.sub("[’‘`´ʼ]", "'", word.lower())
    return "0" if word[:1].isdigit() and not re.search("[a-z]", word) else word


def features(words, at, before, before2):
    def word(i):
        return plain(words[i]) if 0 <= i < len(words) else "_"

    first, own = words[at][:1], word(at)
    shape = "C" if first.isupper() else "d" if first.isdigit() else "c" if first.isalpha() else "."
    last, following = word(at - 1), word(at + 1)
    return (
        "b", "h" + shape + ("1" if at == 0 else ""), "q" + before, "Q" + before2 + before,
        "w" + own, "5" + own[-5:], "4" + own[-4:], "3" + own[-3:], "2" + own[-2:], "1" + own[-1:], "p" + own[:3],
        "k" + KIND.get(own, "-"), "-" + last, "m" + last[-3:], "l" + KIND.get(last, "-"), "+" + following,
        "n" + following[-3:], "o" + KIND.get(following, "-"), "=" + word(at + 2), "~" + word(at - 2),
    )


def train(text):
    weights, sums, since, step = {}, defaultdict(float), defaultdict(int), 0
    draw = random.Random(1)
    for _ in range(PASSES):
        draw.shuffle(text)
        for sentence in text:
            words, before, before2 = [w for w, _ in sentence], "_", "_"
            for at, (_, right) in enumerate(sentence):
                step += 1
                found = features(words, at, before, before2)
                best = choose(weights, found)
                if best != right:
                    for feature in found:
                        of = weights.setdefault(feature, {})
                        for letter, change in ((right, 1), (best, -1)):
                            key = feature, letter
                            sums[key] += (step - since[key]) * of.get(letter, 0)
                            since[key] = step
                            of[letter] = of.get(letter, 0) + change
                before, before2 = best, before
    mean = {}
    for feature, of in weights.items():
        for letter, weight in of.items():
            key = feature, letter
            tenths = round(10 * (sums[key] + (step - since[key]) * weight) / step)
            if abs(tenths) >= SMALLEST:
                mean.setdefault(feature, {})[letter] = tenths
    return mean


def choose(weights, found):
    scores = Counter()
    for feature in found:
        scores.update(weights.get(feature, {}))
    return max(TAGS, key=lambda letter: scores[letter])


def measure(weights, paths):
    right = words = hits = told = finite = counts = number = 0
    for sentence in (s for path in paths for s in sentences(path)):
        text, before, before2, tags = [w for w, _ in sentence], "_", "_", []
        for at in range(len(text)):
            best = choose(weights, features(text, at, before, before2))
            tags.append(best)
            before, before2 = best, before
        gold = [t for _, t in sentence]
        right += sum(a == b for a, b in zip(gold, tags))
        hits += sum(a == b == "F" for a, b in zip(gold, tags))
        told, finite, words = told + tags.count("F"), finite + gold.count("F"), words + len(gold)
        counts, number = counts + (tags.count("F") == gold.count("F")), number + 1
    print(f"right {right / words:.4f}; finite P {hits / told:.4f} R {hits / finite:.4f}; number of them right {counts / number:.4f}")


def main(arguments):
    if arguments[0] == "--measure":
        lines = [line.split() for line in sys.stdin if not line.startswith("#")]
        measure({f: {p[0]: int(p[1:]) for p in parts} for f, *parts in lines}, arguments[1:])
        return
    text = [s for path in arguments for s in sentences(path)]
    print("# Weights of the tagger, made by tests/dutch/scripts/tagger.py of UD_Dutch-Alpino, CC BY-SA 4.0: see NOTICE.")
    for feature, of in sorted(train(text).items()):
        print(feature, *(f"{letter}{weight}" for letter, weight in sorted(of.items())))


main(sys.argv[1:])
