"""How fast sentence-transformers trains on an STS file, as `nlp finetune --loss cosine` does (docs/finetuning.md):

    python sentence_training.py FOLDER sts.tsv --steps 100 --batch 16 --threads 2

The model, its loss, padding and AdamW are the libraries' own, in a plain loop, which is faster than their trainer. Prints steps a second after the first ten, and
the most memory that the process had.
"""

import argparse
import random
import resource
import time

import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import CosineSimilarityLoss


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("pairs")
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=2e-5)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(42)
    model = SentenceTransformer(options.folder, device="cpu")
    model.tokenizer.backend_tokenizer.no_padding()
    model.train()
    loss_of = CosineSimilarityLoss(model)
    decayed = [w for n, w in model.named_parameters() if not (n.endswith("bias") or "LayerNorm" in n)]
    others = [w for n, w in model.named_parameters() if n.endswith("bias") or "LayerNorm" in n]
    optimizer = torch.optim.AdamW([dict(params=decayed, weight_decay=0.01), dict(params=others, weight_decay=0)], lr=options.rate, fused=True)
    with open(options.pairs, encoding="utf-8") as lines:
        pairs = [line.rstrip("\n").split("\t") for line in lines]
    random.Random(42).shuffle(pairs)
    began = 0
    loss = None
    for step in range(options.steps):
        if step == 10:
            began = time.perf_counter()
        batch = [pairs[(step * options.batch + i) % len(pairs)] for i in range(options.batch)]
        columns = [model.tokenize([pair[c] for pair in batch]) for c in (1, 2)]
        optimizer.zero_grad()
        loss = loss_of(columns, torch.tensor([float(pair[0]) / 5 for pair in batch]))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    seconds = time.perf_counter() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{(options.steps - 10) / seconds:.2f} steps/s, last loss {loss.item():.4f}, at most {memory:.0f} MiB")


main()
