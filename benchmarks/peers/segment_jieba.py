"""Word scores of jieba on files of Universal Dependencies, as `benchmarks.jar segmentation` counts them.

    python segment_jieba.py zh-ud-dev.conllu ...      (jieba 0.42.1)
"""

import sys

import jieba

jieba.setLogLevel(60)


def sentences(path):
    words = []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line and words:
            yield words
            words = []
        elif line and not line.startswith("#") and line.split("\t")[0].isdigit():
            words.append(line.split("\t")[1])
    if words:
        yield words


def spans(words):
    at, found = 0, set()
    for word in words:
        found.add((at, at + len(word)))
        at += len(word)
    return found


for path in sys.argv[1:]:
    right = found = gold = 0
    for words in sentences(path):
        expected, cut = spans(words), spans(jieba.cut("".join(words)))
        right += len(expected & cut)
        found += len(cut)
        gold += len(expected)
    p, r = right / found, right / gold
    print(f"{path}: jieba: precision {p:.4f}, recall {r:.4f}, F1 {2 * p * r / (p + r):.4f}")
