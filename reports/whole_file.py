"""A document appears whole or not at all: a killed process leaves no half a notice behind."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A place beside `path` to write to; put in its stead when all went well.

    Raises PermissionError with a Chinese sentence where `path` may not be replaced (on Windows,
    because it is open in Excel or WPS).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(
        dir=path.parent, prefix=f".{path.name[:40]}.", suffix=path.suffix
    )
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        mask = os.umask(0)
        os.umask(mask)
        beside.chmod(0o666 & ~mask)
        try:
            beside.replace(path)
        except PermissionError as refused:
            raise PermissionError(
                f"无法写入“{path}”：没有权限，或文件正被其他程序打开。请关闭后重试"
            ) from refused
    finally:
        beside.unlink(missing_ok=True)
