"""记得: what a check said of a page that has not changed since, so that no bytes are judged twice.

A saying hangs on the page's bytes and address, the check, its version, its limits, and on the rules and
word lists that this program carries. It is made anew after `days`, for names and terms of office pass.
"""

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import checks
import core
import extract
from core.clock import beijing_day
from core.facts import PageText
from core.version import CODE_VERSION


class Recall:
    """One subject's, in one SQLite file."""

    def __init__(self, path: Path, as_of: datetime, days: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._today = beijing_day(as_of).toordinal()
        self._days = max(1, days)
        self._pages: dict[int, bytes] = {}
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
            "CREATE TABLE IF NOT EXISTS said"
            "(name BLOB PRIMARY KEY, day INTEGER, value TEXT) WITHOUT ROWID;"
            "BEGIN"
        )

    def once(self, page: PageText, what: str, make: Callable[[], Any]) -> Any:
        """The value made of this page before, else the one that `make` makes now."""
        if not page.source.snapshot:
            return make()
        name = blake2b(what.encode(), key=self._page(page), digest_size=16).digest()
        row = self._db.execute("SELECT day, value FROM said WHERE name=?", (name,)).fetchone()
        if row and 0 <= self._today - row[0] < self._days:
            return json.loads(row[1])
        value = make()
        self._db.execute(
            "INSERT OR REPLACE INTO said VALUES (?,?,?)",
            (name, self._today, json.dumps(value, ensure_ascii=False)),
        )
        return value

    def close(self) -> None:
        """Let go of what is too old to be said again, and write."""
        self._db.execute("DELETE FROM said WHERE day<=?", (self._today - self._days,))
        self._db.execute("COMMIT")
        self._db.close()

    def _page(self, page: PageText) -> bytes:
        found = self._pages.get(id(page))
        if found is None:
            mark = blake2b(_rules(), digest_size=16)
            source = page.source
            for part in (
                source.snapshot,
                source.url,
                page.kind,
                page.holder,
                page.title,
                page.text,
                *(f"{one.masked}{one.person_key}" for one in page.leaks),  # struck: text tells less
            ):
                mark.update(part.encode("utf-8", "surrogatepass") + b"\0")
            found = self._pages[id(page)] = mark.digest()
        return found


@cache
def _rules() -> bytes:
    """Changes with any rule or word list: what other rules said is not remembered."""
    mark = blake2b(CODE_VERSION.encode())
    for package in (core, extract, checks):
        for file in sorted(Path(str(package.__file__)).parent.rglob("*.*")):
            if file.suffix != ".pyc":
                about = file.stat()
                mark.update(f"{file.name}{about.st_size}{about.st_mtime_ns}".encode())
    return mark.digest()
