"""排序器的训练: proposals on sentences with known misprints, and trees that tell right from wrong.

Input: correct sentences that the character model has NOT seen (misprints are put in), and pairs of
source<TAB>target lines. No line of either may come from a set that is tested on.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any

from checks.wording.build.noise import Noise
from checks.wording.figures import FEATURES
from checks.wording.proposals import Reader

_SEED = 7
_LEAVES, _ROUNDS, _RATE = 63, 900, 0.025
_LEAST_IN_LEAF = 40


def noisy(sentences: Iterable[str], reader: Reader, share: float) -> list[tuple[str, str]]:
    """(with misprints, as it was); `share` of them get any."""
    random = Random(_SEED)  # noqa: S311 - the same model from the same corpus
    noise = Noise(reader.glyphs, reader.lexicon, random)
    return [(noise.corrupt(s) if random.random() < share else s, s) for s in sentences]


def pairs(path: Path) -> list[tuple[str, str]]:
    """source<TAB>target lines of equal length."""
    rows = (line.split("\t")[:2] for line in path.read_text("utf-8").splitlines())
    return [(row[0], row[1]) for row in rows if len(row) > 1 and len(row[0]) == len(row[1])]


def figures(
    rows: Iterable[tuple[str, str]], reader: Reader
) -> tuple[list[tuple[float, ...]], list[int]]:
    """Features of every proposal, and 1 where it is right. One that sees a misprint but mends it
    wrongly is left out: it is no false alarm."""
    measured: list[tuple[float, ...]] = []
    labels: list[int] = []
    for source, target in rows:
        for one in reader.propose(source):
            written, meant = source[one.start : one.end], target[one.start : one.end]
            if written == meant or meant == one.replacement:
                measured.append(one.features)
                labels.append(int(written != meant))
    return measured, labels


def train(measured: list[tuple[float, ...]], labels: list[int], version: str) -> str:
    """The trees as JSON."""
    import lightgbm
    import numpy

    data = lightgbm.Dataset(numpy.array(measured, dtype=numpy.float32), label=numpy.array(labels))
    settings = {
        "objective": "binary",
        "num_leaves": _LEAVES,
        "learning_rate": _RATE,
        "min_data_in_leaf": _LEAST_IN_LEAF,
        "feature_fraction": 0.7,
        "bagging_fraction": 0.8,
        "bagging_freq": 1,
        "verbose": -1,
        "num_threads": 1,
        "seed": 1,
    }
    booster = lightgbm.train(settings, data, _ROUNDS)
    trees = [_flat(one["tree_structure"]) for one in booster.dump_model()["tree_info"]]
    return json.dumps(
        {"version": version, "features": FEATURES, "trees": trees}, separators=(",", ":")
    )


def _flat(root: dict[str, Any]) -> list[list[Any]]:
    """One tree as five lists, the shape of `checks.wording.ranker.Tree`."""
    feature: list[int] = []
    limit: list[float] = []
    below: list[int] = []
    above: list[int] = []
    leaves: list[float] = []

    def walk(node: dict[str, Any]) -> int:
        if "leaf_value" in node:
            leaves.append(round(node["leaf_value"], 5))
            return -len(leaves)
        at = len(feature)
        feature.append(node["split_feature"])
        limit.append(float(f"{node['threshold']:.9g}"))  # a rounder limit sends figures elsewhere
        below.append(0)
        above.append(0)
        below[at] = walk(node["left_child"])
        above[at] = walk(node["right_child"])
        return at

    if "leaf_value" in root:
        return [[0], [0.0], [-1], [-1], [round(root["leaf_value"], 5)]]
    walk(root)
    return [feature, limit, below, above, leaves]
