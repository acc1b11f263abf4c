from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from core.clock import BEIJING
from core.period import Period
from core.subject import Account, Site
from core.verdict import Entry
from storage.database import Database
from storage.entries import add_entries, entries_at
from storage.subjects import save_subjects

NOW = datetime(2026, 4, 2, 9, tzinfo=BEIJING)
QUARTER = Period("2026Q1", date(2026, 1, 1), date(2026, 3, 31))


def told(site: Site, **more: object) -> Entry:
    whole = {"points": Decimal("1.5"), "url": "http://a.gov.test/x", "period": QUARTER, **more}
    return Entry(site.key, "D-A1-3", 2, "张三", NOW, "数据过时", **whole)  # type: ignore[arg-type]


def test_an_entry_comes_back_as_it_was_and_speaks_inside_its_period_only(
    database: Database, site: Site, account: Account
) -> None:
    with database.write() as tx:
        save_subjects(tx, [site, account], NOW, "导入")
        assert add_entries(tx, [told(site)]) == 1
    with database.read() as tx:
        last = datetime(2026, 3, 31, 23, 59, 59, tzinfo=BEIJING)
        assert entries_at(tx, site.key, last) == (told(site),)
        assert entries_at(tx, site.key, last + timedelta(seconds=1)) == ()
        assert entries_at(tx, account.key, last) == ()


def test_the_same_said_twice_is_kept_once_and_a_change_of_mind_is_added(
    database: Database, site: Site
) -> None:
    later = replace(told(site), count=0, points=None, at=NOW + timedelta(days=1))
    with database.write() as tx:
        save_subjects(tx, [site], NOW, "导入")
        again = replace(told(site), at=NOW + timedelta(hours=1), by="李四")
        assert add_entries(tx, [told(site), again, later]) == 2
        assert entries_at(tx, site.key, NOW - timedelta(days=9)) == (told(site), later)


def test_an_entry_without_a_period_speaks_for_any(database: Database, site: Site) -> None:
    always = told(site, period=None)
    with database.write() as tx:
        save_subjects(tx, [site], NOW, "导入")
        add_entries(tx, [always])
        assert entries_at(tx, site.key, NOW + timedelta(days=900)) == (always,)
