"""行政区划代码: which six digits an identity number may begin with, abolished codes included."""

from functools import cache
from importlib.resources import files

ABROAD = frozenset({"810000", "820000", "830000"})
"""港澳台居民居住证 begins with one of these."""


@cache
def regions() -> frozenset[str]:
    """Every county code since 1980, and the three of residence permits."""
    found = set(ABROAD)
    for line in _lines("regions.txt"):
        prefecture, *runs = line.split()
        for run in runs:
            first, _, last = run.partition("-")
            found.update(f"{prefecture}{n:02d}" for n in range(int(first), int(last or first) + 1))
    return frozenset(found)


@cache
def countries() -> frozenset[str]:
    """Three-digit country codes."""
    return frozenset(code for line in _lines("countries.txt") for code in line.split())


def _lines(name: str) -> list[str]:
    text = files(__package__).joinpath(name).read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]
