"""读出的文件: what one document held, and what of it could not be read."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.facts import Grid, HiddenText
from core.gap import GapReason


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one document, its inner files together. Bytes, counts, seconds."""

    seconds: float = 18.0  # wall and CPU; kept by documents/worker, which ends all within 20
    memory: int = 2_000_000_000  # address space; kept by documents/worker
    unpacked: int = 200_000_000
    ratio: int = 100  # packed to unpacked, for inner files above `ratio_from`
    ratio_from: int = 20_000_000
    depth: int = 3  # archives and embedded files inside one another
    parts: int = 500
    characters: int = 3_000_000
    cells: int = 500_000
    pages: int = 1_000
    pictures: bool = False  # read pictures (extra [ocr])
    most_pictures: int = 20
    codes: bool = False  # of a picture only what its codes say is wanted


@dataclass(frozen=True, slots=True)
class Mark:
    """From this character of the text on, the reader is at this place: 第3页, 页脚 …

    `box`: left, top, right, bottom as shares of the page (0 to 1), where the place is a line on it.
    """

    start: int
    place: str
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that could not be read. `detail` is Chinese, for people."""

    reason: GapReason
    detail: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """`kind` is what the bytes are (xlsx, doc, pdf, zip …), whatever the name says.

    `text` is what a reader sees, tables as lines with tabs; `parts` are the files inside.
    """

    kind: str
    name: str = ""
    text: str = ""
    grids: tuple[Grid, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    marks: tuple[Mark, ...] = ()
    parts: tuple["Reading", ...] = ()
    troubles: tuple[Trouble, ...] = ()

    def walk(self, above: str = "") -> Iterator[tuple[str, "Reading"]]:
        """This document and all inside it, each with its path: 附件.zip/低保名单.xlsx."""
        path = f"{above}/{self.name}" if above else self.name
        yield path, self
        for part in self.parts:
            yield from part.walk(path)


class UnreadableError(Exception):
    """A document that cannot be read as a whole; its message is Chinese, for people."""

    def __init__(self, detail: str, reason: GapReason = GapReason.UNREADABLE) -> None:
        super().__init__(detail)
        self.reason = reason


class TooLargeError(UnreadableError):
    """A bound of `Limits` was met before the end."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail, GapReason.TOO_LARGE)
