"""名录核对: consecutive silent periods, and who was named twice in a year."""

from contextlib import ExitStack
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from core.clock import BEIJING
from core.period import Period
from core.run import Run
from core.subject import Account, Platform
from core.verdict import Grade, Verdict
from scheduler.office import open_office
from scheduler.reconcile import reconcile
from storage.runs import begin_run, finish_run
from storage.subjects import save_subjects
from storage.verdicts import save_verdict

NOW = datetime(2026, 3, 31, 17, tzinfo=BEIJING)
QUARTER = Period("2026年第一季度", date(2026, 1, 1), date(2026, 3, 31))
FAILED, FINE, PENDING = Grade.DISQUALIFIED, Grade.QUALIFIED, Grade.PENDING
SILENT, MENU = ("V-M2-1",), ("V-M3-1",)


def streak(tmp_path, period, *verdicts):
    """What is said of an account that got these verdicts, the last one first, so many days ago each."""
    account = Account(Platform.WECHAT, "qx", "青溪发布", "青溪市")
    with ExitStack() as stack:
        settings = {"rulebook.name": "watch"}
        office = stack.enter_context(open_office(tmp_path, {}, settings, lambda: NOW))
        with office.database.write() as tx:
            save_subjects(tx, [account], NOW, "测试")
            for days, grade, vetoed_by in verdicts:
                at = NOW - timedelta(days=days)
                run = begin_run(tx, Run(f"r{days}", "run", at, at, 1), [account])
                said = Verdict(
                    account.key,
                    at,
                    grade,
                    vetoed_by,
                    (Decimal(0), Decimal(0)),
                    (),
                    "watch",
                    "0",
                    "1",
                )
                save_verdict(tx, run.id, said)
                finish_run(tx, run.id, at)
        return next(iter(reconcile(office, period).streaks), None)


def test_silent_periods_are_counted_until_the_first_other_one(tmp_path):
    one = streak(
        tmp_path,
        QUARTER,
        (0, FAILED, SILENT),
        (90, FAILED, SILENT),
        (180, FAILED, MENU),
        (270, FINE, ()),
    )
    assert (one.running, one.silent, len(one.named), one.advice) == (3, 2, 3, "建议关停")


@pytest.mark.parametrize(("grade", "running"), [(PENDING, 0), (FINE, 0), (FAILED, 2)])
def test_a_pending_period_names_nobody_and_breaks_the_streak(tmp_path, grade, running):
    one = streak(
        tmp_path, QUARTER, (0, grade, SILENT if grade is FAILED else ()), (90, FAILED, SILENT)
    )
    assert (one.running, one.silent) == (running, running)
    assert one.advice == ("建议关停" if running else "")


def test_once_in_a_year_is_not_twice(tmp_path):
    one = streak(tmp_path, QUARTER, (0, FAILED, SILENT), (400, FAILED, SILENT))
    assert (len(one.named), one.advice) == (1, "")


def test_by_the_month_a_year_has_twelve_periods(tmp_path):
    march = Period("3月", date(2026, 3, 1), date(2026, 3, 31))
    one = streak(tmp_path, march, (0, FAILED, SILENT), (300, FAILED, SILENT))
    assert (one.running, len(one.named), one.advice) == (1, 2, "建议关停")


def test_an_account_that_was_never_named_is_not_listed(tmp_path):
    assert streak(tmp_path, QUARTER, (0, FINE, ()), (90, PENDING, ())) is None
