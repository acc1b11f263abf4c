"""Findings: opened once, followed through every run, never overwritten by a person's silence."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from core.clock import beijing_day
from core.finding import LIVING, Event, Exemption, Finding, FindingState
from core.period import Period
from core.result import Outcome, Result
from storage.moments import day_bounds
from storage.numbers import next_number
from storage.rulings import active_exemptions
from storage.tables import finding_events, findings

_SEEN = frozenset({Outcome.FAIL, Outcome.REVIEW})
_UNSETTLED = frozenset({Outcome.UNMEASURED, Outcome.ERROR})
_GONE = frozenset({FindingState.RECTIFIED, FindingState.REMOVED})


def record_findings(
    tx: sa.Connection, run: str, results: Iterable[Result], now: datetime, *, healthy: bool = True
) -> tuple[Finding, ...]:
    """Follow the findings of every subject that `results` speak of; give back those seen now.

    Hand in ALL results of a subject in the run, passes and unmeasured included: what was seen
    opens or refreshes a finding (and reopens a rectified one); what was looked at again and not
    seen is rectified; what was not looked at stays as it is. Dismissed and exempted ones stay quiet.
    An unhealthy run changes nothing and gives back nothing.
    """
    if not healthy:
        return ()
    by_subject: dict[str, list[Result]] = {}
    for one in results:
        by_subject.setdefault(one.subject, []).append(one)
    return tuple(
        found
        for subject, said in by_subject.items()
        for found in _record(tx, run, subject, said, now)
    )


def _record(
    tx: sa.Connection, run: str, subject: str, said: Sequence[Result], now: datetime
) -> list[Finding]:
    known = {one.fingerprint: one for one in _load(tx, findings.c.subject == subject)}
    # One fault met twice in a run (on two pages, or against two limits) is one finding: its first
    # FAIL speaks, and a REVIEW where there is none.
    seen: dict[str, Result] = {}
    for one in sorted(said, key=lambda one: one.outcome is Outcome.REVIEW):
        if one.outcome in _SEEN:
            seen.setdefault(one.fingerprint, one)
    permits = active_exemptions(tx, subject, beijing_day(now))
    for fingerprint, result in seen.items():
        old = known.get(fingerprint)
        number = old.id if old else _open(tx, result, now)
        if old:
            _refresh(tx, old.id, result, now)
        if turn := _turn(old, _permit(permits, result)):
            add_event(tx, number, Event(now, turn[0], run, turn[1]))
    for old in known.values():
        if old.fingerprint not in seen and old.state in LIVING and _looked_again(old, said):
            add_event(tx, old.id, Event(now, FindingState.RECTIFIED, run, "复查未再发现"))
    return list(_load(tx, findings.c.fingerprint.in_(seen)))


def _turn(old: Finding | None, permit: Exemption | None) -> tuple[FindingState, str] | None:
    """What a finding that was just seen becomes, and why; None where it stays what it is."""
    state = old.state if old else None
    if permit:
        quiet = state in (FindingState.EXEMPTED, FindingState.DISMISSED)
        return None if quiet else (FindingState.EXEMPTED, permit.reason)
    if state is None:
        return FindingState.CANDIDATE, ""
    if state in _GONE:
        return FindingState.REOPENED, "整改后再次发现"
    if state is FindingState.EXEMPTED:
        return FindingState.CANDIDATE, "豁免已到期"
    return None


def _looked_again(old: Finding, said: Sequence[Result]) -> bool:
    """Whether the same check settled the very thing that was found, and this time without it.

    Settled: it passed at that locus, or for the subject as a whole; or it spoke again about the
    address at fault and named other faults only. An address we failed to reach settles nothing.
    """
    same = [one for one in said if one.check == old.check]
    places = {old.locus, old.evidence.url}
    if any(one.outcome in _UNSETTLED and one.locus in {*places, old.subject} for one in same):
        return False
    return any(
        (one.outcome is Outcome.PASS and one.locus in (old.locus, old.subject))
        or (one.outcome in _SEEN | {Outcome.PASS} and one.evidence.url == old.evidence.url)
        for one in same
    )


def _permit(permits: Sequence[Exemption], result: Result) -> Exemption | None:
    return next(
        (p for p in permits if p.check == result.check and p.locus in ("", result.locus)), None
    )


def _open(tx: sa.Connection, result: Result, now: datetime) -> str:
    number = next_number(tx, f"WT{beijing_day(now).year}")
    tx.execute(
        sa.insert(findings).values(
            id=number,
            fingerprint=result.fingerprint,
            subject=result.subject,
            check=result.check,
            outcome=result.outcome,
            message=result.message,
            locus=result.locus,
            evidence=result.evidence,
            first_seen=now,
            last_seen=now,
            state=FindingState.CANDIDATE,
        )
    )
    return number


def _refresh(tx: sa.Connection, number: str, result: Result, now: datetime) -> None:
    """The newest sighting speaks; every older one still lies in the results of its run."""
    tx.execute(
        sa.update(findings)
        .where(findings.c.id == number)
        .values(
            outcome=result.outcome,
            message=result.message,
            evidence=result.evidence,
            last_seen=now,
        )
    )


def add_event(tx: sa.Connection, finding: str, event: Event) -> None:
    """Append a change of state. KeyError where no finding has that number."""
    changed = tx.execute(
        sa.update(findings).where(findings.c.id == finding).values(state=event.state)
    )
    if not changed.rowcount:
        raise KeyError(finding)
    tx.execute(
        sa.insert(finding_events).values(
            finding=finding, at=event.at, state=event.state, by=event.by, reason=event.reason
        )
    )


def find_finding(tx: sa.Connection, name: str) -> Finding | None:
    """By its number (WT2026000123, in any case) or by the start of its fingerprint (6 or more).

    None where none fits, or where a short start fits several.
    """
    name = name.strip()
    wanted = findings.c.id == name.upper()
    if len(name) >= 6 and not set(name.lower()) - set("0123456789abcdef"):  # noqa: PLR2004
        wanted = sa.or_(wanted, findings.c.fingerprint.startswith(name.lower()))
    found = _load(tx, wanted, limit=2)
    return found[0] if len(found) == 1 else None


def list_findings(
    tx: sa.Connection,
    *,
    subject: str = "",
    check: str = "",
    states: Iterable[FindingState] = (),
    seen_in: Period | None = None,
) -> tuple[Finding, ...]:
    """Findings by number. `seen_in`: those whose life from first to last sight touches the period."""
    wanted: list[sa.ColumnElement[bool]] = [sa.true()]
    if subject:
        wanted.append(findings.c.subject == subject)
    if check:
        wanted.append(findings.c.check == check)
    if chosen := tuple(states):
        wanted.append(findings.c.state.in_(chosen))
    if seen_in:
        start, end = day_bounds(seen_in)
        wanted += [findings.c.first_seen <= end, findings.c.last_seen >= start]
    return _load(tx, *wanted)


def standing_findings(tx: sa.Connection, subject: str) -> Mapping[str, Finding]:
    """The living findings of a subject by fingerprint."""
    return {one.fingerprint: one for one in list_findings(tx, subject=subject, states=LIVING)}


def _load(
    tx: sa.Connection, *wanted: sa.ColumnElement[bool], limit: int | None = None
) -> tuple[Finding, ...]:
    chosen = sa.select(findings.c.id).where(*wanted).order_by(findings.c.id).limit(limit)
    events: dict[str, list[Event]] = {}
    for row in tx.execute(
        sa.select(finding_events)
        .where(finding_events.c.finding.in_(chosen))
        .order_by(finding_events.c.id)
    ):
        events.setdefault(row.finding, []).append(Event(row.at, row.state, row.by, row.reason))
    rows = tx.execute(sa.select(findings).where(findings.c.id.in_(chosen)).order_by(findings.c.id))
    return tuple(
        Finding(
            row.id,
            row.fingerprint,
            row.subject,
            row.check,
            row.outcome,
            row.message,
            row.locus,
            row.evidence,
            row.first_seen,
            row.last_seen,
            tuple(events.get(row.id, ())),
        )
        for row in rows
    )
