"""固定次序: phrases that are made of members in a fixed order: 政治意识、大局意识、核心意识、看齐意识.

`data/series.tsv`, tab-separated: id, kind, whether an older form had fewer members (older | no), the
members. Reported is a stranger among them, one left out, or an order that is not theirs.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import ahocorasick

from checks.wording import versioned
from checks.wording.posts import KIND

_LEAST = 3  # members beside one another, from which on the series is meant
_BETWEEN = frozenset("、，,；和与及以 ”“\"'·的")
_LISTING = ("、", "和")
_MANY = 5  # members from which on a last one that only begins like it is the last
_STRANGER = 4  # characters that a stranger may have more than the member it stands for


@dataclass(frozen=True, slots=True)
class Series:
    """One row."""

    id: str
    kind: str
    older: bool
    members: tuple[str, ...]


Run = list[tuple[int, int, int]]  # start, end, which member


class AllSeries:
    """The series, ready to be looked for."""

    def __init__(self, version: str, listed: tuple[Series, ...]) -> None:
        """One automaton over all members."""
        self.version, self._listed = version, listed
        members: dict[str, list[tuple[int, int]]] = {}
        for number, one in enumerate(listed):
            for place, member in enumerate(one.members):
                members.setdefault(member, []).append((number, place))
        self._automaton = ahocorasick.Automaton()
        for member, holders in members.items():
            self._automaton.add_word(member, (len(member), tuple(holders)))
        self._automaton.make_automaton()

    def find(self, text: str) -> Iterator[tuple[int, int, str, Series]]:
        """(start, end, what should stand there, series)."""
        open_: dict[int, Run] = {}
        for last, (size, holders) in self._automaton.iter(text):
            start, end = last + 1 - size, last + 1
            for number, place in holders:
                run = open_.setdefault(number, [])
                if run and not _near(text, run[-1][1], start):
                    yield from _odd(text, run, self._listed[number])
                    run.clear()
                run.append((start, end, place))
        for number, run in open_.items():
            yield from _odd(text, run, self._listed[number])


def _near(text: str, end: int, start: int) -> bool:
    """Whether two members belong to one run: nothing between them but marks, or one stranger."""
    return 0 <= start - end <= 2 * _STRANGER + 2 and not set(text[end:start]) & set("。！？\n")


def _odd(text: str, run: Run, series: Series) -> Iterator[tuple[int, int, str, Series]]:
    whole = len(series.members)
    gaps = [
        k for k in range(len(run) - 1) if not _BETWEEN.issuperset(text[run[k][1] : run[k + 1][0]])
    ]
    places = [place for *_, place in run]
    if len(set(places)) != len(places):
        if not gaps and len(places) == whole and len(set(places)) == whole - 1:
            yield from _twice(run, series)
        return
    if len(places) < min(_LEAST, whole - 1):
        return
    if len(gaps) == 1:
        yield from _stranger(text, run, gaps[0], series)
    elif not gaps and _in_full(places, whole, series) and places != sorted(places):
        right = "、".join(series.members[place] for place in sorted(places))
        yield run[0][0], run[-1][1], right, series
    elif not gaps and len(places) == whole - 1 and (found := _at_an_end(text, run, series)):
        yield *found, series
    elif (
        not (gaps or series.older)
        and len(places) == whole - 1 >= _LEAST
        and (places[0], places[-1]) == (0, whole - 1)
    ):
        yield run[0][0], run[-1][1], "、".join(series.members), series


def _in_full(places: list[int], whole: int, series: Series) -> bool:
    """Enough of the series for its order to matter: of persons three, of others all."""
    return len(places) == whole or (series.kind == KIND and len(places) >= _LEAST)


def _twice(run: Run, series: Series) -> Iterator[tuple[int, int, str, Series]]:
    """One member twice and another not at all: the one out of its place is wrong."""
    for expected, (start, end, place) in enumerate(run):
        if place != expected:
            yield start, end, series.members[expected], series
            return


def _stranger(
    text: str, run: Run, gap: int, series: Series
) -> Iterator[tuple[int, int, str, Series]]:
    """Where one member is missing in its place and something else of its length stands there."""
    (_, end, place), (start, _, next_) = run[gap], run[gap + 1]
    between = text[end:start]
    word = between.strip("".join(_BETWEEN))
    at = end + between.index(word)
    places = [one for *_, one in run]
    if (
        next_ == place + 2
        and places == sorted(places)
        and len(places) == len(series.members) - 1
        and abs(len(word) - len(series.members[place + 1])) <= 1
        and not _BETWEEN & set(word)
    ):
        yield at, at + len(word), series.members[place + 1], series


def _at_an_end(text: str, run: Run, series: Series) -> tuple[int, int, str] | None:
    """The first or the last is missing and a word that is built like it stands in its place."""
    places = [place for *_, place in run]
    if places == list(range(1, len(series.members))):
        member, mark = series.members[0], run[0][0] - 1
        start, end = mark - len(member), mark
    elif places == list(range(len(series.members) - 1)):
        member, mark = series.members[-1], run[-1][1]
        start, end = mark + 1, mark + 1 + len(member)
    else:
        return None
    word = text[max(0, start) : end]
    if text[mark : mark + 1] not in _LISTING or len(word) != len(member) or word == member:
        return None
    listing = _BETWEEN - {"的"}
    many = len(series.members) >= _MANY and word[0] == member[0]
    if listing & set(word) or (word[-1] != member[-1] and not many):
        return None
    return start, end, member


def parse(text: str) -> AllSeries:
    """From the file."""
    version, rows = versioned.split(text)
    listed = []
    for row in rows:
        id_, kind, older, members = row.split("\t")
        listed.append(Series(id_, kind, older == "older", tuple(members.split(" "))))
    return AllSeries(version, tuple(listed))


@cache
def load() -> AllSeries:
    """The shipped series."""
    return parse((resources.files(__package__) / "data" / "series.tsv").read_text("utf-8"))
