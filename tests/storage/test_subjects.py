from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from core.change import ChangeKind
from core.clock import BEIJING
from core.run import Run
from core.subject import Account, Column, ColumnKind, Region, RunState, Site, SubjectKind, Unit
from storage.database import Database
from storage.places import list_regions, list_units, save_regions, save_units
from storage.runs import begin_run
from storage.subjects import (
    get_subject,
    list_subjects,
    save_columns,
    save_subjects,
    subject_history,
)
from storage.tables import subject_changes

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=BEIJING)
LATER = NOW + timedelta(days=30)


def test_a_subject_read_back_equals_the_one_that_was_saved(
    database: Database, site: Site, account: Account
) -> None:
    with database.write() as tx:
        save_subjects(tx, [site, account], NOW, "导入")
    with database.read() as tx:
        assert get_subject(tx, site.key) == site
        assert get_subject(tx, account.key) == account
        assert get_subject(tx, "site:none") is None
        assert list_subjects(tx) == (account, site)
        assert list_subjects(tx, kinds=[SubjectKind.SITE]) == (site,)
        assert list_subjects(tx, region="539901") == (site,)


def test_saving_the_same_twice_writes_no_history(database: Database, site: Site) -> None:
    with database.write() as tx:
        first = save_subjects(tx, [site], NOW, "导入")
        second = save_subjects(tx, [site], LATER, "导入")
    assert [change.kind for change in first] == [ChangeKind.NEW]
    assert second == ()
    with database.read() as tx:
        assert len(subject_history(tx, site.key)) == 1


@pytest.mark.parametrize(
    ("news", "kinds"),
    [
        ({"name": "云岭市人民政府网"}, [ChangeKind.RENAMED]),
        ({"state": RunState.CLOSED}, [ChangeKind.CLOSED]),
        ({"state": RunState.DEREGISTERED}, [ChangeKind.CLOSED]),
        ({"state": RunState.MIGRATED}, [ChangeKind.MOVED]),
        ({"url": "http://new.yunling.gov.test/"}, [ChangeKind.MOVED]),
        ({"region": "539902"}, [ChangeKind.MOVED]),
        ({"url": "https://www.yunling.gov.test/"}, [ChangeKind.CHANGED]),
        ({"sponsor": "云岭市大数据局"}, [ChangeKind.CHANGED]),
        ({"name": "新名", "region": "539902"}, [ChangeKind.RENAMED, ChangeKind.MOVED]),
        ({"name": "新名", "icp": "滇ICP备1号"}, [ChangeKind.RENAMED, ChangeKind.CHANGED]),
    ],
)
def test_each_difference_is_called_by_its_name(
    database: Database, site: Site, news: dict[str, object], kinds: list[ChangeKind]
) -> None:
    after = replace(site, **news)  # type: ignore[arg-type]
    with database.write() as tx:
        save_subjects(tx, [site], NOW, "导入")
        changes = save_subjects(tx, [after], LATER, "王某")
    assert [change.kind for change in changes] == kinds
    with database.read() as tx:
        told = subject_history(tx, site.key, since=LATER)
        assert [(one.before, one.after, one.by) for one in told] == [(site, after, "王某")] * len(
            kinds
        )


def test_a_sheet_without_columns_leaves_the_columns_standing(
    database: Database, site: Site
) -> None:
    with database.write() as tx:
        save_subjects(tx, [site], NOW, "导入")
        save_subjects(tx, [replace(site, name="新名", columns=())], LATER, "导入")
        assert get_subject(tx, site.key) == replace(site, name="新名")


def test_columns_are_replaced_as_a_whole_and_remembered(database: Database, site: Site) -> None:
    only = Column("政策文件", "http://www.yunling.gov.test/zc/", ColumnKind.POLICY)
    with database.write() as tx:
        save_subjects(tx, [site], NOW, "导入")
        save_columns(tx, site.key, [only], LATER, "导入")
        assert get_subject(tx, site.key) == replace(site, columns=(only,))
        save_columns(tx, site.key, [], LATER, "导入")
        assert get_subject(tx, site.key) == replace(site, columns=())
        history = subject_history(tx, site.key)
    assert [(one.kind, len(one.after.columns)) for one in history] == [  # type: ignore[union-attr]
        (ChangeKind.NEW, 2),
        (ChangeKind.CHANGED, 1),
        (ChangeKind.CHANGED, 0),
    ]
    with pytest.raises(KeyError), database.write() as tx:
        save_columns(tx, "site:none", [only], NOW, "导入")


def test_a_scanned_address_enters_the_registry_only_when_registered(
    database: Database, site: Site, a_run: Callable[..., Run]
) -> None:
    with database.write() as tx:
        begin_run(tx, a_run(), [site])
        assert get_subject(tx, site.key) == site
        assert list_subjects(tx) == ()
        changes = save_subjects(tx, [site], NOW, "导入")
        assert [change.kind for change in changes] == [ChangeKind.NEW]
        begin_run(tx, a_run("second"), [replace(site, name="扫描时随便写的名字")])
        assert list_subjects(tx) == (site,)


def test_history_rows_are_never_changed(database: Database, site: Site) -> None:
    with database.write() as tx:
        save_subjects(tx, [site], NOW, "导入")
        before = tx.execute(sa.select(subject_changes)).all()
        save_subjects(tx, [replace(site, name="新名")], LATER, "导入")
        assert tx.execute(sa.select(subject_changes)).all()[:1] == before


def test_regions_and_units_are_known_by_code_and_by_name_in_region(database: Database) -> None:
    with database.write() as tx:
        save_regions(tx, [Region("539901", "云岭区"), Region("539900", "云岭市")])
        save_regions(tx, [Region("539901", "云岭县")])
        save_units(tx, [Unit("教育局", "539901"), Unit("教育局", "539900")])
        save_units(tx, [Unit("教育局", "539901", parent="县政府办公室")])
    with database.read() as tx:
        assert list_regions(tx) == (Region("539900", "云岭市"), Region("539901", "云岭县"))
        assert list_units(tx) == (
            Unit("教育局", "539900"),
            Unit("教育局", "539901", "县政府办公室"),
        )
