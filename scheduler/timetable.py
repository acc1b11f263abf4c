"""时间表: the table in the database is the truth; APScheduler only rings the bell.

APScheduler's own job store forgets a job whose function cannot be imported once; ours cannot.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from storage.schedule import Entry

ZONE = ZoneInfo("Asia/Shanghai")


def usual_timetable(nightly: str, accounts: Sequence[str], probes_per_day: int) -> list[Entry]:
    """The lines that the settings ask for. Times are HH:MM in Beijing.

    Probes are spread evenly over the day: 国办秘函〔2019〕19号 wants 20 or more a day, at intervals.
    """
    entries = [Entry("夜间全扫", "nightly", _at(nightly))]
    entries += [Entry(f"账号巡查 {time}", "accounts", _at(time)) for time in accounts]
    step = max(1, 24 * 60 // probes_per_day)
    minutes = range(0, 24 * 60, step)
    entries += [
        Entry(f"可用性探测 {m // 60:02}:{m % 60:02}", "probe", f"{m % 60} {m // 60} * * *")
        for m in minutes
    ]
    return entries


def missed(entry: Entry, now: datetime) -> bool:
    """Whether a bell rang since the line last started, and nobody heard it. Never begun: no."""
    if entry.last_started is None or not entry.enabled:
        return False
    due = _trigger(entry).get_next_fire_time(None, entry.last_started.astimezone(ZONE))
    # The bell of the very start itself is not a later one.
    if due is not None and due <= entry.last_started:
        due = _trigger(entry).get_next_fire_time(due, entry.last_started.astimezone(ZONE))
    return due is not None and due <= now


def ring(entries: Sequence[Entry], heard: Callable[[str], None]) -> BackgroundScheduler:
    """A started scheduler that calls `heard(entry name)` at each line's times."""
    bells = BackgroundScheduler(timezone=ZONE)
    for entry in entries:
        if entry.enabled:
            bells.add_job(
                heard,
                _trigger(entry),
                args=[entry.name],
                id=entry.name,
                coalesce=True,
                misfire_grace_time=None,
                max_instances=1,
                replace_existing=True,
            )
    bells.start()
    return bells


def _trigger(entry: Entry) -> CronTrigger:
    return CronTrigger.from_crontab(entry.cron, timezone=ZONE)


def _at(time: str) -> str:
    hour, _, minute = time.partition(":")
    if not (hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):  # noqa: PLR2004
        raise ValueError(f"时间“{time}”应写成 时:分，例如 01:30")
    return f"{int(minute)} {int(hour)} * * *"
