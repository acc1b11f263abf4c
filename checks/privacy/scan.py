"""个人信息: one text with its tables and hidden places, read for every kind of leak.

Tables first, then running text, then what no reader sees. Pure: the same text gives the same leaks.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from checks.privacy.anchors import places
from checks.privacy.hit import Hit, apart
from checks.privacy.homes import scan_homes
from checks.privacy.illness import ILLNESSES, scan_illness
from checks.privacy.labelled import scan_labelled
from checks.privacy.leak import Clear, Leak, LeakType, Severity, masked
from checks.privacy.lines import tables_in
from checks.privacy.masks import scan_masks
from checks.privacy.names import name_before
from checks.privacy.normal import clean
from checks.privacy.numbers import Id, judge_id
from checks.privacy.runs import scan_runs
from checks.privacy.tables import Ruled, scan_table
from core.facts import Grid, HiddenText, PageText

_BATCH = 3  # people in one list from which a leak of identity numbers is one of a batch
_STRONG = frozenset({LeakType.ID, LeakType.BANK, LeakType.PASSPORT})
_KEYED = re.compile(r"""(?<=[\w"'])["']?\s*[=:]\s*["']?|["'&?{}\[\]<>]""")
_HEADING = 60
_FEW = 5  # numbers from which a list can testify
_LONG_NUMBER = re.compile(r"[0-9]{11}")
_ID_SHAPE = re.compile(r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9])")


@dataclass(frozen=True, slots=True)
class _Found:
    """A hit with its place told for people, and whether a reader sees it."""

    hit: Hit
    start: int
    end: int
    locator: str
    hidden: bool = False
    table: str = ""
    row: int = -1


@lru_cache(maxsize=4)
def scan(
    text: str,
    grids: tuple[Grid, ...] = (),
    hidden: tuple[HiddenText, ...] = (),
    *,
    today: date,
) -> tuple[Leak, ...]:
    """Every leak, in the order of the text. Several checks ask for the same page: it is read once."""
    found: list[_Found] = []
    judged: set[str] = set()
    if not text and grids:
        text = "\n".join("\n".join("\t".join(row) for row in grid.rows) for grid in grids)
    cleaned = clean(text)
    for grid in grids:
        ruled = scan_table(grid.rows, today, heading=_heading(text, grid))
        judged |= ruled.judged
        found += _in_grid(ruled, grid, text)
    words = cleaned.text
    flat = list(_listed(words, judged, today))
    flat += [
        hit
        for hit in _running(words, today)
        if hit.value not in judged and words[hit.start : hit.end] not in judged
    ]
    flat = _tested(flat, words, today)
    told = {(one.hit.type, one.hit.value) for one in found}
    for hit in apart(flat):
        if (hit.type, hit.value) not in told:
            start, end = cleaned.back(hit.start, hit.end)
            found.append(_Found(_named(hit, words), start, end, f"正文第{start + 1}字"))
    for place in hidden:
        found += _in_hidden(place, today)
    return _told(found, text)


def scan_page(page: PageText, today: date) -> tuple[Leak, ...]:
    """Every leak of a page, attachment or post; its address and title may tell a number too."""
    beside = []
    if _LONG_NUMBER.search(page.source.url):
        beside.append(HiddenText("网址", page.source.url))
    if _LONG_NUMBER.search(page.title) and page.title not in page.text:
        beside.append(HiddenText("标题", page.title))
    return scan(page.text, page.grids, (*page.hidden, *beside), today=today)


def _tested(hits: list[Hit], words: str, today: date) -> list[Hit]:
    """Without unlabelled numbers of the young, where most that look like them fail the check digit:
    a list of business numbers (region, date, serial), of which one in eleven passes by chance."""
    if not any(hit.rule == "id.young" for hit in hits):
        return hits
    verdicts = [judge_id(m[0], today) for m in _ID_SHAPE.finditer(words)]
    right = verdicts.count(Id.RIGHT)
    if len(verdicts) < _FEW or right * 2 >= len(verdicts):
        return hits
    return [hit for hit in hits if hit.rule != "id.young"]


def _running(words: str, today: date, numbers_only: bool = False) -> Iterable[Hit]:
    at = places(words, ILLNESSES)
    yield from scan_runs(words, today)
    yield from scan_labelled(words, today, at)
    if not numbers_only:
        yield from scan_masks(words, today)
        yield from scan_homes(words, at.get("home", ()))
        yield from scan_illness(words, at.get("illness", ()))


