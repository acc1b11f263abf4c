"""The blob store: bodies under their sha256, laid out by core.blob; the crawler writes the same."""

import os
import secrets
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

from core.blob import blob_path, digest, pack, unpack


class DamagedBlobError(Exception):
    """The file is there, and its bytes are not those of its name."""


def put_blob(root: Path, body: bytes) -> str:
    """Store a body once; its sha256. A kill half-way leaves no half file under the name."""
    sha256 = digest(body)
    path = blob_path(root, sha256)
    if path.exists():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{sha256}.{secrets.token_hex(4)}.tmp")
    try:
        with half.open("wb") as file:
            file.write(pack(body))
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)
    return sha256


def get_blob(root: Path, sha256: str) -> bytes:
    """The body. FileNotFoundError where there is none, DamagedBlobError where it is not itself."""
    packed = blob_path(root, sha256).read_bytes()
    try:
        body = unpack(packed)
    except (OSError, EOFError, zlib.error) as wrong:
        raise DamagedBlobError(f"快照文件已损坏：{sha256}") from wrong
    if digest(body) != sha256:
        raise DamagedBlobError(f"快照文件内容与名称不符：{sha256}")
    return body


def has_blob(root: Path, sha256: str) -> bool:
    """Whether it is there."""
    return blob_path(root, sha256).exists()


def list_blobs(root: Path) -> Iterator[tuple[str, Path]]:
    """Every stored body: its sha256 and its file."""
    for path in sorted(root.glob("[0-9a-f][0-9a-f]/*.gz")):
        yield path.name.removesuffix(".gz"), path


def prune_blobs(root: Path, keep: Collection[str], older_than: float) -> int:
    """Remove bodies that nobody refers to, written before `older_than` (seconds since 1970).

    The age keeps a crawl that is running safe: its bodies lie here before its rows do.
    Gives back the bytes that were freed; half files of killed writers go too.
    """
    freed = 0
    halves = ((path.name, path) for path in root.glob("[0-9a-f][0-9a-f]/.*.tmp"))
    for name, path in [*list_blobs(root), *halves]:
        found = path.stat()
        if name not in keep and found.st_mtime < older_than:
            path.unlink()
            freed += found.st_size
    return freed
