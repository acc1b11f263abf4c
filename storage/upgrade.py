"""Alembic, driven from here: no alembic.ini, and one transaction for the whole way up."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

_MIGRATIONS = Path(__file__).with_name("migrations")
_LOCK = 20190419  # any number that all of ours agree on


def alembic_config() -> Config:
    """Where the migrations lie."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def known_revisions() -> frozenset[str]:
    """Every revision that this version of the program knows."""
    scripts = ScriptDirectory.from_config(alembic_config())
    return frozenset(script.revision for script in scripts.walk_revisions())


def run_migrations(engine: sa.Engine) -> None:
    """To the newest revision, all of it or nothing."""
    with engine.connect().execution_options(govpatrol_writes=True) as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # A batch migration drops and renames tables; this cannot be said inside a transaction.
            connection.connection.cursor().execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                if not sqlite:  # of two who upgrade at once, one waits (BEGIN IMMEDIATE on SQLite)
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
                config = alembic_config()
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise RuntimeError("foreign keys broken by a migration")
        finally:
            if sqlite:
                connection.connection.cursor().execute("PRAGMA foreign_keys = ON")
