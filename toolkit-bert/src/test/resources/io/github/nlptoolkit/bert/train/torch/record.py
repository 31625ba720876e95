"""Records what torch makes of a masked language model in training: tiny random models of every family, the loss and all gradients of one batch, and
the weights after three steps of AdamW with clipping. Written with transformers 5.24.0 and torch 2.15.0: python record.py FOLDER"""

import json
import pathlib
import sys

import numpy as np
import torch
import transformers
from safetensors.torch import save_file
from transformers import (AlbertConfig, AlbertForMaskedLM, BertConfig, BertForMaskedLM, DistilBertConfig, DistilBertForMaskedLM, ElectraConfig,
                          ElectraForMaskedLM, MPNetConfig, MPNetForMaskedLM, RobertaConfig, RobertaForMaskedLM)

STANDARD = dict(vocab_size=61, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24, max_position_embeddings=24,
                hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
MODELS = {
    "bert": (BertForMaskedLM, BertConfig(**STANDARD)),
    "bert-untied": (BertForMaskedLM, BertConfig(**STANDARD, tie_word_embeddings=False, hidden_act="gelu_new")),
    "roberta": (RobertaForMaskedLM, RobertaConfig(**STANDARD, type_vocab_size=1, layer_norm_eps=1e-5)),
    "albert": (AlbertForMaskedLM, AlbertConfig(**STANDARD, embedding_size=8)),
    "distilbert": (DistilBertForMaskedLM, DistilBertConfig(vocab_size=61, dim=16, n_layers=2, n_heads=2, hidden_dim=24, max_position_embeddings=24,
                                                           dropout=0.0, attention_dropout=0.0)),
    "mpnet": (MPNetForMaskedLM, MPNetConfig(**STANDARD)),
    "electra": (ElectraForMaskedLM, ElectraConfig(**STANDARD, embedding_size=8)),
}
LENGTHS = [9, 5, 9, 3]
RATES = [0.0, 0.01, 0.005]
DECAY = 0.1
CLIP = 0.3
EPS = 1e-5  # Large enough that gradients which are zero but for rounding, such as those of key biases, move nothing.


def batch(random):
    texts = []
    for length in LENGTHS:
        ids = random.integers(5, 61, length)
        places = np.sort(random.choice(length, max(1, length // 3), replace=False))
        targets = random.integers(5, 61, len(places))
        texts.append(dict(ids=ids.tolist(), places=places.tolist(), targets=targets.tolist()))
    return texts


def loss_of(model, texts):
    pad = model.config.pad_token_id
    longest = max(LENGTHS)
    ids = torch.full((len(texts), longest), pad)
    labels = torch.full((len(texts), longest), -100)
    mask = torch.zeros((len(texts), longest), dtype=torch.long)
    for i, text in enumerate(texts):
        ids[i, :len(text["ids"])] = torch.tensor(text["ids"])
        mask[i, :len(text["ids"])] = 1
        labels[i, text["places"]] = torch.tensor(text["targets"])
    return model(input_ids=ids, attention_mask=mask, labels=labels).loss


def published(model):
    tied = set(getattr(model, "all_tied_weights_keys", {}) or {}) if model.config.tie_word_embeddings else set()
    # In a model that is not tied, the head has a bias besides the decoder's, which nothing uses.
    unused = set() if model.config.tie_word_embeddings else {"cls.predictions.bias"}
    return {name: p for name, p in model.named_parameters() if name not in tied | unused}


def record(name, folder):
    kind, config = MODELS[name]
    torch.manual_seed(11)
    model = kind(config).train()
    with torch.no_grad():  # Biases and norms that are not as new models have them.
        for p in model.parameters():
            p.add_(torch.randn_like(p) * 0.05)
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    for extra in folder.glob("generation_config.json"):
        extra.unlink()
    texts = batch(np.random.default_rng(5))
    parameters = published(model)
    plain = [p for n, p in parameters.items() if n.endswith("bias") or "norm" in n.lower() or "relative_attention_bias" in n]
    rest = [p for p in parameters.values() if not any(p is q for q in plain)]
    optimizer = torch.optim.AdamW([dict(params=rest, weight_decay=DECAY), dict(params=plain, weight_decay=0.0)], lr=1.0, betas=(0.9, 0.999), eps=EPS)
    steps = []
    for i, rate in enumerate(RATES):
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad()
        loss = loss_of(model, texts)
        loss.backward()
        if i == 0:
            save_file({n: p.grad.contiguous() for n, p in parameters.items()}, folder / "gradients.safetensors")
        norm = torch.nn.utils.clip_grad_norm_([p for p in parameters.values()], CLIP)
        optimizer.step()
        steps.append(dict(rate=rate, loss=loss.item(), gradient_norm=norm.item()))
    save_file({n: p.detach().contiguous() for n, p in parameters.items()}, folder / "after.safetensors")
    golden = dict(peer=f"transformers {transformers.__version__}, torch {torch.__version__}, float32, CPU", script="record.py", weight_decay=DECAY,
                  no_decay="biases, norms, relative attention bias", max_gradient_norm=CLIP, betas=[0.9, 0.999], eps=EPS, texts=texts, steps=steps)
    (folder / "training.json").write_text(json.dumps(golden, indent=1) + "\n")
    print(name, steps)


for name in MODELS:
    record(name, pathlib.Path(sys.argv[1]) / name)
