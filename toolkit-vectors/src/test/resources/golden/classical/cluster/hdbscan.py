#!/usr/bin/env python3
"""Makes hdbscan.json: labels and probabilities of scikit-learn's HDBSCAN.

Needs scikit-learn 1.9.1 and hdbscan 0.8.44. Usage: python -P hdbscan.py > hdbscan.json, here.
scikit-learn sorts the edges of its tree by an algorithm that leaves the order of equal ones to the
processor; here they are sorted stably. "stock" tells whether that changes the case.
With NumPy 2.4 scikit-learn cannot join clusters (cluster_selection_epsilon), and it fails where
max_cluster_size leaves one cluster that is not the root. Cases of these two settings come from
hdbscan's selection on scikit-learn's tree; where scikit-learn works the two are the same.
"""

import json
import warnings

import numpy as np
import sklearn
from hdbscan._hdbscan_tree import compute_stability, condense_tree, get_clusters
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


def all_settings():
    for metric in ("euclidean", "cosine", "manhattan"):
        for size, samples in ((2, 1), (3, 3), (5, 4), (8, 12), (6, 25)):
            for selection in ("eom", "leaf"):
                for single in (False, True) if selection == "eom" else (False,):
                    yield {
                        "min_cluster_size": size,
                        "min_samples": samples,
                        "metric": metric,
                        "cluster_selection_method": selection,
                        "allow_single_cluster": single,
                    }


def joined_settings():
    for metric, size, samples, distances in (
        ("euclidean", 2, 1, (0.8, 1.5, 9.0)),
        ("euclidean", 5, 4, (1.5, 2.2)),
        ("cosine", 5, 4, (0.02, 0.1)),
    ):
        joins = [(distance, None) for distance in distances]
        for selection in ("eom", "leaf"):
            for single in (False, True):
                for epsilon, largest in joins + [(0.0, 6), (0.0, 40), (distances[1], 20)]:
                    if largest is None or selection == "eom":
                        yield {
                            "min_cluster_size": size,
                            "min_samples": samples,
                            "metric": metric,
                            "cluster_selection_method": selection,
                            "allow_single_cluster": single,
                            "cluster_selection_epsilon": epsilon,
                            "max_cluster_size": largest,
                        }


def selected(points, settings):
    """Labels and probabilities by hdbscan's selection."""
    plain = {
        key: value
        for key, value in settings.items()
        if key in ("min_cluster_size", "min_samples", "metric")
    }
    model = HDBSCAN(**plain, algorithm="brute", copy=True)
    model.fit(np.asarray(points, dtype=np.float32).astype(np.float64))
    edges = model._single_linkage_tree_
    columns = ("left_node", "right_node", "value", "cluster_size")
    hierarchy = np.stack([edges[column].astype(np.float64) for column in columns], axis=1)
    tree = condense_tree(hierarchy, settings["min_cluster_size"])
    labels, probabilities, _ = get_clusters(
        tree,
        compute_stability(tree),
        settings["cluster_selection_method"],
        settings["allow_single_cluster"],
        False,
        settings["cluster_selection_epsilon"],
        settings["max_cluster_size"] or 0,
    )
    return labels.tolist(), [round(p, 10) for p in probabilities.tolist()]


def joined_case(name, points, settings):
    hdbscan._process_mst = stable_process
    labels, probabilities = selected(points, settings)
    works = True
    try:
        assert (labels, probabilities) == fitted(points, settings), settings
    except (KeyError, TypeError):
        works = False
    return {
        "points": name,
        **settings,
        "scikit-learn": works,
        "labels": labels,
        "probabilities": probabilities,
    }


def case(name, points, settings):
    hdbscan._process_mst = stock_process
    stock = fitted(points, settings)
    hdbscan._process_mst = stable_process
    labels, probabilities = fitted(points, settings)
    return {
        "points": name,
        **settings,
        "stock": stock == (labels, probabilities),
        "labels": labels,
        "probabilities": probabilities,
    }


def main():
    matrix = json.load(open("matrix.json"))["rows"]
    sets = {
        "matrix": matrix,
        "four": blobs(1, 120, 3, 4, 4.0),
        "loose": blobs(2, 150, 8, 6, 1.5),
        "twice": blobs(3, 40, 2, 3, 5.0) + blobs(3, 40, 2, 3, 5.0),
    }
    cases = [
        case(name, points, settings)
        for name, points in sets.items()
        for settings in all_settings()
    ]
    cases += [
        joined_case(name, sets[name], settings)
        for name in ("four", "loose", "twice")
        for settings in joined_settings()
    ]
    del sets["matrix"]
    print('{"peer": "scikit-learn %s", "matrix": "matrix.json", "sets":' % sklearn.__version__)
    print(json.dumps(sets, separators=(",", ":")) + ', "cases": [')
    print(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases))
    print("]}")


main()
