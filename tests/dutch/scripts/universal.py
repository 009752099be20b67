"""Measures passives with *worden* and ends of sentences on Universal Dependencies Dutch, which is not ours to ship.

    for each of UD_Dutch-Alpino and UD_Dutch-LassySmall: the files *-dev.conllu and *-test.conllu
    cargo build --release
    python3 tests/dutch/scripts/universal.py passives FILE.conllu…
    python3 tests/dutch/scripts/universal.py sentences FILE.conllu…

A passive is a token whose lemma is `worden` and whose relation is `aux:pass`. Sentences that begin with a capital and
end with a mark are joined with a space; what is compared is where they end.
"""

import json
import os
import re
import subprocess
import sys
import tempfile

PROGRAM = os.environ.get("WEGWIJZER", "target/release/wegwijzer")


def sentences(path):
    text, tokens = None, []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# text ="):
            text = line[8:].strip()
        elif not line:
            if tokens:
                yield text, tokens
            tokens = []
        elif not line.startswith("#"):
            columns = line.split("\t")
            if columns[0].isdigit():
                tokens.append(columns)


def lees(texts):
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for start in range(0, len(texts), 500):
            paths = []
            for i, text in enumerate(texts[start : start + 500]):
                paths.append(f"{folder}/{start + i}.txt")
                open(paths[-1], "w", encoding="utf-8").write(text)
            done = subprocess.run([PROGRAM, "lees", "--formaat", "json", *paths], capture_output=True, check=True)
            found += json.loads(done.stdout)
        return found


def report(right, found, wanted):
    precision, recall = right / found, right / wanted
    print(f"P {precision:.4f} R {recall:.4f} F1 {2 * precision * recall / (precision + recall):.4f} of {wanted}")


def passives(paths):
    gold = [s for path in paths for s in sentences(path)]
    right = found = wanted = 0
    for (text, tokens), judged in zip(gold, lees([text for text, _ in gold])):
        real = sum(t[2] == "worden" and t[7] == "aux:pass" for t in tokens)
        told = sum(d["code"] == "S003" for d in judged["diagnostics"])
        right, found, wanted = right + min(real, told), found + told, wanted + real
    report(right, found, wanted)


def ends(paths):
    for path in paths:
        text, wanted = "", set()
        for sentence, _ in sentences(path):
            if re.search(r"[.!?…][\"”’')\]]*$", sentence) and not re.match(r"[a-z]", sentence):
                text += (" " if text else "") + sentence
                wanted.add(len(text.encode()))
        found = {end for _, end in lees([text])[0]["zinnen"]}
        report(len(found & wanted), len(found), len(wanted))


{"passives": passives, "sentences": ends}[sys.argv[1]](sys.argv[2:])
