#!/usr/bin/env python3
"""How often 95 % intervals of the V-measure hold its mean over other data sets, and how often tests find equally good clusterings different.

Needs numpy and scipy. Usage: v_measure_intervals.py
"""

import numpy as np
from scipy.stats import norm

RANDOM = np.random.default_rng(0)
SETS = 150
SAMPLES = 200
Z = norm.ppf(0.975)


def entropy(shares):
    shares = shares[shares > 0]
    return -(shares * np.log(shares)).sum()


def v_measure(classes, clusters):
    table = np.zeros((classes.max() + 1, clusters.max() + 1))
    np.add.at(table, (classes, clusters), 1 / len(classes))
    a, b = entropy(table.sum(1)), entropy(table.sum(0))
    return 1.0 if a + b == 0 else 2 * (a + b - entropy(table.ravel())) / (a + b)


def draw(k, n, right):
    classes = RANDOM.integers(0, k, n)
    return classes, [np.where(RANDOM.random(n) < right, classes, RANDOM.integers(0, k, n)) for _ in range(2)]


def error(statistic, n):
    rows = np.arange(n)
    values = np.array([statistic(rows != i) for i in rows])
    return np.sqrt((n - 1) / n * ((values - values.mean()) ** 2).sum())


def holds(bounds, value):
    return bounds[0] <= value <= bounds[1]


def run(k, n, right):
    mean = np.mean([v_measure(classes, clusters[0]) for classes, clusters in (draw(k, n, right) for _ in range(600))])
    names = "percentile", "bca", "moved percentile", "jackknife", "paired bootstrap", "paired jackknife"
    counts = dict.fromkeys(names, 0)
    for _ in range(SETS):
        classes, (ours, theirs) = draw(k, n, right)
        score = v_measure(classes, ours)
        gain = score - v_measure(classes, theirs)
        drawn = [RANDOM.integers(0, n, n) for _ in range(SAMPLES)]
        values = np.array([v_measure(classes[rows], ours[rows]) for rows in drawn])
        gains = values - [v_measure(classes[rows], theirs[rows]) for rows in drawn]
        bounds = np.quantile(values, [0.025, 0.975])
        counts["percentile"] += holds(bounds, mean)
        counts["moved percentile"] += holds(bounds - values.mean() + score, mean)
        below = (values < score).mean() + 0.5 * (values == score).mean()
        if 0 < below < 1:  # without the acceleration, which is small here
            shares = norm.cdf(2 * norm.ppf(below) + np.array([-Z, Z]))
            counts["bca"] += holds(np.quantile(values, shares), mean)
        counts["jackknife"] += abs(score - mean) <= Z * error(lambda rows: v_measure(classes[rows], ours[rows]), n)
        counts["paired bootstrap"] += (np.abs(gains - gain) >= abs(gain)).mean() < 0.05
        spread = error(lambda rows: v_measure(classes[rows], ours[rows]) - v_measure(classes[rows], theirs[rows]), n)
        counts["paired jackknife"] += abs(gain) > Z * spread
    shown = ", ".join(f"{name} {100 * count / SETS:.0f} %" for name, count in counts.items())
    print(f"{k} classes, {n} items, {right:.0%} in their cluster: {shown}", flush=True)


if __name__ == "__main__":
    run(5, 200, 0.7)
    run(20, 400, 0.6)
    run(77, 308, 0.7)
