"""成文: the text, tables and hidden places of a document while it is being read."""

from collections.abc import Callable, Sequence

from core.facts import Grid, HiddenText
from core.gap import GapReason
from extract.attachments.reading import Limits, Mark, Reading, Trouble

_HIDDEN_NAME = "文件名"


class Draft:
    """Collects in reading order, and stops taking where the limits are met."""

    def __init__(
        self, kind: str, name: str, limits: Limits, inner: Callable[[bytes, str], Reading]
    ) -> None:
        """`inner` reads a file found inside this one."""
        self.kind, self.name, self.limits, self.inner = kind, name, limits, inner
        self._pieces: list[str] = []
        self._length = 0
        self._cells = 0
        self._taken = 0  # characters of text, tables and hidden places together
        self._grids: list[Grid] = []
        self._hidden: list[HiddenText] = []
        self._marks: list[Mark] = []
        self._parts: list[Reading] = []
        self._troubles: list[Trouble] = []
        self._tables = 0

    def mark(
        self, place: str, box: tuple[float, float, float, float] | None = None, ahead: int = 0
    ) -> None:
        """What follows stands here, from so many characters after what was said so far."""
        self._marks.append(Mark(self._length + ahead, place, box))

    def line(self, text: str) -> None:
        """One line (or several) of what a reader sees."""
        if text and self._room(len(text)):
            self._pieces.append(text)
            self._length += len(text) + 1

    def next_table(self) -> int:
        """The number of the next table, from 1."""
        self._tables += 1
        return self._tables

    def table(
        self,
        place: str,
        rows: Sequence[Sequence[str]],
        hidden_rows: Sequence[int] = (),
        hidden_columns: Sequence[int] = (),
        marks: Sequence[Mark] = (),
    ) -> None:
        """A table: as a grid with all its cells, and as lines without those that nobody sees.

        `marks` tell for each row where it stands."""
        rows = self._fit(rows)
        if not any(any(row) for row in rows):
            return
        grid = Grid(place, tuple(map(tuple, rows)), tuple(hidden_rows), tuple(hidden_columns))
        self._grids.append(grid)
        no_rows, no_columns = frozenset(hidden_rows), frozenset(hidden_columns)
        for number, row in enumerate(rows):
            if number not in no_rows:
                if number < len(marks):
                    self.mark(marks[number].place, marks[number].box)
                seen = [cell for c, cell in enumerate(row) if c not in no_columns]
                self.line("\t".join(seen).rstrip("\t"))

    def grid(self, grid: Grid) -> None:
        """A table whose words stand in the text already."""
        self._grids.append(grid)

    def hide(self, place: str, text: str) -> None:
        """Text that no reader sees."""
        text = text.strip()
        if text and self._room(len(text)):
            self._hidden.append(HiddenText(place, text))

    def part(self, reading: Reading) -> None:
        """A file inside this one."""
        self._parts.append(reading)

    def trouble(self, reason: GapReason, detail: str, place: str = "") -> None:
        """Something of it could not be read; said once."""
        trouble = Trouble(reason, detail, place)
        if trouble not in self._troubles:
            self._troubles.append(trouble)

    @property
    def length(self) -> int:
        """Characters of visible text so far."""
        return self._length

    def told(self) -> str:
        """Everything so far, in no order that means anything: to ask what is still untold."""
        cells = (cell for grid in self._grids for row in grid.rows for cell in row)
        return "\n".join((*self._pieces, *cells, *(one.text for one in self._hidden)))

    def done(self) -> Reading:
        """What was read. The name itself may tell a number: 附件 532901….doc."""
        if sum(c.isdigit() for c in self.name) >= 7:  # noqa: PLR2004 - shorter is no number of a person
            self._hidden.append(HiddenText(_HIDDEN_NAME, self.name))
        return Reading(
            self.kind,
            self.name,
            "\n".join(self._pieces),
            tuple(self._grids),
            tuple(self._hidden),
            tuple(self._marks),
            tuple(self._parts),
            tuple(self._troubles),
        )

    def _room(self, size: int) -> bool:
        self._taken += size
        if self._taken > self.limits.characters:
            self.trouble(
                GapReason.TOO_LARGE, f"文字超过{self.limits.characters}个，其余未读", "全文"
            )
            return False
        return True

    def _fit(self, rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
        kept = []
        for row in rows:
            self._cells += len(row)
            if self._cells > self.limits.cells:
                self.trouble(
                    GapReason.TOO_LARGE, f"表格超过{self.limits.cells}格，其余未读", "全文"
                )
                break
            kept.append(row)
        return kept
