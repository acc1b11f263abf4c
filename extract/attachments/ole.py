"""复合文档: the streams of an OLE file (doc, xls, ppt, wps, et, encrypted docx), read without trust.

[MS-CFB]. Chains are cut at the file's own length, so that a ring in them ends.
"""

import struct
from collections.abc import Mapping

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFF0  # markers above are no sectors
_ENTRY = 128
_IN_HEADER = 109  # FAT sectors that the header itself names


class Ole:
    """`names` maps the root's streams and folders to (first sector, size)."""

    def __init__(self, body: bytes) -> None:
        """Raises ValueError where the bytes are no compound file."""
        if len(body) < 1536 or not body.startswith(MAGIC):  # noqa: PLR2004 - header, FAT, directory
            raise ValueError("not a compound file")
        self._body = body
        shift, mini = struct.unpack_from("<HH", body, 30)
        if shift not in (9, 12) or mini != 6:  # noqa: PLR2004 - the two versions there are
            raise ValueError("sector size")
        self._size = 1 << shift
        directory, cutoff, mini_fat = struct.unpack_from("<I4xII", body, 48)
        self._cutoff = cutoff
        self._fat = self._read_fat()
        self._mini_fat = self._numbers(self._chain(mini_fat))
        entries = self._chain(directory)
        self._root = b""
        self.names: Mapping[str, tuple[int, int]] = self._entries(entries)

    def stream(self, name: str) -> bytes:
        """Its bytes, b"" where there is none."""
        first, size = self.names.get(name, (0, 0))
        if size >= self._cutoff:
            return self._chain(first, size)[:size]
        pieces, seen = [], 0
        while first < len(self._mini_fat) and seen * 64 < size:
            pieces.append(self._root[first * 64 : first * 64 + 64])
            first = self._mini_fat[first]
            seen += 1
        return b"".join(pieces)[:size]

    def _entries(self, raw: bytes) -> dict[str, tuple[int, int]]:
        """The root folder's own children: a workbook inside a text must not pass for the whole."""
        whole = []
        for at in range(0, len(raw) - _ENTRY + 1, _ENTRY):
            length = min(max(struct.unpack_from("<H", raw, at + 64)[0] - 2, 0), 62)
            name = raw[at : at + length].decode("utf-16-le", "replace")
            left, right, child = struct.unpack_from("<III", raw, at + 68)
            first, size = struct.unpack_from("<II", raw, at + 116)
            whole.append((name, left, right, child, first, size))
        if not whole:
            raise ValueError("no directory")
        self._root = self._chain(whole[0][4], whole[0][5])
        found: dict[str, tuple[int, int]] = {}
        waiting, seen = [whole[0][3]], set()
        while waiting:
            number = waiting.pop()
            if number in seen or number >= len(whole):
                continue
            seen.add(number)
            name, left, right, _, first, size = whole[number]
            found[name] = (first, size)
            waiting += [left, right]
        return found

    def _read_fat(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._body, 76))
        extra, count = struct.unpack_from("<II", self._body, 68)
        per = self._size // 4 - 1
        for _ in range(min(count, len(self._body) // self._size)):
            block = self._sector(extra)
            if len(block) < self._size:
                break
            *more, extra = struct.unpack(f"<{per + 1}I", block)
            sectors += more
        raw = b"".join(self._sector(one) for one in sectors if one < _END)
        return self._numbers(raw)

    def _chain(self, first: int, size: int | None = None) -> bytes:
        pieces, seen, most = [], 0, len(self._body) // self._size + 1
        while first < len(self._fat) and seen < most:
            pieces.append(self._sector(first))
            seen += 1
            if size is not None and seen * self._size >= size:
                break
            first = self._fat[first]
        return b"".join(pieces)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._body[start : start + self._size] if number < _END else b""

    @staticmethod
    def _numbers(raw: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4]))
