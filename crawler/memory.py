"""记忆: what a subject's pages were when they were last looked at, kept from one crawl to the next.

An unchanged page costs one conditional request, or none until its day comes round; and no reading.
Pages with personal data have no place here: they are fetched anew at every crawl.
"""

import json
import pickle
import sqlite3
import zlib
from dataclasses import fields, replace
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import core
import extract
from core.codec import decode, encode
from core.version import CODE_VERSION
from crawler.answer import Answer
from extract.page import PageReading

_KEPT = tuple(f.name for f in fields(Answer) if f.name != "body")
_OURS = ("core.", "extract.")
_PLAIN = {("datetime", "datetime"), ("datetime", "date"), ("datetime", "timezone")} | {
    ("datetime", "timedelta"),
    ("builtins", "frozenset"),
}


class Memory:
    """One subject's, in one SQLite file. `refresh_days` is the longest that a deep page goes unseen."""

    def __init__(self, path: Path, refresh_days: int, now: datetime) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._days = max(1, refresh_days)
        self._now = now
        self._reader = _reader_version()
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
            "CREATE TABLE IF NOT EXISTS answer"
            "(url TEXT, turn TEXT, sha256 TEXT, answer TEXT, PRIMARY KEY (url, turn)) WITHOUT ROWID;"
            "CREATE TABLE IF NOT EXISTS reading"
            "(url TEXT, sha256 TEXT, reader TEXT, body BLOB, PRIMARY KEY (url)) WITHOUT ROWID;"
        )

    def answer(self, url: str, turn: str) -> Answer | None:
        """The last good answer, without its body."""
        row = self._db.execute(
            "SELECT answer FROM answer WHERE url=? AND turn=?", (url, turn)
        ).fetchone()
        if row is None:
            return None
        known: Answer = decode(Answer, json.loads(row[0]) | {"body": b""})
        return known

    def due(self, known: Answer) -> bool:
        """Whether it must be asked again today. Each address has its day, so that work is even."""
        if self._now - known.fetched_at >= timedelta(days=self._days):
            return True
        return (self._now.toordinal() + zlib.crc32(known.url.encode())) % self._days == 0

    def keep(self, answer: Answer, turn: str) -> None:
        """Remember a good answer in the place of the one before."""
        value = {name: encode(getattr(answer, name)) for name in _KEPT}
        self._db.execute(
            "INSERT OR REPLACE INTO answer VALUES (?,?,?,?)",
            (answer.url, turn, answer.sha256, json.dumps(value, ensure_ascii=False)),
        )

    def reading(self, answer: Answer) -> PageReading | None:
        """What the same bytes at the same address were read as, if by the same rules."""
        row = self._db.execute(
            "SELECT body FROM reading WHERE url=? AND sha256=? AND reader=?",
            (answer.final_url, answer.sha256, self._reader),
        ).fetchone()
        if row is None:
            return None
        read: PageReading = _Careful(BytesIO(zlib.decompress(row[0]))).load()
        return read

    def keep_reading(self, answer: Answer, reading: PageReading) -> None:
        """Remember how a page was read."""
        packed = zlib.compress(pickle.dumps(reading, protocol=5), 1)
        self._db.execute(
            "INSERT OR REPLACE INTO reading VALUES (?,?,?,?)",
            (answer.final_url, answer.sha256, self._reader, packed),
        )

    def close(self) -> None:
        """Fold the write-ahead log in."""
        self._db.close()


class _Careful(pickle.Unpickler):
    """Our own nouns and plain values; a file that was tampered with can call nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        """The class, or UnpicklingError."""
        if module.startswith(_OURS) or (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _reader_version() -> str:
    """Changes with any rule of reading: a reading by other rules is no memory."""
    stamp = sha256(CODE_VERSION.encode())
    for package in (core, extract):
        for file in sorted(Path(str(package.__file__)).parent.rglob("*.py")):
            stamp.update(f"{file.name}{file.stat().st_size}{file.stat().st_mtime_ns}".encode())
    return stamp.hexdigest()[:16]


def restamped(reading: PageReading, answer: Answer) -> PageReading:
    """The same reading, of the stored bytes and the time of this answer."""
    source = replace(reading.source, fetched_at=answer.fetched_at, snapshot=answer.sha256)
    if source == reading.source:
        return reading
    return replace(
        reading,
        source=source,
        text=replace(reading.text, source=source),
        footer=replace(reading.footer, source=source),
        hidden_anchors=replace(reading.hidden_anchors, source=source),
    )