def _listed(words: str, judged: set[str], today: date) -> Iterable[Hit]:
    """Leaks of tables that stand in the text as lines; what they judge, running text leaves alone."""
    for listed in tables_in(words):
        heading = words[max(0, listed.starts[0][0] - _HEADING) : listed.starts[0][0]]
        ruled = scan_table(listed.rows, today, heading=heading)
        judged |= ruled.judged
        for one in ruled.hits:
            if one.column < len(listed.starts[one.row]):
                yield one.hit.moved(listed.starts[one.row][one.column])


def _heading(text: str, grid: Grid) -> str:
    """The words above a table."""
    first = next((cell for row in grid.rows for cell in row if cell), "")
    place = text.find(first) if first else -1
    return text[max(0, place - _HEADING) : place] if place > 0 else ""


def _in_grid(ruled: Ruled, grid: Grid, text: str) -> Iterable[_Found]:
    after: dict[str, int] = {}
    for one in ruled.hits:
        cell = grid.rows[one.row][one.column]
        hit = one.hit
        raw = cell.strip()[hit.start : hit.end]
        start = text.find(raw, after.get(raw, 0)) if raw else -1
        if start >= 0:
            after[raw] = start + len(raw)
        locator = f"{grid.place} 第{one.row + 1}行第{one.column + 1}列"
        end = start + len(raw) if start >= 0 else -1
        unseen = one.row in grid.hidden_rows or one.column in grid.hidden_columns
        yield _Found(hit, start, end, locator, unseen, grid.place, one.row)


def _in_hidden(place: HiddenText, today: date) -> Iterable[_Found]:
    """Attributes and scripts tell numbers only; comments and hidden sheets are read as text."""
    cleaned = clean(place.text, quoted=True)
    prose = place.place.startswith(("comment", "隐藏", "批注", "修订"))
    words = cleaned.text
    spaced = words if prose else _KEYED.sub(lambda m: " " * len(m[0]), words)
    source = _running(spaced, today, numbers_only=not prose)
    for hit in apart(list(source)):
        if prose or hit.type in _STRONG or hit.rule in ("mobile.citizen",):
            start, end = cleaned.back(hit.start, hit.end)
            yield _Found(_named(hit, spaced), start, end, place.place, hidden=True)


def _named(hit: Hit, words: str) -> Hit:
    return hit if hit.name else replace(hit, name=name_before(words, hit.start))


def _told(found: Sequence[_Found], text: str) -> tuple[Leak, ...]:
    """Each value once, with its count, the graver severity, and never in clear."""
    grave = _batch(found, text)
    firsts: dict[tuple[LeakType, str, str], Leak] = {}
    for one in found:
        hit = one.hit
        key = (hit.type, hit.value)
        severity = Severity.CRITICAL if key in grave else hit.severity
        # an illness is a fact of its own for each person who has it
        mine = (*key, hit.name if hit.type is LeakType.MEDICAL else "")
        first = firsts.get(mine)
        if first is None:
            firsts[mine] = Leak(
                hit.type,
                masked(hit.type, hit.value),
                one.start,
                one.end,
                severity,
                hit.rule,
                hit.name,
                one.locator,
                one.hidden,
                1,
                hit.candidates,
                Clear(hit.value),
            )
        else:
            firsts[mine] = replace(
                first,
                count=first.count + 1,
                severity=max(first.severity, severity),
                linked_to=first.linked_to or hit.name,
                hidden=first.hidden and one.hidden,
            )
    return tuple(sorted(firsts.values(), key=lambda leak: (leak.hidden, leak.start)))


def _batch(found: Sequence[_Found], text: str) -> set[tuple[LeakType, str]]:
    """Identity numbers of several people, and accounts that stand in a row with one."""
    people = {one.hit.value for one in found if one.hit.type is LeakType.ID and _is_whole(one.hit)}
    grave = {(LeakType.ID, value) for value in people} if len(people) >= _BATCH else set()
    accounts = [one for one in found if one.hit.type is LeakType.BANK]
    if accounts and people:
        rows = {_row(one, text) for one in found if one.hit.type is LeakType.ID}
        grave |= {(LeakType.BANK, a.hit.value) for a in accounts if _row(a, text) in rows}
    return grave


def _is_whole(hit: Hit) -> bool:
    return hit.severity is Severity.HIGH


def _row(one: _Found, text: str) -> tuple[str, int]:
    if one.table:
        return one.table, one.row
    return (one.locator, -1) if one.hidden else ("", text.count("\n", 0, max(0, one.start)))
