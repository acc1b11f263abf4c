"""内容寻址: where a stored body lies and how it is packed. Pure; crawler and storage share it."""

import gzip
import hashlib
import re
from pathlib import Path

_SHA256 = re.compile(r"[0-9a-f]{64}")


def digest(body: bytes) -> str:
    """The body's name."""
    return hashlib.sha256(body).hexdigest()


def blob_path(root: Path, sha256: str) -> Path:
    """Where the body of that name lies under `root`. Refuses what is not a sha256."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"not a sha256: {sha256!r}")
    return root / sha256[:2] / f"{sha256}.gz"


def pack(body: bytes) -> bytes:
    """Compressed; the same body always packs to the same bytes."""
    return gzip.compress(body, compresslevel=6, mtime=0)


def unpack(packed: bytes) -> bytes:
    """The body again."""
    return gzip.decompress(packed)
