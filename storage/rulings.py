"""What people decided: rulings and exemptions. Rows are only ever added."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from core.finding import Exemption, Ruling
from storage.tables import exemptions, findings, rulings


def save_ruling(tx: sa.Connection, ruling: Ruling) -> None:
    """Append the bare ruling. `storage.review.add_ruling` is for people: it tells the finding too."""
    tx.execute(
        sa.insert(rulings).values(
            fingerprint=ruling.fingerprint,
            decision=ruling.decision,
            by=ruling.by,
            at=ruling.at,
            reason=ruling.reason,
        )
    )


def latest_rulings(tx: sa.Connection, subject: str = "") -> Mapping[str, Ruling]:
    """By fingerprint, the ruling that holds; of one subject, or of all."""
    newest = sa.select(sa.func.max(rulings.c.id)).group_by(rulings.c.fingerprint)
    if subject:
        ours = sa.select(findings.c.fingerprint).where(findings.c.subject == subject)
        newest = newest.where(rulings.c.fingerprint.in_(ours))
    rows = tx.execute(sa.select(rulings).where(rulings.c.id.in_(newest)))
    return {
        row.fingerprint: Ruling(row.fingerprint, row.decision, row.by, row.at, row.reason)
        for row in rows
    }


def rulings_of(tx: sa.Connection, fingerprint: str) -> tuple[Ruling, ...]:
    """Every ruling about one fingerprint, oldest first."""
    rows = tx.execute(
        sa.select(rulings).where(rulings.c.fingerprint == fingerprint).order_by(rulings.c.id)
    )
    return tuple(Ruling(row.fingerprint, row.decision, row.by, row.at, row.reason) for row in rows)


def save_exemption(tx: sa.Connection, exemption: Exemption) -> None:
    """Append a permission. To end one early, append the same with an earlier last day."""
    tx.execute(
        sa.insert(exemptions).values(
            subject=exemption.subject,
            check=exemption.check,
            locus=exemption.locus,
            until=exemption.until,
            by=exemption.by,
            at=exemption.at,
            reason=exemption.reason,
        )
    )


def active_exemptions(tx: sa.Connection, subject: str, on: date) -> tuple[Exemption, ...]:
    """What holds for a subject on a Beijing day. Of two for the same thing the later row speaks."""
    newest = (
        sa.select(sa.func.max(exemptions.c.id))
        .where(exemptions.c.subject == subject)
        .group_by(exemptions.c.check, exemptions.c.locus)
    )
    rows = tx.execute(
        sa.select(exemptions)
        .where(exemptions.c.id.in_(newest), exemptions.c.until >= on)
        .order_by(exemptions.c.id)
    )
    return tuple(
        Exemption(row.subject, row.check, row.until, row.by, row.at, row.reason, row.locus)
        for row in rows
    )
