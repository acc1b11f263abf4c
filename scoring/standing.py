"""Does a row trip for a subject? Three answers, because what was not seen is not known.

Of a row that reads ALL things (columns, probes, feeds) one unmeasured thing may still decide it, and
holds it open. Of a row that reads a SAMPLE (pages) it does not: the row speaks of the pages that were
read, and the rest is told as coverage. A check that could look at nothing at all holds either open.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from core.finding import Decision
from core.indicator import Indicator, JudgedBy, Reads, WhenUnseen
from core.result import Outcome, Result
from core.subject import Account, Site, Subject
from core.verdict import Entry, Standing


def tags(subject: Subject) -> frozenset[str]:
    """The words of `Indicator.applies_to` that name this subject: {"site", "portal"}."""
    kind = subject.kind.value
    return frozenset({kind, subject.category.value} if isinstance(subject, Site) else {kind})


def applies(row: Indicator, subject: Subject) -> bool:
    """Whether a row speaks about this subject at all."""
    if not tags(subject) & set(row.applies_to):
        return False
    platform = subject.platform.value if isinstance(subject, Account) else ""
    return not row.platforms or platform in row.platforms


@dataclass(frozen=True, slots=True)
class Weighed:
    """A row with all that was said for it, decided by people where they have decided.

    `fails` and `holds` are fingerprints, each once; `holds` are those that may yet become fails.
    """

    row: Indicator
    standing: Standing
    fails: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    reviews: tuple[str, ...] = ()  # of `holds`, those that a person can settle
    passes: int = 0
    unread: int = 0
    exempted: tuple[str, ...] = ()
    blind: bool = False  # how many there may be is unknown
    unseen: bool = False
    entry: Entry | None = None

    @property
    def least(self) -> Decimal:
        """What an entry charges. Fingerprints are priced in verdict.py, where rows meet."""
        if self.entry is None or self.standing is not Standing.TRIPPED:
            return Decimal(0)
        if self.entry.points is not None:
            return self.entry.points
        return self.row.points_each * self.entry.count


Exempt = Callable[[Result], bool]


def weigh(
    row: Indicator,
    results: Sequence[Result],
    rulings: Mapping[str, Decision],
    exempt: Exempt,
    entry: Entry | None = None,
) -> Weighed:
    """Stand a row. TRIPPED if the fails alone suffice, CLEAR if even the open ones could not.

    An entry speaks only for rows that a person or an import judges.
    """
    if not row.checks:
        if entry is None:
            return _unseen(row)
        tripped = entry.count >= row.trips_at
        return Weighed(row, Standing.TRIPPED if tripped else Standing.CLEAR, entry=entry)
    if not results:
        return _unseen(row)
    said: dict[str, set[Outcome]] = {}
    seen: set[str] = set()
    exempted: dict[str, None] = {}
    for result in results:
        outcome = _decided(row, result, rulings)
        if outcome is not Outcome.PASS and exempt(result):
            exempted[result.fingerprint] = None
            outcome = Outcome.PASS
        if outcome not in (Outcome.UNMEASURED, Outcome.ERROR):
            seen.add(result.check)
        said.setdefault(result.fingerprint, set()).add(outcome)
    worst = {
        name: next(o for o in _WORST_FIRST if o in outcomes) for name, outcomes in said.items()
    }
    of = {o: tuple(name for name, one in worst.items() if one is o) for o in _WORST_FIRST}
    fails, unread = of[Outcome.FAIL], of[Outcome.UNMEASURED]
    holds = of[Outcome.ERROR] + of[Outcome.REVIEW]
    blind = any(check not in seen for check in row.checks)
    if row.reads is Reads.ALL:
        holds, unread = holds + unread, ()
    if len(fails) >= row.trips_at:
        standing = Standing.TRIPPED
    elif blind or len(fails) + len(holds) >= row.trips_at:
        standing = Standing.OPEN
    else:
        standing = Standing.CLEAR
    return Weighed(
        row,
        standing,
        fails,
        holds,
        of[Outcome.REVIEW],
        len(of[Outcome.PASS]),
        len(unread),
        tuple(exempted),
        blind,
    )


_WORST_FIRST = (
    Outcome.FAIL,
    Outcome.ERROR,
    Outcome.REVIEW,
    Outcome.UNMEASURED,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)
"""Where the same fault was met on many pages it counts once, at its worst."""


def _unseen(row: Indicator) -> Weighed:
    is_open = row.when_unseen is WhenUnseen.OPEN
    return Weighed(row, Standing.OPEN if is_open else Standing.CLEAR, blind=is_open, unseen=True)


def _decided(row: Indicator, result: Result, rulings: Mapping[str, Decision]) -> Outcome:
    """What the machine said, under what a person has ruled and what the row leaves to people."""
    if result.outcome not in (Outcome.FAIL, Outcome.REVIEW):
        return result.outcome
    ruling = rulings.get(result.fingerprint)
    if ruling is not None:
        return Outcome.FAIL if ruling is Decision.CONFIRM else Outcome.PASS
    return Outcome.REVIEW if row.judged_by is JudgedBy.PERSON_CONFIRMS else result.outcome


def latest(entries: Iterable[Entry], subject: str, as_of: datetime) -> dict[str, Entry]:
    """The entry that holds for each row of one subject at a monitoring point."""
    mine = [
        entry
        for entry in entries
        if entry.subject == subject and (entry.period is None or entry.period.holds(as_of))
    ]
    return {entry.indicator: entry for entry in sorted(mine, key=lambda e: e.at)}
