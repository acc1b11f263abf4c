"""排序器: how likely a proposal is right. Boosted trees, trained elsewhere, read from JSON."""

import json
import lzma
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources

Tree = tuple[
    tuple[int, ...], tuple[float, ...], tuple[int, ...], tuple[int, ...], tuple[float, ...]
]
"""Feature, limit, node if at or below it, node if above (-k: leaf k - 1), values of the leaves."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """`version` names the corpus and the word model it was trained with."""

    version: str
    features: tuple[str, ...]
    trees: tuple[Tree, ...]

    def score(self, figures: tuple[float, ...]) -> float:
        """0 to 1."""
        total = 0.0
        for feature, limit, below, above, leaves in self.trees:
            node = 0
            while node >= 0:
                node = below[node] if figures[feature[node]] <= limit[node] else above[node]
            total += leaves[-node - 1]
        return 1.0 / (1.0 + math.exp(-total)) if total > -700.0 else 0.0  # noqa: PLR2004


def parse(text: str, features: tuple[str, ...]) -> Ranker:
    """From JSON. ValueError where it was trained on other figures than are measured here."""
    read = json.loads(text)
    if tuple(read["features"]) != features:
        raise ValueError("排序模型与程序的特征不一致，请重新编制")
    trees = tuple(
        (tuple(f), tuple(t), tuple(b), tuple(a), tuple(v)) for f, t, b, a, v in read["trees"]
    )
    return Ranker(read["version"], features, trees)


@cache
def load(name: str, features: tuple[str, ...]) -> Ranker:
    """The shipped one for a word model: trigram or shares."""
    packed = (resources.files(__package__) / "data" / f"ranker-{name}.json.xz").read_bytes()
    return parse(lzma.decompress(packed).decode("utf-8"), features)
