"""Documents a second of KeyBERT, as `benchmarks.jar keywords` counts them, and F1 of both.

    python keybert_speed.py MODEL dev.jsonl DOCUMENTS [KEYWORDS.jsonl]     (keybert 0.9.0, sentence-transformers 6.2.0, nltk 3.10)

MODEL is a folder with all-MiniLM-L6-v2. KEYWORDS.jsonl is what benchmarks.jar wrote: its F1 is printed beside KeyBERT's, and in how many
documents the keywords are the same.
"""

import json
import re
import sys
import time

import torch
from keybert import KeyBERT
from nltk.stem.porter import PorterStemmer
from sentence_transformers import SentenceTransformer

torch.set_num_threads(2)
model, path, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open(path, encoding="utf-8") as lines:
    data = [json.loads(line) for _, line in zip(range(count), lines)]
documents = [one["text"] for one in data]
keybert = KeyBERT(SentenceTransformer(model, device="cpu"))
options = dict(keyphrase_ngram_range=(1, 3), top_n=10)
keybert.extract_keywords(documents[:8], **options)
best, found = float("inf"), []
for _ in range(2):
    start = time.perf_counter()
    found = keybert.extract_keywords(documents, **options)
    best = min(best, time.perf_counter() - start)
print(f"KeyBERT, float32, {torch.get_num_threads()} threads: {count / best:.2f} documents/s ({count} documents, best of 2 rounds)")

stem = PorterStemmer().stem


def stems(phrase):
    return " ".join(stem(word) for word in re.sub(r"[\W_]", " ", phrase.lower()).split())


def f1(predictions):
    total = 0
    for keywords, one in zip(predictions, data):
        right = {stems(key) for key in one["keyphrases"]} - {""}
        kept = {stems(key) for key in keywords}
        hits = len(kept & right)
        total += 2 * hits / (len(kept) + len(right)) if hits else 0
    return 100 * total / count


theirs = [[keyword for keyword, _ in keywords] for keywords in found]
print(f"KeyBERT: F1@10 {f1(theirs):.3f}, F1@5 {f1([k[:5] for k in theirs]):.3f}")
if len(sys.argv) > 4:
    with open(sys.argv[4], encoding="utf-8") as lines:
        ours = [json.loads(line) for line in lines]
    same = sum(a == b for a, b in zip(theirs, ours))
    print(f"toolkit: F1@10 {f1(ours):.3f}, F1@5 {f1([k[:5] for k in ours]):.3f}; the same keywords in the same order in {same} of {count}")
