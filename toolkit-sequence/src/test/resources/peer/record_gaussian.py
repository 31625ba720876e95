"""Records what hmmlearn's GaussianHMM gives: python record_gaussian.py > hmmlearn-gaussian.json"""

import json
import hmmlearn
import numpy as np
from hmmlearn.hmm import GaussianHMM


def case(kind, dims, seed):
    random = np.random.RandomState(seed)
    lengths = [12, 7, 20]
    x = np.round(random.randn(sum(lengths), dims) + (np.arange(sum(lengths))[:, None] // 6 % 3) * 2, 4)
    model = GaussianHMM(3, covariance_type=kind, init_params="", covars_prior=0.0 if kind == "full" else 1e-2)
    model.n_features = dims
    model.startprob_ = np.array([0.5, 0.3, 0.2])
    model.transmat_ = np.array([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.1, 0.3, 0.6]])
    model.means_ = np.round(np.arange(3)[:, None] * 2 + random.randn(3, dims) * 0.1, 4)
    if kind == "diag":
        model.covars_ = np.full((3, dims), 1.5)
    else:
        model.covars_ = np.stack([np.eye(dims) * 1.2 + 0.3] * 3)
    start = {"means": model.means_.tolist(), "covariances": np.array([c for c in model.covars_]).tolist()}
    first = np.split(x, np.cumsum(lengths)[:-1])
    result = {
        "kind": kind, "prior": 0.0 if kind == "full" else 1e-2, "start": model.startprob_.tolist(),
        "transition": model.transmat_.tolist(), **start,
        "sequences": [s.tolist() for s in first], "log_likelihood": model.score(x, lengths),
        "path": model.decode(first[0])[1].tolist(), "path_log_probability": model.decode(first[0])[0],
        "posteriors": model.predict_proba(first[0]).tolist(),
    }
    model.n_iter, model.tol = 5, -np.inf
    model.fit(x, lengths)
    result["trained"] = {
        "iterations": 5, "start": model.startprob_.tolist(), "transition": model.transmat_.tolist(),
        "means": model.means_.tolist(), "covariances": np.array([c for c in model.covars_]).tolist(),
        "log_likelihood": model.score(x, lengths),
    }
    return result


print(json.dumps({"peer": "hmmlearn " + hmmlearn.__version__,
                  "cases": [case("diag", 1, 1), case("diag", 2, 2), case("full", 2, 3)]}))
