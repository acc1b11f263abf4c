"""由坐标还原表格: words with their boxes back into lines and tables, for PDF and for pictures.

y grows downwards. Ruled tables follow their rules; others the gaps that run through all their lines.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

Box = tuple[float, float, float, float]
_TOUCH = 3.0  # points by which drawn lines may miss one another
_PADDING = 7.0  # points between the words of a cell and its border
_LEAST = 2  # rows and columns of a table
_MAX_SIDE = 400


@dataclass(slots=True)
class Piece:
    """A run of characters on one line without a gap."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def middle(self) -> float:
        """Of its height."""
        return (self.y0 + self.y1) / 2


@dataclass(slots=True)
class Line:
    """Pieces side by side, from left to right."""

    pieces: list[Piece]

    @property
    def box(self) -> Box:
        """Round all its pieces."""
        return box_of(self.pieces)


@dataclass(slots=True)
class Table:
    """Rows of cells, each row with its box; `y0` says where among the lines it stands."""

    rows: list[list[str]]
    boxes: list[Box | None]
    y0: float


@dataclass(slots=True)
class Rule:
    """A drawn line: at `at`, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Ruled:
    """The rules of one table."""

    xs: list[float] = field(default_factory=list)
    ys: list[float] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)


def box_of(pieces: Sequence[Piece]) -> Box:
    """Round all of them."""
    return (
        min(p.x0 for p in pieces),
        min(p.y0 for p in pieces),
        max(p.x1 for p in pieces),
        max(p.y1 for p in pieces),
    )


def lines_of(pieces: Sequence[Piece]) -> list[Line]:
    """Pieces whose middles stand level are one line."""
    lines: list[Line] = []
    last: list[Piece] = []
    middle = height = 0.0
    for piece in sorted(pieces, key=lambda p: p.middle):
        high = piece.y1 - piece.y0
        if last and piece.middle - middle < 0.5 * min(high, height):
            last.append(piece)
            middle += (piece.middle - middle) / len(last)
            height = max(height, high)
        else:
            last = [piece]
            middle, height = piece.middle, high
            lines.append(Line(last))
    for line in lines:
        line.pieces.sort(key=lambda p: p.x0)
    return lines


def text_of(pieces: Sequence[Piece]) -> str:
    """One line: a blank where a gap is."""
    words: list[str] = []
    end = 0.0
    for piece in pieces:
        if words and piece.x0 - end > 0.3 * (piece.y1 - piece.y0):
            words.append(" ")
        words.append(piece.text)
        end = piece.x1
    return "".join(words)


def tables_of(lines: Sequence[Line]) -> tuple[list[Table], list[Line]]:
    """Tables without rules, and the lines that are none.

    A table is a stretch of lines in which most have several pieces. Its columns are what the gaps
    common to those lines part. A line with fewer pieces than its neighbour above, close below it, goes
    on in the same row (a wrapped address).
    """
    tables: list[Table] = []
    rest: list[Line] = []
    at = 0
    while at < len(lines):
        end = _stretch(lines, at)
        table = _table(lines[at:end]) if end - at >= _LEAST else None
        if table is None:
            rest += lines[at : max(end, at + 1)]
        else:
            tables.append(table)
        at = max(end, at + 1)
    return tables, rest


def _stretch(lines: Sequence[Line], at: int) -> int:
    """One past the last line of the table that may begin at `at`."""
    if len(lines[at].pieces) < _LEAST:
        return at
    end, last = at + 1, lines[at].box
    while end < len(lines):
        box = lines[end].box
        if box[1] - last[3] > 3.0 * (last[3] - last[1]):
            break
        if len(lines[end].pieces) < _LEAST and not _inside(lines, end):
            break
        end, last = end + 1, box
    while end > at and len(lines[end - 1].pieces) < _LEAST:
        end -= 1
    return end


def _inside(lines: Sequence[Line], at: int) -> bool:
    """A lone piece goes on a cell where the line after it is of the table again."""
    return at + 1 < len(lines) and len(lines[at + 1].pieces) >= _LEAST


def _table(lines: Sequence[Line]) -> Table | None:
    columns = _columns(lines)
    if len(columns) < _LEAST:
        return None
    starts = [left for left, _ in columns]
    most = max(len(line.pieces) for line in lines)
    rows: list[list[str]] = []
    boxes: list[Box | None] = []
    for line in lines:
        cells = [""] * len(columns)
        for piece in line.pieces:
            column = max(bisect_right(starts, (piece.x0 + piece.x1) / 2) - 1, 0)
            cells[column] = joined(cells[column], piece.text)
        wraps = rows and len(line.pieces) * 2 < most and not cells[0]
        if wraps:
            rows[-1] = [joined(above, below) for above, below in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
            boxes.append(line.box)
    return Table(rows, boxes, lines[0].box[1]) if len(rows) >= _LEAST else None


def _columns(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Left and right of each column: what nearly all lines leave free parts two columns.

    Lines with few pieces (a title, a sum) may lie across columns and have no say, nor has one line in ten,
    where recognition took two cells for one.
    """
    most = max(len(line.pieces) for line in lines)
    full = [line for line in lines if len(line.pieces) * 2 > most]
    edges = sorted(
        edge
        for line in full
        for piece in line.pieces
        for edge in ((piece.x0 + 0.5, 1), (max(piece.x1, piece.x0 + 1), -1))
    )
    columns: list[tuple[float, float]] = []
    few, depth, start = len(full) // 10, 0, 0.0
    for x, step in edges:
        if depth <= few < depth + step:
            start = x
        elif depth + step <= few < depth:
            columns.append((start, x))
        depth += step
    return columns[:_MAX_SIDE]


