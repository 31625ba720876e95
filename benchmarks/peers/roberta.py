"""The peer of "benchmarks.jar encode FOLDER": the same texts through the same weights with transformers.

    python roberta.py FOLDER [THREADS]

FOLDER is what the jar has written: a model of roberta-base's shape with random weights, texts.txt, answers.json.
One batch, padded to its longest text as transformers' tokenizers do it; tokenising counts on both sides; float32.
Fails if the hidden states are not those of the jar. Needs torch and transformers.
"""

import json
import statistics
import sys
import time
from pathlib import Path

import torch
import transformers

RUNS = 3
TOLERANCE = 1e-4


def main(folder, threads=None):
    if threads:
        torch.set_num_threads(int(threads))
    folder = Path(folder)
    texts = (folder / "texts.txt").read_text(encoding="utf-8").splitlines()
    answers = torch.tensor(json.loads((folder / "answers.json").read_text()))
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_file=str(folder / "tokenizer.json"), pad_token="[PAD]", model_max_length=512)
    tokenizer.backend_tokenizer.no_padding()
    tokenizer.backend_tokenizer.no_truncation()
    model = transformers.AutoModel.from_pretrained(folder, add_pooling_layer=False, dtype=torch.float32).eval()

    def encode():
        batch = tokenizer(texts, padding=True, truncation=True, return_tensors="pt")
        with torch.inference_mode():
            # Positions as RoBERTa counts them, whatever the padding's id is.
            positions = torch.cumsum(batch["attention_mask"], 1) * batch["attention_mask"] + 1
            return batch, model(batch["input_ids"], attention_mask=batch["attention_mask"], position_ids=positions).last_hidden_state

    batch, states = encode()
    worst = (states[:, 0, : answers.shape[1]] - answers).abs().max().item()
    if not worst <= TOLERANCE:
        sys.exit(f"the hidden states differ by {worst}")
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        encode()
        seconds.append(time.perf_counter() - start)
    print(
        f"transformers {transformers.__version__}, torch {torch.__version__}: {len(texts)} texts, {int(batch['attention_mask'].sum())} tokens,"
        f" {batch['input_ids'].numel()} with padding, {torch.get_num_threads()} threads: {len(texts) / statistics.median(seconds):.1f} texts/s"
        f" (median of {RUNS} runs, {min(seconds):.2f} to {max(seconds):.2f} s; largest difference {worst:.1e})"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
