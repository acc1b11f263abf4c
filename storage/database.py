"""Open, upgrade and use the database. SQLite (WAL) and PostgreSQL behave alike behind this door."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from storage.tables import REVISION

_BUSY_SECONDS = 30


class UnusableDatabaseError(Exception):
    """The database cannot be used as it is; the message is a Chinese sentence for the person."""


@dataclass(frozen=True, slots=True)
class Database:
    """One open database."""

    engine: sa.Engine

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection to read by: it sees one moment of the database on SQLite."""
        with self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """One transaction: all of it or nothing. SQLite's writers queue up here, in order."""
        with (
            self.engine.connect().execution_options(govpatrol_writes=True) as connection,
            connection.begin(),
        ):
            yield connection

    @property
    def file(self) -> Path | None:
        """The SQLite file, None for PostgreSQL and for a database in memory."""
        name = self.engine.url.database
        on_disk = self.engine.dialect.name == "sqlite" and name and name != ":memory:"
        return Path(name) if on_disk and name else None

    def revision(self) -> str | None:
        """The migration it stands at; None for an empty one."""
        with self.read() as connection:
            return _revision(connection)

    def upgrade(self) -> None:
        """Bring it to this version's shape; a SQLite file is copied first, once per step up.

        Raises UnusableDatabaseError for a database that a newer version has written.
        """
        found = self.revision()
        if found == REVISION:
            return
        # Alembic takes half a second to import, and a database at rest does not need it.
        from storage.upgrade import known_revisions, run_migrations

        if found is not None and found not in known_revisions():
            raise UnusableDatabaseError(
                f"数据库由更新版本的程序写入（结构版本 {found}，本程序只到 {REVISION}）。"
                "请升级程序后再打开；数据库未作任何改动。"
            )
        if found is not None and self.file is not None:
            _copy(self.file, self.file.with_name(f"{self.file.name}.{found}至{REVISION}.bak"))
        run_migrations(self.engine)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_database(url: str | Path) -> Database:
    """Open by URL (sqlite:///…, postgresql://…) or by the path of a SQLite file, which may be new.

    Raises UnusableDatabaseError where it cannot be reached or is no database. Upgrades nothing.
    """
    try:
        where = _url(url)
        database = Database(_engine(where))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as wrong:
        raise UnusableDatabaseError(
            "数据库地址看不懂。可写成 SQLite 文件的路径，或 postgresql://用户:密码@主机/库名"
            f"（使用 PostgreSQL 需安装 govpatrol[pg]）：{type(wrong).__name__}"
        ) from wrong
    try:
        database.revision()
    except (DBAPIError, OSError) as wrong:
        database.close()
        why = str(wrong.orig if isinstance(wrong, DBAPIError) else wrong).splitlines()[0]
        shown = where.render_as_string(hide_password=True)
        raise UnusableDatabaseError(f"数据库打不开（{shown}）：{why}") from wrong
    return database


def _url(url: str | Path) -> sa.URL:
    if isinstance(url, Path) or "://" not in url:
        path = Path(url)
        path.parent.mkdir(parents=True, exist_ok=True)
        return sa.URL.create("sqlite", database=str(path))
    made = sa.make_url(url)
    if made.drivername in ("postgresql", "postgres"):
        return made.set(drivername="postgresql+psycopg")
    if made.get_backend_name() not in ("sqlite", "postgresql"):
        raise ArgumentError(made.drivername)
    return made


def _engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() == "postgresql":
        engine = sa.create_engine(url, pool_pre_ping=True)
    else:
        # No hidden transactions: BEGIN is ours to send, and IMMEDIATE for those who will write.
        # A reader that turns writer half-way would fail at once instead of waiting its turn.
        engine = sa.create_engine(
            url, connect_args={"timeout": _BUSY_SECONDS, "isolation_level": None}
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "before_cursor_execute", _clean, retval=True)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("govpatrol_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _clean(
    _connection: sa.Connection,
    _cursor: object,
    statement: str,
    parameters: Any,
    _context: object,
    executemany: bool,
) -> tuple[str, Any]:
    """Crawled text may hold NULs and lone surrogates; neither database takes both."""
    if executemany:
        return statement, [_clean_row(row) for row in parameters]
    return statement, _clean_row(parameters)


def _clean_row(row: Any) -> Any:
    if isinstance(row, dict):
        return {name: _clean_value(value) for name, value in row.items()}
    return tuple(_clean_value(value) for value in row)


def _clean_value(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if "\0" in value:
        value = value.replace("\0", "\ufffd")
    try:
        value.encode()
    except UnicodeEncodeError:
        return value.encode("utf-8", "replace").decode()
    return value


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _copy(source: Path, target: Path) -> None:
    """A whole copy, what still lies in the write-ahead log included."""
    reading, writing = sqlite3.connect(source), sqlite3.connect(target)
    try:
        reading.backup(writing)
    finally:
        reading.close()
        writing.close()
