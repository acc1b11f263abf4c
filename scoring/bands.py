"""得分分布, in the bands of 云南省 2020Q2: 超过100分 / 90—100分 / 80—90分（不含） … / 低于60分."""

from collections.abc import Iterable
from decimal import Decimal

_FLOORS = (
    (Decimal(90), "90—100分"),
    (Decimal(80), "80—90分（不含）"),
    (Decimal(70), "70—80分（不含）"),
    (Decimal(60), "60—70分（不含）"),
)
_TOP, _BOTTOM = "超过100分", "低于60分"
_FULL = Decimal(100)


def band(score: Decimal) -> str:
    """The band of one settled score: 100 is the top of 90—100分, 90 its foot."""
    if score > _FULL:
        return _TOP
    return next((name for floor, name in _FLOORS if score >= floor), _BOTTOM)


def bands(scores: Iterable[Decimal]) -> tuple[tuple[str, int], ...]:
    """How many in each band, from the top; empty where there is no score at all."""
    counts = dict.fromkeys((_TOP, *(name for _, name in _FLOORS), _BOTTOM), 0)
    for score in scores:
        counts[band(score)] += 1
    return tuple(counts.items()) if any(counts.values()) else ()
