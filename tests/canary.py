"""The canary: whatever a program left behind, searched for values that it should have kept nowhere."""

import gzip
import io
import sqlite3
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path


def found_in(folder: Path, values: Iterable[str]) -> list[tuple[str, str]]:
    """(file, value) for each value that stands in a file below the folder, however it is packed."""
    needles = [(value, form) for value in values for form in _forms(value)]
    return [
        (str(path.relative_to(folder)), value)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for body in _opened(path)
        for value, form in needles
        if form in body or form.decode("latin-1") in path.name
    ]


def _forms(value: str) -> set[bytes]:
    return {
        value.encode(code, "replace") for code in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
    }


def _opened(path: Path) -> Iterator[bytes]:
    raw = path.read_bytes()
    yield raw
    yield from _unpacked(raw)
    if raw.startswith(b"SQLite format 3"):
        yield from _rows(path)


def _unpacked(raw: bytes) -> Iterator[bytes]:
    with suppress(OSError, EOFError, zlib.error):
        yield gzip.decompress(raw)
    with suppress(zlib.error):
        yield zlib.decompress(raw)
    if raw.startswith(b"PK"):
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(raw)) as archive:
            for name in archive.namelist():
                yield archive.read(name)


def _rows(path: Path) -> Iterator[bytes]:
    """Columns that are packed by themselves; plain ones lie in the file as they are."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
        tables = [
            row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        for table in tables:
            for row in database.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - our own names
                for cell in row:
                    if isinstance(cell, bytes):
                        yield cell
                        yield from _unpacked(cell)
                    elif isinstance(cell, str):
                        yield cell.encode()
