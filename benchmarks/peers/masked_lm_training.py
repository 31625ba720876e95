"""How fast transformers trains a masked language model on texts of a file, as `nlp pretrain` does (docs/pretraining.md):

    python masked_lm_training.py FOLDER TEXT.txt --texts 2048 --batch 32 --max-tokens 128 --threads 2

FOLDER has config.json and tokenizer.json. Batches are padded to their longest text; the collator, the model and AdamW are the library's own.
"""

import argparse
import time

import torch
from transformers import AutoConfig, AutoModelForMaskedLM, DataCollatorForLanguageModeling, PreTrainedTokenizerFast


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("text")
    parser.add_argument("--texts", type=int, default=2048)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--max-tokens", type=int, default=128)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1e-3)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(42)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=f"{options.folder}/tokenizer.json", mask_token="[MASK]", pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]", unk_token="[UNK]")
    tokenizer.backend_tokenizer.no_padding()
    model = AutoModelForMaskedLM.from_config(AutoConfig.from_pretrained(options.folder)).train()
    optimizer = torch.optim.AdamW(model.parameters(), lr=options.rate, weight_decay=0.01, fused=True)
    with open(options.text, encoding="utf-8") as lines:
        texts = [line.strip() for line in lines if line.strip()][: options.texts]
    started = time.perf_counter()
    encoded = [dict(input_ids=ids) for ids in tokenizer(texts, truncation=True, max_length=options.max_tokens)["input_ids"]]
    collate = DataCollatorForLanguageModeling(tokenizer)
    order = torch.randperm(len(encoded)).tolist()
    tokens = 0
    loss = None
    for begin in range(0, len(order), options.batch):
        batch = [encoded[i] for i in order[begin : begin + options.batch]]
        tokens += sum(len(text["input_ids"]) for text in batch)
        optimizer.zero_grad()
        loss = model(**collate(batch)).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    seconds = time.perf_counter() - started
    print(f"{len(texts)} texts, {tokens} tokens in {seconds:.1f} s: {len(texts) / seconds:.1f} texts/s, {tokens / seconds:.0f} tokens/s, last loss {loss.item():.3f}")


main()
