from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from core.clock import BEIJING
from scheduler.timetable import missed, ring, usual_timetable
from storage.schedule import Entry

NIGHT = Entry("夜间全扫", "nightly", "30 1 * * *")


def at(day, hour, minute):
    return datetime(2026, 11, day, hour, minute, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("started", "now", "lost"),
    [
        (at(20, 1, 30), at(20, 23, 0), False),
        (at(20, 1, 30), at(21, 1, 29), False),
        (at(20, 1, 30), at(21, 1, 30), True),
        (at(19, 1, 30), at(21, 9, 0), True),
        (at(20, 1, 31), at(20, 9, 0), False),
        (at(20, 0, 10), at(20, 9, 0), True),
    ],
)
def test_a_bell_that_rang_since_the_last_start_was_missed(started, now, lost):
    assert missed(replace(NIGHT, last_started=started), now) is lost


def test_a_line_that_never_ran_has_missed_nothing():
    assert not missed(NIGHT, at(21, 9, 0))


def test_a_line_struck_out_has_missed_nothing():
    assert not missed(replace(NIGHT, enabled=False, last_started=at(1, 0, 0)), at(21, 9, 0))


@pytest.mark.parametrize("per_day", [20, 24, 48])
def test_probes_are_spread_over_the_day_and_never_too_few(per_day):
    entries = [e for e in usual_timetable("01:30", ("08:00",), per_day) if e.job == "probe"]
    assert len(entries) >= per_day
    assert len({e.cron for e in entries}) == len(entries)


@pytest.mark.parametrize("time", ["25:00", "1点半", "01:60", ""])
def test_a_time_that_is_none_is_refused_in_chinese(time):
    with pytest.raises(ValueError, match="时:分"):
        usual_timetable(time, (), 24)


def test_the_bell_calls_by_name():
    heard = []
    bells = ring([replace(NIGHT, name="每分钟", cron="* * * * *")], heard.append)
    try:
        job = bells.get_job("每分钟")
        assert job.next_run_time - datetime.now(BEIJING) <= timedelta(minutes=1)  # noqa: TID251
        job.func(*job.args)
    finally:
        bells.shutdown(wait=False)
    assert heard == ["每分钟"]
