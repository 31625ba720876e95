#!/usr/bin/env python3
"""Makes hdbscan.json: labels and probabilities of scikit-learn's HDBSCAN.

Needs scikit-learn 1.9.1. Usage: hdbscan.py > hdbscan.json, in this folder.
scikit-learn sorts the edges of its tree by an algorithm that leaves the order of equal ones to the
processor; here they are sorted stably. "stock" tells whether that changes the case.
"""

import json
import warnings

import numpy as np
import sklearn
from sklearn.cluster import HDBSCAN
from sklearn.cluster._hdbscan import hdbscan
from sklearn.cluster._hdbscan._linkage import make_single_linkage

warnings.filterwarnings("ignore")
stock_process = hdbscan._process_mst


def stable_process(tree):
    return make_single_linkage(tree[np.argsort(tree["distance"], kind="stable")])


def blobs(seed, rows, dimension, centres, spread):
    random = np.random.default_rng(seed)
    around = random.normal(size=(centres, dimension)) * spread
    points = around[random.integers(0, centres, rows)] + random.normal(size=(rows, dimension))
    return [[round(float(value), 3) for value in row] for row in points]


def fitted(points, settings):
    model = HDBSCAN(**settings, algorithm="brute", copy=True)
    model.fit(np.asarray(points, dtype=np.float32).astype(np.float64))
    return model.labels_.tolist(), [round(p, 10) for p in model.probabilities_.tolist()]


def main():
    matrix = json.load(open("matrix.json"))["rows"]
    sets = {
        "matrix": matrix,
        "four": blobs(1, 120, 3, 4, 4.0),
        "loose": blobs(2, 150, 8, 6, 1.5),
        "twice": blobs(3, 40, 2, 3, 5.0) + blobs(3, 40, 2, 3, 5.0),
    }
    cases = []
    for name, points in sets.items():
        for metric in ("euclidean", "cosine", "manhattan"):
            for size, samples in ((2, 1), (3, 3), (5, 4), (8, 12), (6, 25)):
                for selection in ("eom", "leaf"):
                    for single in (False, True) if selection == "eom" else (False,):
                        settings = {
                            "min_cluster_size": size,
                            "min_samples": samples,
                            "metric": metric,
                            "cluster_selection_method": selection,
                            "allow_single_cluster": single,
                        }
                        hdbscan._process_mst = stock_process
                        stock = fitted(points, settings)
                        hdbscan._process_mst = stable_process
                        labels, probabilities = fitted(points, settings)
                        cases.append(
                            {
                                "points": name,
                                **settings,
                                "stock": stock == (labels, probabilities),
                                "labels": labels,
                                "probabilities": probabilities,
                            }
                        )
    del sets["matrix"]
    print('{"peer": "scikit-learn %s", "matrix": "matrix.json", "sets":' % sklearn.__version__)
    print(json.dumps(sets, separators=(",", ":")) + ', "cases": [')
    print(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases))
    print("]}")


main()
