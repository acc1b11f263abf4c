"""A period as two moments."""

from datetime import datetime, time

from core.clock import BEIJING
from core.period import Period


def day_bounds(period: Period) -> tuple[datetime, datetime]:
    """The first and the last moment of a period, Beijing time; both belong to it."""
    return (
        datetime.combine(period.start, time.min, BEIJING),
        datetime.combine(period.end, time.max, BEIJING),
    )
