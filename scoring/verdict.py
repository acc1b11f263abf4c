"""A subject's verdict: a veto ends it; else 100 less the deductions, and the bonus if it is earned.

国办秘函〔2019〕19号 指标说明: any veto is 不合格 and nothing else is scored; below 60 不合格; above 80 the bonus
counts; an item never costs more than it is worth. What is still open is counted both ways, so the
score is a span that narrows as we learn.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from core.clock import beijing_day
from core.finding import Decision, Exemption
from core.indicator import Indicator, Kind, Rulebook
from core.result import Result
from core.subject import Subject
from core.verdict import Entry, Grade, RowStanding, Standing, Verdict
from scoring.standing import Exempt, Weighed, applies, latest, tags, weigh

_ZERO = Decimal(0)
_CENT = Decimal("0.01")


def judge(
    rulebook: Rulebook,
    subject: Subject,
    results_by_row: Mapping[str, Sequence[Result]],
    rulings: Mapping[str, Decision],
    exemptions: Iterable[Exemption],
    as_of: datetime,
    code_version: str,
    *,
    entries: Iterable[Entry] = (),
    waived: Iterable[str] = (),
) -> Verdict:
    """Weigh every row that applies. `rulings` by fingerprint; `waived` are parts nobody checks here.

    ValueError where a part is waived that the rulebook does not allow to be.
    """
    waived = frozenset(waived)
    if forbidden := waived - set(rulebook.waivable):
        raise ValueError(f"指标集 {rulebook.id} 不允许免查：{'、'.join(sorted(forbidden))}")
    dropped = {item.id for item in rulebook.items if item.part in waived}
    rows = [r for r in rulebook.indicators if applies(r, subject) and r.item not in dropped]
    exempt = _exempting(exemptions, subject, as_of)
    entered = latest(entries, subject.key, as_of)
    weighed = [
        weigh(row, results_by_row.get(row.id, ()), rulings, exempt, entered.get(row.id))
        for row in rows
    ]
    standings = _priced(weighed)
    vetoed = tuple(s.indicator for s in _of(rows, standings, Kind.VETO) if _tripped(s))
    undecided = any(s.standing is Standing.OPEN for s in _of(rows, standings, Kind.VETO))
    score = None
    if not vetoed and tags(subject) & set(rulebook.scored):
        score = _span(rulebook, rows, standings, dropped)
    return Verdict(
        subject.key,
        as_of,
        _grade(rulebook, vetoed, undecided, score),
        vetoed,
        score,
        standings,
        rulebook.id,
        rulebook.sha256,
        code_version,
    )


def _grade(
    rulebook: Rulebook,
    vetoed: tuple[str, ...],
    undecided: bool,
    score: tuple[Decimal, Decimal] | None,
) -> Grade:
    if vetoed or (score is not None and score[1] < rulebook.pass_at):
        return Grade.DISQUALIFIED
    if undecided or (score is not None and score[0] < rulebook.pass_at):
        return Grade.PENDING
    return Grade.QUALIFIED


def _exempting(exemptions: Iterable[Exemption], subject: Subject, as_of: datetime) -> Exempt:
    """A permission covers its last day. It may be given after the monitoring point: so clerks do."""
    day = beijing_day(as_of)
    held = [e for e in exemptions if e.subject == subject.key and e.until >= day]
    whole = {e.check for e in held if not e.locus}
    loci = {(e.check, e.locus) for e in held}
    return lambda result: result.check in whole or (result.check, result.locus) in loci


@dataclass(slots=True)
class _Claims:
    """一处问题只扣一次: fingerprints that an earlier row has charged, or may come to charge."""

    surely: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)


def _priced(weighed: Sequence[Weighed]) -> tuple[RowStanding, ...]:
    """Price rows in the rulebook's order. The bounds hold whatever is learned later: the low one
    leaves out what an earlier row may yet charge, the high one only what it surely has."""
    claims = _Claims()
    return tuple(_price(one, claims) for one in weighed)


def _price(one: Weighed, claims: _Claims) -> RowStanding:
    row, low, high = one.row, _ZERO, _ZERO
    findings = one.fails + one.reviews
    if row.kind in (Kind.DEDUCTION, Kind.BONUS):
        if one.standing is Standing.TRIPPED:
            low = one.least + row.points_each * len(set(one.fails) - claims.perhaps)
        if one.standing is not Standing.CLEAR:
            left = {*one.fails, *one.holds} - claims.surely
            high = row.cap if one.blind else one.least + row.points_each * len(left)
        findings = tuple(name for name in findings if name not in claims.surely)
        if one.standing is Standing.TRIPPED:
            claims.surely.update(one.fails)
        if one.standing is not Standing.CLEAR:
            claims.perhaps.update(one.fails, one.holds)
    return RowStanding(
        row.id,
        one.standing,
        one.entry.count if one.entry else len(one.fails),
        len(one.holds),
        one.passes,
        min(low, row.cap),
        min(high, row.cap),
        findings,
        one.unseen,
        one.exempted,
        one.unread,
    )


def _span(
    rulebook: Rulebook,
    rows: Sequence[Indicator],
    standings: Sequence[RowStanding],
    dropped: set[str],
) -> tuple[Decimal, Decimal]:
    caps = {item.id: item.cap for item in rulebook.items}
    least: dict[str, Decimal] = {}
    most: dict[str, Decimal] = {}
    earned = [_ZERO, _ZERO]
    for row, stands in zip(rows, standings, strict=True):
        if row.kind is Kind.DEDUCTION:
            least[row.item] = least.get(row.item, _ZERO) + stands.low
            most[row.item] = most.get(row.item, _ZERO) + stands.high
        elif row.kind is Kind.BONUS:
            earned = [earned[0] + stands.low, earned[1] + stands.high]
    full = rulebook.baseline - sum((caps[item] for item in dropped), _ZERO)
    lost = [sum((min(x, caps[i]) for i, x in by.items()), _ZERO) for by in (most, least)]
    low, high = (
        _with_bonus(rulebook, max(full - x, _ZERO), full, bonus)
        for x, bonus in zip(lost, earned, strict=True)
    )
    return low, high


def _with_bonus(rulebook: Rulebook, left: Decimal, full: Decimal, earned: Decimal) -> Decimal:
    """Scale what is left of a shortened table to the whole one (75 分 x 4/3), then add the bonus."""
    base = left
    if full != rulebook.baseline:
        base = (left * rulebook.baseline / full).quantize(_CENT, ROUND_HALF_UP)
    return base + min(earned, rulebook.bonus_max) if base > rulebook.bonus_at else base


def _of(
    rows: Sequence[Indicator], standings: Sequence[RowStanding], kind: Kind
) -> list[RowStanding]:
    return [s for row, s in zip(rows, standings, strict=True) if row.kind is kind]


def _tripped(stands: RowStanding) -> bool:
    return stands.standing is Standing.TRIPPED
