"""锁箱: bytes that may lie on disk while a crawl lives, and be read by nobody afterwards.

An attachment may be a list of people. Its bytes wait here for the parent under a key that only the two
processes know; a kill at any moment takes the key along, and what is left is noise.
"""

import hashlib
import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12
FOLDER = "box"


def new_key() -> bytes:
    """A key for one crawl; it goes from the parent to the child by pipe and is written nowhere."""
    return secrets.token_bytes(32)


class Box:
    """Bodies by their sha256. Those of another key are not there."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder / FOLDER
        self._cipher = AESGCM(key)
        self._mark = hashlib.sha256(b"box" + key).hexdigest()[:12]

    def put(self, sha256: str, body: bytes) -> None:
        """Lock a body in, whole or not at all."""
        path = self._path(sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        nonce = secrets.token_bytes(_NONCE)
        half = path.with_name(f"{path.name}.{os.getpid()}.part")
        half.write_bytes(nonce + self._cipher.encrypt(nonce, body, sha256.encode()))
        half.replace(path)

    def holds(self, sha256: str) -> bool:
        """Whether it is there and can be read."""
        return self._path(sha256).exists()

    def take(self, sha256: str) -> bytes:
        """The body; the file goes. OSError where it is not there or was damaged."""
        path = self._path(sha256)
        locked = path.read_bytes()
        path.unlink()
        try:
            return self._cipher.decrypt(locked[:_NONCE], locked[_NONCE:], sha256.encode())
        except InvalidTag as wrong:
            raise OSError(f"{path.name} is damaged") from wrong

    def _path(self, sha256: str) -> Path:
        return self._folder / f"{sha256}.{self._mark}"
