#!/usr/bin/env python3
"""gensim's Word2Vec beside the toolkit's: the corpora, training at the same settings, evaluation.

  word2vec_gensim.py prepare en FILE... > corpus      tokens, a sentence a line
  word2vec_gensim.py prepare zh FILE... > corpus      words by jieba
  word2vec_gensim.py train CORPUS sg|cbow --workers 2 --seeds 1 2 3 [--vectors FILE]
  word2vec_gensim.py evaluate VECTORS                 a file of save_word2vec_format, binary

Each training prints one line of JSON. "words" are those of the corpus in all epochs. --plan file
reads the corpus as gensim's corpus_file, --plan memory from a list, which is the faster one on few
cores. The English test sets are those in gensim's own test data; --zh FOLDER has the Chinese ones.
"""
import argparse
import json
import os
import re
import sys
import time


def prepare(language, files):
    out = sys.stdout
    if language == "en":
        token = re.compile(r"[a-z]+(?:'[a-z]+)?|[0-9]+")
        for file in files:
            with open(file, encoding="utf-8") as lines:
                for line in lines:
                    words = token.findall(line.lower().replace("\u2019", "'"))
                    if words:
                        out.write(" ".join(words) + "\n")
    else:
        import jieba

        jieba.setLogLevel(60)
        for file in files:
            with open(file, encoding="utf-8") as lines:
                for line in lines:
                    words = [w for w in jieba.lcut(line) if re.match(r"\w", w)]
                    if words:
                        out.write(" ".join(words) + "\n")


def evaluate(vectors, zh):
    import logging

    logging.disable(logging.CRITICAL)
    if zh:
        result = {}
        for name in ("wordsim240-zh", "wordsim297-zh"):
            _, spearman, oov = vectors.evaluate_word_pairs(os.path.join(zh, name + ".tsv"))
            result[name] = round(float(spearman[0]), 4)
            result[name + "_oov"] = round(oov, 1)
        score, sections = vectors.evaluate_word_analogies(os.path.join(zh, "analogy-zh.txt"))
        result["analogies"] = round(score, 4)
        result["analogies_of"] = len(sections[-1]["correct"]) + len(sections[-1]["incorrect"])
        return result
    from gensim.test.utils import datapath

    result = {}
    for name, file in (("wordsim353", "wordsim353.tsv"), ("simlex999", "simlex999.txt")):
        _, spearman, _ = vectors.evaluate_word_pairs(datapath(file))
        result[name] = round(float(spearman[0]), 4)
    score, _ = vectors.evaluate_word_analogies(datapath("questions-words.txt"))
    result["analogies"] = round(score, 4)
    return result


def train(arguments):
    import gensim
    from gensim.models.word2vec import LineSentence, Word2Vec

    sentences = list(LineSentence(arguments.corpus)) if arguments.plan == "memory" else None
    for seed in arguments.seeds:
        model = Word2Vec(
            vector_size=arguments.dimension,
            window=5,
            min_count=5,
            negative=0 if arguments.hs else 5,
            hs=int(arguments.hs),
            sg=int(arguments.architecture == "sg"),
            sample=1e-3,
            epochs=arguments.epochs,
            workers=arguments.workers,
            seed=seed,
        )
        source = {"corpus_file": arguments.corpus} if sentences is None else {}
        started = time.perf_counter()
        model.build_vocab(sentences, **source) if sentences else model.build_vocab(**source)
        counted = time.perf_counter()
        more = {"total_words": model.corpus_total_words} if sentences is None else {}
        model.train(
            *([sentences] if sentences else []),
            **source,
            **more,
            total_examples=model.corpus_count,
            epochs=model.epochs,
        )
        ended = time.perf_counter()
        words = model.corpus_total_words * model.epochs
        line = {
            "peer": "gensim " + gensim.__version__,
            "architecture": arguments.architecture,
            "workers": arguments.workers,
            "plan": arguments.plan,
            "seed": seed,
            "vocabulary": len(model.wv),
            "count_s": round(counted - started, 3),
            "train_s": round(ended - counted, 3),
            "words_per_s": round(words / (ended - counted)),
        }
        if not arguments.no_evaluation:
            line.update(evaluate(model.wv, arguments.zh))
        print(json.dumps(line), flush=True)
        if arguments.vectors:
            model.wv.save_word2vec_format(arguments.vectors, binary=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("prepare")
    command.add_argument("language", choices=["en", "zh"])
    command.add_argument("files", nargs="+")
    command = commands.add_parser("train")
    command.add_argument("corpus")
    command.add_argument("architecture", choices=["sg", "cbow"])
    command.add_argument("--workers", type=int, default=2)
    command.add_argument("--seeds", type=int, nargs="+", default=[1])
    command.add_argument("--dimension", type=int, default=100)
    command.add_argument("--epochs", type=int, default=5)
    command.add_argument("--hs", action="store_true")
    command.add_argument("--plan", choices=["memory", "file"], default="memory")
    command.add_argument("--zh")
    command.add_argument("--vectors")
    command.add_argument("--no-evaluation", action="store_true")
    command = commands.add_parser("evaluate")
    command.add_argument("vectors")
    command.add_argument("--zh")
    arguments = parser.parse_args()
    if arguments.command == "prepare":
        prepare(arguments.language, arguments.files)
    elif arguments.command == "train":
        train(arguments)
    else:
        from gensim.models import KeyedVectors

        vectors = KeyedVectors.load_word2vec_format(arguments.vectors, binary=True)
        print(json.dumps(evaluate(vectors, arguments.zh)))


if __name__ == "__main__":
    main()
