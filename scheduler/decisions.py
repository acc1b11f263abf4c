"""People's decisions about one subject, gathered from where they are kept."""

from datetime import datetime

import sqlalchemy as sa

from core.clock import beijing_day
from scheduler.judge import Decided
from storage.entries import entries_at
from storage.rulings import active_exemptions, latest_rulings


def decisions_of(tx: sa.Connection, subject: str, as_of: datetime) -> Decided:
    """Rulings as they are now; permissions and entries that hold at the monitoring point."""
    return Decided(
        {mark: ruling.decision for mark, ruling in latest_rulings(tx, subject).items()},
        active_exemptions(tx, subject, beijing_day(as_of)),
        entries_at(tx, subject, as_of),
    )
