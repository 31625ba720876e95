"""Trains a small model with CRFsuite and records what it says.

    python record.py ../../golden/classical/crf/train.attrs.tsv ../../golden/classical/crf/test.attrs.tsv .

Needs python-crfsuite (0.9.12 wrote the files kept here). Trained on the first 30 sentences; two sentences in Chinese and
with characters beyond the basic plane are added, so that names are not ASCII alone.
"""

import json
import sys
from pathlib import Path

import pycrfsuite

OTHER = [
    [("O", ["w=我", "bias"]), ("B-location", ["w=北京", "bias"]), ("O", ["w=😀", "bias"])],
    [("O", ["w=é", "bias"]), ("B-corporation", ["w=𠮷野家", "bias"])],
]


def sentences(path):
    for block in Path(path).read_text(encoding="utf-8").strip("\n").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n")]
        yield [(row[0], row[1:]) for row in rows]


def main(train, test, out):
    out = Path(out)
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": 0.1, "c2": 0.05, "max_iterations": 60})
    for sentence in list(sentences(train))[:30] + OTHER:
        trainer.append([a for _, a in sentence], [label for label, _ in sentence])
    trainer.train(str(out / "small.crfsuite"))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(out / "small.crfsuite"))
    tagger.dump(str(out / "small.dump.txt"))
    cases = []
    for sentence in list(sentences(test)) + OTHER:
        attributes = [a for _, a in sentence]
        tags = tagger.tag(attributes)
        cases.append({"attributes": attributes, "tags": tags, "probability": tagger.probability(tags)})
    text = json.dumps({"peer": "python-crfsuite 0.9.12", "cases": cases}, ensure_ascii=False, indent=0)
    (out / "small.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
