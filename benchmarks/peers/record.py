"""Writes the benchmark's texts and what sentence-transformers makes of them.

    python record.py us_addresses.txt all-MiniLM-L6-v2-folder ../src/main/resources/io/github/nlptoolkit/benchmarks/embed

us_addresses.txt holds addresses of presidents of the United States (public domain), the model folder is
sentence-transformers/all-MiniLM-L6-v2. Needs sentence-transformers (6.2.0 wrote the files kept here).

The texts are sentences of 12 to 60 tokens, [CLS] and [SEP] counted, drawn with a fixed seed: 512 of about 30 tokens each on average.
The vectors are of these texts and then of the latency texts, one row each, as a NumPy array of little-endian floats.
"""

import random
import re
import sys
from pathlib import Path

import numpy
from sentence_transformers import SentenceTransformer

SEED = 30
COUNT = 512
LATENCY_TEXTS = [
    "Where is the station?",
    "The committee agreed on Tuesday to extend the deadline for public comments on the proposed rule by another thirty days after it had received several long requests.",
]
LATENCY_TOKENS = [7, 30]


def sentences(corpus, tokens):
    text = corpus.read_text(encoding="utf-8")
    candidates = (re.sub(r"\s+", " ", part).strip() for part in re.split(r"(?<=[.!?])\s+", text))
    whole = [s for s in candidates if re.fullmatch(r"[A-Z“\"][^()\[\]]*[.!?]", s) and not s.isupper()]
    fitting = sorted({s for s in whole if 12 <= tokens(s) <= 60})
    drawn = random.Random(SEED)
    # Drawn in proportion to a power of the length: plain sentences of speeches are a little shorter than those of news.
    weights = [tokens(s) ** 0.75 for s in fitting]
    keys = [drawn.random() ** (1 / w) for w in weights]
    return [s for _, s in sorted(zip(keys, fitting), reverse=True)[:COUNT]]


def main(corpus, folder, out):
    model = SentenceTransformer(folder, device="cpu")

    def tokens(text):
        return len(model.tokenizer(text)["input_ids"])

    texts = sentences(Path(corpus), tokens)
    counts = [tokens(t) for t in texts]
    print(f"{len(texts)} texts, {sum(counts)} tokens, mean {numpy.mean(counts):.2f}, quartiles {numpy.percentile(counts, [0, 25, 50, 75, 100])}")
    latency = [tokens(t) for t in LATENCY_TEXTS]
    if latency != LATENCY_TOKENS:
        sys.exit(f"latency texts must have {LATENCY_TOKENS} tokens, got {latency}")
    vectors = model.encode(texts + LATENCY_TEXTS, batch_size=1, normalize_embeddings=True)
    out = Path(out)
    (out / "sentences.txt").write_text("\n".join(texts) + "\n", encoding="utf-8")
    (out / "latency-texts.txt").write_text("\n".join(LATENCY_TEXTS) + "\n", encoding="utf-8")
    numpy.save(out / "vectors.npy", vectors.astype("<f4"))


if __name__ == "__main__":
    main(*sys.argv[1:])
