"""Reposts: found by title and text, timed to the minute or the day, drawn so that anybody can draw again."""

from datetime import datetime, timedelta

import pytest

from core.clock import BEIJING
from core.repost import Published, RepostOutcome, RepostTask
from scoring.reposts import draw, match

AT = datetime(2026, 3, 2, 10, 0, tzinfo=BEIJING)
TEXT = (
    "国务院办公厅近日印发通知，对做好春季农业生产工作作出部署，要求各地抓紧落实补贴资金，"
    "加强农资供应和质量监管，确保不误农时。"
)
TASK = RepostTask(
    "t", "国务院办公厅部署春季农业生产工作", "国办", AT, AT + timedelta(days=1), text=TEXT
)


def one(title=TASK.title, text=TEXT, hours=5.0, day_only=False):
    at = None if hours is None else AT + timedelta(hours=hours)
    return Published(title, text, at, "https://x.test/1", day_only)


@pytest.mark.parametrize(
    ("published", "outcome"),
    [
        (one(), "timely"),
        (one(title="转载｜国务院办公厅部署春季农业生产工作"), "timely"),
        (one(title="国务院办公厅部署 春季农业生产工作"), "timely"),
        (one(text=""), "timely"),
        (one(hours=24), "timely"),
        (one(hours=24.01), "late"),
        (one(title="国务院办公厅部署春季农业生产"), "altered"),
        (one(text=TEXT.replace("确保不误农时", "我市已全面完成任务，成效显著，走在前列")), "altered"),
        (one(hours=None), "unknown"),
        (one(title="市政府部署春季植树造林工作", text="今天上午，全市干部群众参加义务植树活动，" * 4), "missing"),
        (one(text="今天上午，全市干部群众参加义务植树活动，共栽种树木三千余株。" * 3, title="全市义务植树"), "missing"),
        (one(hours=-30), "missing"),
    ],
)  # fmt: skip
def test_one_text_is_told_apart(published, outcome):
    assert match(TASK, "site:1", [published], seen=True).outcome is RepostOutcome(outcome)


def test_a_day_alone_is_in_time_on_the_day_of_the_limit():
    day = (AT + timedelta(days=1)).replace(hour=0)
    assert (
        match(TASK, "s", [Published(TASK.title, TEXT, day, "u", True)], seen=True).outcome
        == "timely"
    )
    late = day + timedelta(days=1)
    assert (
        match(TASK, "s", [Published(TASK.title, TEXT, late, "u", True)], seen=True).outcome
        == "late"
    )


def test_not_found_is_missing_only_where_all_was_seen():
    assert match(TASK, "s", [], seen=True).outcome is RepostOutcome.MISSING
    assert match(TASK, "s", [], seen=False).outcome is RepostOutcome.UNKNOWN


def test_the_best_of_several_decides():
    found = match(TASK, "s", [one(title="国务院办公厅部署春季农业生产"), one()], seen=True)
    assert found.outcome is RepostOutcome.TIMELY


def test_the_same_seed_draws_the_same_tasks_whatever_their_order():
    tasks = [RepostTask(f"{n:02}", f"标题{n}", "", AT, AT) for n in range(37)]
    drawn = draw(tasks, 3, "2024Q1")
    assert drawn == draw(list(reversed(tasks)), 3, "2024Q1")
    assert len(drawn.drawn) == 3
    assert drawn.drawn != draw(tasks, 3, "2024Q2").drawn
    assert len(draw(tasks, 99, "x").drawn) == 37
