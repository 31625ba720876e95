#!/usr/bin/env python3
"""Times numpy on what VectorsRun times: float32 products of unit vectors and argpartition.

Needs numpy. Usage: vectors.py search 1000000 1000 [queries at once, 100], or, with scikit-learn, vectors.py kmeans 100000 100,
dbscan 20000 0.6, hdbscan 20000 [euclidean or cosine], hdbscan 20000 euclidean kd_tree, silhouette 20000 20
The products of some queries at a time go into one array that is used again, as the whole matrix
would take 4 GB, and the positions of argpartition another 8.
"""

import resource
import sys
import time

import numpy as np

DIMENSION = 384
K = 10


def vectors(count, seed):
    axes = np.random.default_rng(11).standard_normal((32, DIMENSION), dtype=np.float32)
    topics = np.random.default_rng(12).standard_normal((1000, 32), dtype=np.float32)
    random = np.random.default_rng(seed)
    rows = np.empty((count, DIMENSION), dtype=np.float32)
    for start in range(0, count, 100_000):
        size = min(100_000, count - start)
        hidden = topics[random.integers(0, 1000, size)]
        hidden = hidden + 0.6 * random.standard_normal((size, 32), dtype=np.float32)
        some = hidden @ axes + 0.5 * (random.random((size, DIMENSION), dtype=np.float32) - 0.5)
        rows[start : start + size] = some / np.linalg.norm(some, axis=1, keepdims=True)
    return rows


def search(corpus, queries, at_once):
    scores = np.empty((at_once, len(corpus)), dtype=np.float32)
    found = []
    product_seconds = 0.0
    for start in range(0, len(queries), at_once):
        some = queries[start : start + at_once]
        begin = time.perf_counter()
        part = np.matmul(some, corpus.T, out=scores[: len(some)])
        product_seconds += time.perf_counter() - begin
        best = np.argpartition(part, -K, axis=1)[:, -K:]
        values = np.take_along_axis(part, best, axis=1)
        order = np.argsort(-values, axis=1)
        found.append(np.take_along_axis(best, order, axis=1))
    return np.concatenate(found), product_seconds


def kmeans(count, k):
    from sklearn.cluster import KMeans

    rows = vectors(count, 1)
    for _ in range(3):
        begin = time.perf_counter()
        fitted = KMeans(k, init=rows[:k].copy(), n_init=1, max_iter=20, tol=0, algorithm="lloyd").fit(rows)
        seconds = time.perf_counter() - begin
        print(f"{count:,} x {DIMENSION}, k = {k}: {fitted.n_iter_} iterations in {seconds:.2f} s, inertia {fitted.inertia_:.6g}")


def timed(fit, repetitions=2):
    for _ in range(repetitions):
        begin = time.perf_counter()
        said = fit()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{time.perf_counter() - begin:.2f} s: {said}; at most {peak:,.0f} MB so far", flush=True)


def groups(labels):
    return f"{labels.max() + 1} clusters, {(labels < 0).sum()} rows of noise"


def dbscan(count, eps):
    from sklearn.cluster import DBSCAN

    rows = vectors(count, 1)
    timed(lambda: groups(DBSCAN(eps=eps, min_samples=5, n_jobs=2).fit(rows).labels_))


def hdbscan(count, metric, algorithm):
    from sklearn.cluster import HDBSCAN

    rows = vectors(count, 1)
    model = HDBSCAN(min_cluster_size=5, metric=metric, algorithm=algorithm, n_jobs=2, copy=True)
    timed(lambda: groups(model.fit(rows).labels_))


def silhouette(count, k):
    from sklearn.metrics import silhouette_score

    rows = vectors(count, 1)
    timed(lambda: silhouette_score(rows, np.arange(count) % k))


def main():
    command, sizes = sys.argv[1], sys.argv[2:]
    if command == "kmeans":
        return kmeans(int(sizes[0]), int(sizes[1]))
    if command == "dbscan":
        return dbscan(int(sizes[0]), float(sizes[1]))
    if command == "hdbscan":
        return hdbscan(int(sizes[0]), *(sizes[1:] + ["euclidean", "brute"][len(sizes) - 1 :]))
    if command == "silhouette":
        return silhouette(int(sizes[0]), int(sizes[1]))
    count, query_count = int(sys.argv[2]), int(sys.argv[3])
    at_once = int(sys.argv[4]) if len(sys.argv) > 4 else 100
    corpus, queries = vectors(count, 1), vectors(query_count, 2)
    print("numpy", np.__version__)
    for _ in range(2):
        begin = time.perf_counter()
        found, product_seconds = search(corpus, queries, at_once)
        seconds = time.perf_counter() - begin
        print(
            f"{len(found):,} queries over {count:,} x {DIMENSION} in {seconds:.2f} s"
            f" ({product_seconds:.2f} s of it products): {query_count / seconds:.0f} queries/s"
        )


if __name__ == "__main__":
    main()
