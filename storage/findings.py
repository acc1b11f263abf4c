"""Findings: opened once, followed through every run, never overwritten by a person's silence."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from core.clock import beijing_day
from core.finding import LIVING, Event, Exemption, Finding, FindingState
from core.period import Period
from core.result import Outcome, Result
from storage.moments import day_bounds
from storage.numbers import next_numbers
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
    fresh = [one for fingerprint, one in seen.items() if fingerprint not in known]
    names = {one.fingerprint: one.id for one in known.values()} | _open(tx, fresh, now)
    again = [
        (names[fingerprint], seen[fingerprint]) for fingerprint in seen if fingerprint in known
    ]
    _refresh(tx, again, now)
    events = [
        (names[fingerprint], Event(now, turn[0], run, turn[1]))
        for fingerprint, result in seen.items()
        if (turn := _turn(known.get(fingerprint), _permit(permits, result)))
    ]
    looked = _Looked(said)
    events += [
        (old.id, Event(now, FindingState.RECTIFIED, run, "复查未再发现"))
        for old in known.values()
        if old.fingerprint not in seen and old.state in LIVING and looked.settled(old)
    ]
    _append(tx, events)
    return [one for one in _load(tx, findings.c.subject == subject) if one.fingerprint in seen]


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


class _Looked:
    """What the checks of one subject settled in a run, by check."""

    def __init__(self, said: Iterable[Result]) -> None:
        self.passed: set[tuple[str, str]] = set()
        self.spoken: set[tuple[str, str]] = set()
        self.failed: set[tuple[str, str]] = set()
        for one in said:
            if one.outcome in _UNSETTLED:
                self.failed.add((one.check, one.locus))
            elif one.outcome in _SEEN or one.outcome is Outcome.PASS:
                self.spoken.add((one.check, one.evidence.url))
            if one.outcome is Outcome.PASS:
                self.passed.add((one.check, one.locus))

    def settled(self, old: Finding) -> bool:
        """Whether the same check settled the very thing that was found, and this time without it.

        It passed at that locus, or for the subject as a whole; or it spoke again about the address
        at fault and named other faults only. An address we failed to reach settles nothing.
        """
        place, whole = (old.check, old.locus), (old.check, old.subject)
        address = (old.check, old.evidence.url)
        if self.failed & {place, whole, address}:
            return False
        return bool(self.passed & {place, whole}) or address in self.spoken


def _permit(permits: Sequence[Exemption], result: Result) -> Exemption | None:
    return next(
        (p for p in permits if p.check == result.check and p.locus in ("", result.locus)), None
    )


def _open(tx: sa.Connection, fresh: Sequence[Result], now: datetime) -> dict[str, str]:
    """Give new findings their numbers; number by fingerprint."""
    if not fresh:
        return {}
    names = next_numbers(tx, f"WT{beijing_day(now).year}", len(fresh))
    rows = [
        {
            "id": name,
            "fingerprint": one.fingerprint,
            "subject": one.subject,
            "check": one.check,
            "outcome": one.outcome,
            "message": one.message,
            "locus": one.locus,
            "evidence": one.evidence,
            "first_seen": now,
            "last_seen": now,
            "state": FindingState.CANDIDATE,
        }
        for name, one in zip(names, fresh, strict=True)
    ]
    tx.execute(sa.insert(findings), rows)
    return {one.fingerprint: name for name, one in zip(names, fresh, strict=True)}


def _refresh(tx: sa.Connection, again: Sequence[tuple[str, Result]], now: datetime) -> None:
    """The newest sighting speaks; every older one still lies in the results of its run."""
    if not again:
        return
    tx.execute(
        sa.update(findings).where(findings.c.id == sa.bindparam("name")),
        [
            {
                "name": name,
                "outcome": one.outcome,
                "message": one.message,
                "evidence": one.evidence,
                "last_seen": now,
            }
            for name, one in again
        ],
    )


def add_event(tx: sa.Connection, finding: str, event: Event) -> None:
    """Append a change of state. KeyError where no finding has that number."""
    if tx.execute(sa.select(findings.c.id).where(findings.c.id == finding)).first() is None:
        raise KeyError(finding)
    _append(tx, [(finding, event)])


def _append(tx: sa.Connection, events: Sequence[tuple[str, Event]]) -> None:
    """The one place where a finding's state changes: the event and the state go together."""
    if not events:
        return
    tx.execute(
        sa.insert(finding_events),
        [
            {"finding": name, "at": e.at, "state": e.state, "by": e.by, "reason": e.reason}
            for name, e in events
        ],
    )
    tx.execute(
        sa.update(findings).where(findings.c.id == sa.bindparam("name")),
        [{"name": name, "state": event.state} for name, event in events],
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
