"""转载核对: which task a published text is, and whether it came in time and unaltered. Pure.

Titles and texts are compared by their pairs of characters (bigrams): a reordered or extended headline
stays near, another story about the same matter does not. The weights were set on made pairs; a person
confirms what is called altered.
"""

import random
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from core.clock import beijing_day
from core.repost import Published, Repost, RepostOutcome, RepostTask

_SAME_TITLE = 0.72  # Dice of the titles' bigrams from which two headlines are one
_SAME_TEXT = 0.80  # share of the task's bigrams in a text from which it is the task's text
_WHOLE_TEXT = 0.97  # and from which it is unaltered
_ENOUGH_TEXT = 40  # characters below which a text is only a lead
_EARLY = timedelta(hours=12)  # the source's own clock may be a little late
_WORDLESS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Drawn:
    """An 抽查: the seed chose these of the pool, and would choose them again."""

    seed: str
    pool: tuple[str, ...]
    drawn: tuple[str, ...]


def draw(tasks: Iterable[RepostTask], count: int, seed: str) -> Drawn:
    """`count` of the tasks (all where there are fewer). The order of the input does not matter."""
    pool = tuple(sorted(task.id for task in tasks))
    chosen = random.Random(seed).sample(pool, min(count, len(pool)))  # noqa: S311 - to be repeated
    return Drawn(seed, pool, tuple(sorted(chosen)))


def match(task: RepostTask, subject: str, published: Sequence[Published], *, seen: bool) -> Repost:
    """What the subject made of the task. `seen`: all that it published in the window was seen."""
    best: tuple[float, bool, Published] | None = None
    for one in published:
        if one.at is not None and one.at < task.published - _EARLY and not _by_day(one, task):
            continue
        likeness, whole = _alike(task, one)
        if likeness and (best is None or (likeness, whole) > best[:2]):
            best = (likeness, whole, one)
    if best is None:
        outcome = RepostOutcome.MISSING if seen else RepostOutcome.UNKNOWN
        return Repost(task.id, subject, outcome)
    likeness, whole, found = best
    if found.at is None:
        outcome = RepostOutcome.UNKNOWN
    elif found.at > task.due and not (found.day_only and _by_due_day(found, task)):
        outcome = RepostOutcome.LATE
    else:
        outcome = RepostOutcome.TIMELY if whole else RepostOutcome.ALTERED
    return Repost(task.id, subject, outcome, found, round(likeness, 3))


def _by_day(one: Published, task: RepostTask) -> bool:
    """A day alone is its first minute; the task may be of later that day."""
    return (
        one.day_only and one.at is not None and beijing_day(one.at) >= beijing_day(task.published)
    )


def _by_due_day(one: Published, task: RepostTask) -> bool:
    return one.at is not None and beijing_day(one.at) <= beijing_day(task.due)


def _alike(task: RepostTask, one: Published) -> tuple[float, bool]:
    """Likeness, 0 for another story; and whether nothing was changed as far as both texts tell."""
    wanted, shown = bare(task.title), bare(one.title)
    inside = bool(wanted) and wanted in shown
    title = 1.0 if inside else _dice(_pairs(wanted), _pairs(shown))
    text, body = bare(task.text), bare(one.text)
    share = 0.0
    if len(text) >= _ENOUGH_TEXT and len(body) >= _ENOUGH_TEXT:
        share = len(_pairs(text) & _pairs(body)) / len(_pairs(text))
        if share < _SAME_TEXT and not inside:
            return 0.0, False
    if title < _SAME_TITLE and share < _SAME_TEXT:
        return 0.0, False
    told = len(text) >= _ENOUGH_TEXT and len(body) >= _ENOUGH_TEXT
    return max(title, share), inside and (not told or share >= _WHOLE_TEXT)


@lru_cache(maxsize=50_000)
def bare(text: str) -> str:
    """Letters and digits only, narrow."""
    return _WORDLESS.sub("", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=50_000)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset(text)


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
