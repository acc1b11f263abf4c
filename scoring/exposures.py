"""个人信息泄露统计: 起, 人 and 条 by county and by unit, from the first day of the year.

A leak that was taken down or mended happened all the same, and is counted; one that nobody has confirmed
waits, and is counted apart.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from core.exposure import Exposure, ExposureRow, Level
from core.finding import Finding, FindingState
from core.indicator import Rulebook
from core.period import Period
from core.subject import Subject
from core.verdict import Verdict
from scoring.ledger import held

_NOT_COUNTED = frozenset({FindingState.DISMISSED, FindingState.EXEMPTED})
_LEVELS = tuple(sorted(Level, reverse=True))


def exposure_rows(
    period: Period,
    subjects: Mapping[str, Subject],
    verdicts: Mapping[str, Verdict],
    year: Sequence[Finding],
    rulebook: Rulebook,
    label: Callable[[Subject], str],
) -> tuple[ExposureRow, ...]:
    """One row a label, those with most items first; `year` holds the findings since its first day."""
    told = [one for one in year if one.evidence.exposure and one.state not in _NOT_COUNTED]
    sure = {one.id for one, _, _ in held(told, subjects, verdicts, rulebook)}
    under: dict[str, list[Finding]] = {}
    for one in told:
        if subject := subjects.get(one.subject):
            under.setdefault(label(subject), []).append(one)
    rows = (_row(name, ones, sure, period) for name, ones in under.items())
    return tuple(sorted(rows, key=lambda row: (-row.items, -row.waiting, row.label)))


def _row(label: str, ones: Sequence[Finding], sure: set[str], period: Period) -> ExposureRow:
    """Several findings of one address are one item: an ID number, a phone and an account in one list."""
    items: dict[str, list[Finding]] = {}
    for one in ones:
        items.setdefault(one.evidence.url, []).append(one)
    certain = [found for found in items.values() if any(one.id in sure for one in found)]
    whole = [max(map(_exposure, found), key=_weight) for found in certain]
    return ExposureRow(
        label,
        sum(period.holds(min(one.first_seen for one in found)) for found in certain),
        len(certain),
        _people(whole),
        sum(one.fields for one in whole),
        tuple(sum(one.level is level for one in whole) for level in _LEVELS),
        len(items) - len(certain),
    )


def _people(whole: Iterable[Exposure]) -> int:
    """Those of a key once, however often they were exposed; those of none as often as they were."""
    keys: set[str] = set()
    nameless = 0
    for one in whole:
        keys |= set(one.keys)
        nameless += one.people - len(one.keys)
    return len(keys) + nameless


def _exposure(one: Finding) -> Exposure:
    assert one.evidence.exposure is not None  # noqa: S101 - only such were let in
    return one.evidence.exposure


def _weight(one: Exposure) -> tuple[int, int]:
    return one.level, one.fields
