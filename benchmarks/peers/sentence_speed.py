"""Sentences a second of sentence-transformers on the benchmark's texts, in float32 and bfloat16.

    python sentence_speed.py all-MiniLM-L6-v2-folder THREADS      (sentence-transformers 6.2.0, torch 2.15.0, transformers 5.24.0)

Prints one line of JSON, for "benchmarks/run --python". Fails if the vectors are not those that are recorded with the texts.
"""

import json
import sys
import time
from pathlib import Path

import numpy
import torch
from sentence_transformers import SentenceTransformer

TEXTS = Path(__file__).resolve().parent.parent / "src/main/resources/io/github/nlptoolkit/benchmarks/embed"
SECONDS = 6


def main(folder, threads):
    torch.set_num_threads(int(threads))
    texts = (TEXTS / "sentences.txt").read_text(encoding="utf-8").splitlines()
    recorded = numpy.load(TEXTS / "vectors.npy")[: len(texts)]
    measured = []
    for name, dtype, least in (("fp32", torch.float32, 0.9999999), ("bf16", torch.bfloat16, 0.999)):
        model = SentenceTransformer(folder, device="cpu", model_kwargs={"dtype": dtype})

        def encode():
            return model.encode(texts, batch_size=32, normalize_embeddings=True, show_progress_bar=False)

        vectors = encode().astype(numpy.float64)
        lengths = numpy.linalg.norm(vectors, axis=1) * numpy.linalg.norm(recorded.astype(numpy.float64), axis=1)
        cosine = float(((vectors * recorded).sum(1) / lengths).min())
        if not cosine >= least:
            sys.exit(f"{name}: the least cosine must be {least}, is {cosine}")
        start = time.perf_counter()
        calls = 0
        while time.perf_counter() - start < SECONDS:
            encode()
            calls += 1
        rate = calls * len(texts) / (time.perf_counter() - start)
        measured.append({"label": f"sentence-transformers, {name}", "sentencesOfSecond": rate, "cosine": cosine})
    print(json.dumps(measured))


if __name__ == "__main__":
    main(*sys.argv[1:])
