"""抓取日志: every look at an address, written down before anything is made of it.

This is the frontier on disk. A crawl is a pure walk over answers: started again on the same folder,
it walks the same way and takes from here whatever was already fetched. So kill -9 at any moment
costs the looks in flight and nothing else, and all facts are told anew from the stored bytes.
"""

import json
import os
import sqlite3
from dataclasses import fields, replace
from pathlib import Path

from core.blob import blob_path, digest, pack, unpack
from core.codec import decode, encode
from crawler.answer import Answer
from crawler.box import Box

_KEPT = tuple(f.name for f in fields(Answer) if f.name != "body")


class Journal:
    """One subject's crawl, in one SQLite file beside its blobs."""

    def __init__(self, folder: Path, blobs: Path, key: bytes) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._blobs = blobs
        self._box = Box(folder, key)
        self._db = sqlite3.connect(folder / "journal.sqlite", isolation_level=None)
        # A killed process loses nothing that was handed to the kernel; a power cut may lose the
        # last moments, and then those looks are taken again.
        self._db.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"
            "CREATE TABLE IF NOT EXISTS look"
            "(url TEXT, turn TEXT, answer TEXT, PRIMARY KEY (url, turn)) WITHOUT ROWID"
        )

    def recall(self, url: str, turn: str) -> Answer | None:
        """What that look brought; None where it was never taken."""
        row = self._db.execute(
            "SELECT answer FROM look WHERE url=? AND turn=?", (url, turn)
        ).fetchone()
        if row is None:
            return None
        answer: Answer = decode(Answer, json.loads(row[0]) | {"body": b""})
        # Where its blob was cleared away meanwhile, it must be looked at again.
        return answer if self.holds(answer.sha256) else None

    def holds(self, sha256: str) -> bool:
        """Whether the bytes of that name are there; nothing is always there."""
        return not sha256 or blob_path(self._blobs, sha256).exists() or self._box.holds(sha256)

    def body(self, sha256: str) -> bytes:
        """The bytes of that name."""
        return unpack(blob_path(self._blobs, sha256).read_bytes()) if sha256 else b""

    def lock(self, body: bytes) -> str:
        """Keep a body that may be read by this crawl and its parent only. Returns its name."""
        sha256 = digest(body)
        if not self._box.holds(sha256):
            self._box.put(sha256, body)
        return sha256

    def keep(self, body: bytes) -> str:
        """Keep a body and no word of where it came from. Returns its name."""
        return keep_body(self._blobs, body)

    def record(self, answer: Answer, turn: str) -> Answer:
        """Keep the body, then the answer that names it. Returns the answer with its sha256."""
        if answer.body and not answer.sha256:
            answer = replace(answer, sha256=keep_body(self._blobs, answer.body))
        value = {name: encode(getattr(answer, name)) for name in _KEPT}
        self._db.execute(
            "INSERT OR REPLACE INTO look VALUES (?,?,?)",
            (answer.url, turn, json.dumps(value, ensure_ascii=False)),
        )
        return answer

    def taken(self, turn: str) -> frozenset[str]:
        """Addresses that earlier starts of this crawl took such a look at."""
        rows = self._db.execute("SELECT url FROM look WHERE turn=?", (turn,))
        return frozenset(url for (url,) in rows)

    def close(self) -> None:
        """Fold the write-ahead log in."""
        self._db.close()


def keep_body(blobs: Path, body: bytes) -> str:
    """Write a body under its name, whole or not at all. Returns the name."""
    sha256 = digest(body)
    path = blob_path(blobs, sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        half = path.with_name(f"{sha256}.{os.getpid()}.part")
        half.write_bytes(pack(body))
        half.replace(path)
    return sha256