def joined(above: str, below: str) -> str:
    """Two lines of one cell. Chinese goes on without a blank; numbers keep it: they may be two."""
    if not above or not below:
        return above or below
    glue = "" if is_han(above[-1]) or is_han(below[0]) else " "
    return above + glue + below


def is_han(sign: str) -> bool:
    """A Chinese character or full-width sign."""
    return "\u3000" <= sign <= "\u9fff" or "\uff00" < sign < "\uffef"


def ruled_areas(across: Sequence[Rule], down: Sequence[Rule]) -> list[Ruled]:
    """Rules that touch one another belong to one table."""
    across, down = _merged(across)[:_MAX_SIDE], _merged(down)[:_MAX_SIDE]
    areas: list[Ruled] = []
    free = list(down)
    for upright in down:
        if upright not in free:
            continue
        area, waiting = Ruled(), [upright]
        free.remove(upright)
        level: list[Rule] = []
        while waiting:
            one = waiting.pop()
            area.down.append(one)
            for other in across:
                if other not in level and _cross(other, one):
                    level.append(other)
                    touched = [d for d in free if _cross(other, d)]
                    free = [d for d in free if d not in touched]
                    waiting += touched
        area.across = level
        area.xs = _places(area.down)
        area.ys = _places(level)
        if len(area.xs) > 2 and len(area.ys) > _LEAST:  # noqa: PLR2004 - two columns, two rows
            areas.append(area)
    return areas


def ruled_table(area: Ruled, pieces: Sequence[Piece]) -> tuple[Table | None, set[int]]:
    """The table that rules draw, and the numbers of the pieces inside it. Spans are filled."""
    high, wide = len(area.ys) - 1, len(area.xs) - 1
    owner = [[(r, c) for c in range(wide)] for r in range(high)]
    for r in range(high):
        middle = (area.ys[r] + area.ys[r + 1]) / 2
        for c in range(wide):
            if c and not _drawn(area.down, area.xs[c], middle):
                owner[r][c] = owner[r][c - 1]
            elif r and not _drawn(area.across, area.ys[r], (area.xs[c] + area.xs[c + 1]) / 2):
                owner[r][c] = owner[r - 1][c]
    held: dict[tuple[int, int], list[Piece]] = {}
    taken: set[int] = set()
    for number, piece in enumerate(pieces):
        row = bisect_right(area.ys, piece.middle) - 1
        column = bisect_right(area.xs, (piece.x0 + piece.x1) / 2) - 1
        if 0 <= row < high and 0 <= column < wide:
            held.setdefault(owner[row][column], []).append(piece)
            taken.add(number)
    texts = {}
    for place, inside in held.items():
        texts[place] = _cell(lines_of(inside), area.xs)
    rows = [[texts.get(owner[r][c], "") for c in range(wide)] for r in range(high)]
    kept = [r for r in range(high) if any(rows[r])]
    if len(kept) < _LEAST:
        return None, set()
    boxes: list[Box | None] = [(area.xs[0], area.ys[r], area.xs[-1], area.ys[r + 1]) for r in kept]
    return Table([rows[r] for r in kept], boxes, area.ys[0]), taken


def _cell(lines: Sequence[Line], xs: Sequence[float]) -> str:
    """The lines of one cell. A number that filled its line went on in the next: 5329011 / 9000227."""
    text = ""
    for number, line in enumerate(lines):
        below = text_of(line.pieces)
        if number and _went_on(lines[number - 1], text, below, xs):
            text += below
        else:
            text = joined(text, below)
    return text


_MOBILE = re.compile(r"(?<![0-9])1[3-9][0-9]{9}$")


def _went_on(above: Line, text: str, below: str, xs: Sequence[float]) -> bool:
    if not (text and text[-1].isdigit() and below[:1].isalnum()) or _MOBILE.search(text):
        return False
    left, _, right, _ = above.box
    size = (right - left) / max(sum(len(p.text) for p in above.pieces), 1)
    edge = next((x for x in xs if x > right), right)
    return edge - right < 2 * size + _PADDING


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Borders are drawn cell by cell: pieces on one line that touch become one rule."""
    merged: list[Rule] = []
    by_place: dict[int, list[Rule]] = {}
    for rule in rules:
        by_place.setdefault(round(rule.at / _TOUCH), []).append(rule)
    for inside in by_place.values():
        inside.sort(key=lambda rule: rule.start)
        last: Rule | None = None
        for rule in inside:
            if last is not None and rule.start <= last.end + _TOUCH:
                last.end = max(last.end, rule.end)
            else:
                last = Rule(rule.at, rule.start, rule.end)
                merged.append(last)
    return sorted(merged, key=lambda rule: rule.at)


def _cross(level: Rule, upright: Rule) -> bool:
    return (
        level.start - _TOUCH <= upright.at <= level.end + _TOUCH
        and upright.start - _TOUCH <= level.at <= upright.end + _TOUCH
    )


def _places(rules: Sequence[Rule]) -> list[float]:
    places: list[float] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if not places or rule.at - places[-1] > _TOUCH:
            places.append(rule.at)
    return places


def _drawn(rules: Sequence[Rule], at: float, through: float) -> bool:
    return any(
        abs(rule.at - at) <= _TOUCH and rule.start - _TOUCH <= through <= rule.end + _TOUCH
        for rule in rules
    )
