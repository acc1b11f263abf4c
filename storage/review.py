"""A person's decision reaches its finding: the ruling and the event are one transaction."""

from collections.abc import Iterable
from datetime import datetime

import sqlalchemy as sa

from core.finding import LIVING, Decision, Event, Exemption, FindingState, Ruling
from storage.findings import add_event, list_findings
from storage.rulings import save_exemption, save_ruling
from storage.tables import findings

_STATE_AFTER = {
    Decision.CONFIRM: FindingState.CONFIRMED,
    Decision.DISMISS: FindingState.DISMISSED,
}


def add_ruling(tx: sa.Connection, ruling: Ruling) -> None:
    """Append the ruling, and the event on the finding of that fingerprint where there is one."""
    save_ruling(tx, ruling)
    number = tx.execute(
        sa.select(findings.c.id).where(findings.c.fingerprint == ruling.fingerprint)
    ).scalar()
    if number:
        after = _STATE_AFTER[ruling.decision]
        add_event(tx, number, Event(ruling.at, after, ruling.by, ruling.reason))


def add_exemption(tx: sa.Connection, exemption: Exemption) -> None:
    """Append the permission and quieten the standing findings that it covers."""
    save_exemption(tx, exemption)
    for one in list_findings(tx, subject=exemption.subject, check=exemption.check):
        if exemption.locus in ("", one.locus) and one.state in LIVING:
            event = Event(exemption.at, FindingState.EXEMPTED, exemption.by, exemption.reason)
            add_event(tx, one.id, event)


def issue(tx: sa.Connection, ids: Iterable[str], by: str, now: datetime, paper: str) -> int:
    """已下发: of the named findings, those that people stand behind went out with a paper. How many.

    A candidate is nobody's word yet, and what is rectified needs no order.
    """
    wanted, sent = frozenset(ids), 0
    for one in list_findings(tx, states=(FindingState.CONFIRMED, FindingState.REOPENED)):
        if one.id in wanted:
            add_event(tx, one.id, Event(now, FindingState.NOTIFIED, by, paper))
            sent += 1
    return sent
