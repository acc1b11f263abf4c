"""Places that must not overlap: the first that comes keeps its place."""

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def apart(places: Iterable[T], span: Callable[[T], tuple[int, int]]) -> list[T]:
    """In order of place. n log n: a page may hold a hundred thousand misprints."""
    taken: list[tuple[int, int]] = []
    kept: dict[tuple[int, int], T] = {}
    for one in places:
        start, end = span(one)
        at = bisect_left(taken, (start, end))
        free_left = at == 0 or taken[at - 1][1] <= start
        if free_left and (at == len(taken) or end <= taken[at][0]):
            insort(taken, (start, end))
            kept[start, end] = one
    return [kept[place] for place in taken]
