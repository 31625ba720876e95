"""Traces a sentence-transformers folder's encoder into the TorchScript that DJL's text-embedding translator wants.

    python torchscript.py all-MiniLM-L6-v2-folder OUT.pt      (torch 2.15.0, transformers 5.24.0)

As DJL's own converter does it: torch.jit.trace of the model with input_ids and attention_mask, last_hidden_state in the answer; pooling and length
are the translator's. Any number of texts of any length go through the trace, which is checked before it is kept.
"""

import sys

import torch
import transformers


class Encoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_ids, attention_mask):
        return {"last_hidden_state": self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state}


def inputs(rows, tokens):
    ids = torch.randint(1000, 20000, (rows, tokens), generator=torch.Generator().manual_seed(rows))
    mask = torch.ones_like(ids)
    mask[0, tokens // 2 :] = 0
    return ids, mask


def main(folder, out):
    # The plain attention: what is traced of the others depends on the mask and the length.
    model = transformers.AutoModel.from_pretrained(folder, attn_implementation="eager", dtype=torch.float32).eval()
    encoder = Encoder(model)
    with torch.inference_mode(False), torch.no_grad():
        traced = torch.jit.trace(encoder, inputs(2, 9), strict=False)
        for rows, tokens in ((1, 5), (3, 17), (8, 200)):
            example = inputs(rows, tokens)
            far = (traced(*example)["last_hidden_state"] - encoder(*example)["last_hidden_state"]).abs().max().item()
            if not far <= 1e-4:
                sys.exit(f"the trace of {rows} texts of {tokens} tokens differs by {far}")
    traced.save(out)
    print(f"{out}: torch {torch.__version__}, transformers {transformers.__version__}")


if __name__ == "__main__":
    main(*sys.argv[1:])
