#!/usr/bin/env python3
"""Makes ami.json: adjusted mutual information where there is nothing to adjust.

Needs scikit-learn 1.9.1. Usage: ami.py > ami.json
"""

import json

import sklearn
from sklearn.metrics import adjusted_mutual_info_score

AVERAGES = ("min", "geometric", "arithmetic", "max")


def main():
    cases = []
    for n in (1, 2, 4, 7, 10, 25):
        one, two, each = [0] * n, [i % 2 for i in range(n)], list(range(n))
        for true, predicted in (
            (one, one),
            (each, each),
            (each, each[::-1]),
            (one, each),
            (each, one),
            (two, each),
            (each, two),
        ):
            case = {"true": true, "predicted": predicted}
            for average in AVERAGES:
                case[average] = adjusted_mutual_info_score(
                    true, predicted, average_method=average
                )
            cases.append(case)
    print('{"peer": "scikit-learn %s", "cases": [' % sklearn.__version__)
    print(",\n".join(json.dumps(case, separators=(",", ":")) for case in cases))
    print("]}")


main()
