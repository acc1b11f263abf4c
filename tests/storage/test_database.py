import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from storage.database import Database, UnusableDatabaseError, open_database
from storage.tables import REVISION, metadata, regions
from storage.upgrade import known_revisions


def test_climbing_the_migrations_from_nothing_gives_exactly_the_tables(url: str) -> None:
    database = open_database(url)
    assert database.revision() is None
    database.upgrade()
    assert database.revision() == REVISION
    with database.read() as tx:
        context = MigrationContext.configure(tx, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    database.close()


def test_the_tables_name_the_newest_migration() -> None:
    assert max(known_revisions()) == REVISION


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    database.upgrade()
    assert database.revision() == REVISION


def test_a_database_of_a_newer_program_is_refused_and_left_alone(database: Database) -> None:
    with database.write() as tx:
        tx.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UnusableDatabaseError, match="请升级程序"):
        database.upgrade()
    with database.write() as tx:
        tx.execute(sa.text("UPDATE alembic_version SET version_num = :own"), {"own": REVISION})


def test_a_sqlite_file_is_copied_before_it_is_migrated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(tmp_path / "govpatrol.db")
    database.upgrade()
    with database.write() as tx:
        tx.execute(sa.insert(regions).values(code="539901", name="云岭市"))
    # As if the next version of the program had one more step to climb.
    monkeypatch.setattr("storage.database.REVISION", "9000")
    database.upgrade()
    copy = tmp_path / f"govpatrol.db.{REVISION}至9000.bak"
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT name FROM regions").fetchall() == [("云岭市",)]


def test_a_database_at_rest_is_opened_without_alembic(tmp_path: Path) -> None:
    path = tmp_path / "govpatrol.db"
    open_database(path).upgrade()
    code = (
        "import sys; from storage.database import open_database; "
        f"open_database({str(path)!r}).upgrade(); print('alembic' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_a_file_that_is_no_database_is_refused_in_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "govpatrol.db"
    path.write_text("序号,网站标识码\n" * 400, encoding="utf-8")
    with pytest.raises(UnusableDatabaseError, match="数据库打不开"):
        open_database(path)


@pytest.mark.parametrize("url", ["mysql://root@127.0.0.1/x", "no://where", "postgresql://[::1"])
def test_an_address_we_cannot_use_is_refused_in_one_sentence(url: str) -> None:
    with pytest.raises(UnusableDatabaseError, match="数据库地址看不懂"):
        open_database(url)


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(UnusableDatabaseError, match="数据库打不开") as told:
        open_database("postgresql://clerk:hunter2@127.0.0.1:1/govpatrol")
    assert "hunter2" not in str(told.value)


def test_a_failed_transaction_leaves_nothing(database: Database) -> None:
    def half() -> None:
        with database.write() as tx:
            tx.execute(sa.insert(regions).values(code="539901", name="云岭市"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    with database.read() as tx:
        assert tx.execute(sa.select(regions)).all() == []


def test_bytes_that_no_database_takes_are_replaced_not_fatal(database: Database) -> None:
    with database.write() as tx:
        tx.execute(sa.insert(regions).values(code="539901", name="云\0岭\ud800市"))
    with database.read() as tx:
        assert tx.execute(sa.select(regions.c.name)).scalar_one() == "云\ufffd岭?市"
