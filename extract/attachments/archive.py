"""压缩包: zip by the standard library, 7z and rar by libarchive where it is installed."""

import gzip
import zlib
from collections.abc import Iterator
from io import BytesIO

from core.gap import GapReason
from extract.attachments.draft import Draft
from extract.attachments.package import Package
from extract.attachments.reading import (
    Limits,
    Reading,
    TooLargeError,
    Trouble,
    UnreadableError,
)


def read_zip(draft: Draft, body: bytes) -> None:
    """Each file inside; one that cannot be read does not harm its neighbours."""
    package = Package(body, draft.limits)
    names = package.names
    for name in names[: draft.limits.parts]:
        try:
            draft.part(draft.inner(package.read(name), name))
        except UnreadableError as wrong:
            draft.part(_unread(name, wrong))
            if isinstance(wrong, TooLargeError):
                break
    _too_many(draft, len(names))


def read_gz(draft: Draft, body: bytes) -> None:
    """One file."""
    with gzip.GzipFile(fileobj=BytesIO(body)) as file:
        try:
            inside = file.read(draft.limits.unpacked + 1)
        except (OSError, EOFError, zlib.error) as wrong:
            raise UnreadableError("压缩文件已损坏") from wrong
    _check(len(inside), len(body), draft.limits)
    draft.part(draft.inner(inside, draft.name.removesuffix(".gz")))


def read_by_libarchive(draft: Draft, body: bytes) -> None:
    """7z, rar and tar."""
    number = 0
    for number, (name, inside) in enumerate(_entries(body, draft.limits), 1):
        if number <= draft.limits.parts:
            draft.part(draft.inner(inside, name))
    _too_many(draft, number)


def _entries(body: bytes, limits: Limits) -> Iterator[tuple[str, bytes]]:
    try:
        import libarchive
    except (ImportError, OSError, AttributeError, TypeError) as missing:
        raise UnreadableError(
            "读取 7z、rar、tar 压缩包需要 libarchive：安装系统软件包 libarchive13 和 pip install libarchive-c"
        ) from missing
    left = limits.unpacked
    try:
        with libarchive.memory_reader(body) as archive:
            for entry in archive:
                if not entry.isfile:
                    continue
                pieces, got = [], 0
                for block in entry.get_blocks():
                    got += len(block)
                    if got > left:
                        _check(limits.unpacked + 1, len(body), limits)
                    pieces.append(bytes(block))
                left -= got
                _check(got, len(body), limits)
                yield str(entry.pathname), b"".join(pieces)
    except libarchive.ArchiveError as wrong:
        raise UnreadableError("压缩包已损坏或有密码保护") from wrong


def _check(size: int, packed: int, limits: Limits) -> None:
    if size > limits.unpacked:
        raise TooLargeError(f"解压后超过{limits.unpacked // 1_000_000}MB")
    if size > limits.ratio_from and size > packed * limits.ratio:
        raise TooLargeError(f"压缩比超过{limits.ratio}倍，疑似压缩炸弹")


def _too_many(draft: Draft, count: int) -> None:
    if count > draft.limits.parts:
        draft.trouble(GapReason.TOO_LARGE, f"压缩包内有{count}个文件，只读了{draft.limits.parts}个")


def _unread(name: str, wrong: UnreadableError) -> Reading:
    return Reading("unknown", name, troubles=(Trouble(wrong.reason, str(wrong)),))
