#!/usr/bin/env python3
"""CRFsuite beside the toolkit's CRF: trains and tags from the same attribute files.

    crfsuite.py TRAIN DEV [--iterations N] [--c1 X] [--c2 X]

The files are those of "benchmarks.jar crf attributes": label and attributes of a token in a line, parted by tabs. Needs
python-crfsuite (measured with 0.9.12) and seqeval. Prints one line of JSON; CRFsuite has one thread.
"""
import argparse
import json
import os
import resource
import tempfile
import time

import pycrfsuite
from seqeval.metrics import f1_score


def read(path):
    attributes, labels = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if fields == [""]:
                yield attributes, labels
                attributes, labels = [], []
            else:
                labels.append(fields[0])
                attributes.append(fields[1:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("train")
    parser.add_argument("dev")
    parser.add_argument("--iterations", type=int)
    parser.add_argument("--c1", type=float, default=0.0)
    parser.add_argument("--c2", type=float, default=1.0)
    options = parser.parse_args()
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for attributes, labels in read(options.train):
        trainer.append(attributes, labels)
    trainer.set_params({"c1": options.c1, "c2": options.c2})
    if options.iterations:
        trainer.set_params({"max_iterations": options.iterations})
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        model = os.path.join(folder, "model")
        cpu, start = time.process_time(), time.perf_counter()
        trainer.train(model)
        result["train_s"] = time.perf_counter() - start
        result["train_cpu_s"] = time.process_time() - cpu
        result["threads"] = 1
        last = trainer.logparser.last_iteration
        result["iterations"], result["loss"] = last["num"], last["loss"]
        result["features"] = trainer.logparser.featgen_num_features
        result["peak_rss_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        result["model_bytes"] = os.path.getsize(model)
        tagger = pycrfsuite.Tagger()
        tagger.open(model)
        gold = [labels for _, labels in read(options.dev)]
        speeds, ready_speeds = [], []
        for _ in range(5):
            sentences = [attributes for attributes, _ in read(options.dev)]
            tokens = sum(map(len, sentences))
            start = time.perf_counter()
            tags = [tagger.tag(sentence) for sentence in sentences]
            speeds.append(tokens / (time.perf_counter() - start))
            ready = [pycrfsuite.ItemSequence(sentence) for sentence in sentences]
            start = time.perf_counter()
            for sentence in ready:
                tagger.set(sentence)
                tagger.tag()
            ready_speeds.append(tokens / (time.perf_counter() - start))
        result["tag_tokens_per_s_best"] = round(max(speeds))
        result["tag_tokens_per_s_attributes_ready_best"] = round(max(ready_speeds))
        pairs = [(g, t) for a, b in zip(gold, tags) for g, t in zip(a, b)]
        result["token_accuracy"] = sum(g == t for g, t in pairs) / len(pairs)
        result["chunk_f1"] = f1_score(gold, tags)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
