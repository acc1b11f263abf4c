"""What the columns of a table hold, read off its header rows; and forms, whose labels stand at the left."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from checks.privacy.names import is_name
from checks.privacy.words import any_of, section

_SHORT = 24
_DEEP = 8  # rows in which a header may begin
_TALL = 3  # header rows that may lie on one another


class Col(Enum):
    """What a column, or the field of a form, is about."""

    NAME = "name"
    ID = "id"
    PHONE = "phone"
    BANK = "bank"
    ADDR = "addr"
    ILLNESS = "illness"
    BIRTH = "birth"
    AGE = "age"
    SOCIAL = "social"
    PASSPORT = "passport"
    PLATE = "plate"
    EMAIL = "email"
    HOLDER = "holder"
    ORGAN = "organ"  # 单位、科室、职务: such a table lists people at work
    OTHER = "other"
    UNKNOWN = "unknown"


_KINDS = tuple((Col(key), any_of("columns", key)) for key in section("columns"))
_NUMBERED = re.compile(r"(?:编号|号码?|代码|编码|码|金额|合计|小计|价|款)$")
_STAFF = frozenset({Col.ORGAN})
_PRIVATE = frozenset({Col.ID, Col.BANK, Col.ADDR, Col.BIRTH, Col.AGE, Col.ILLNESS, Col.SOCIAL})
_PRIVATE_WORDS = any_of("tables", "private")
_STAFF_WORDS = any_of("tables", "staff")
_NO_HOME = any_of("tables", "no_home")
_ODD = re.compile(r"[0-9]")  # a label has no digit
_AT_WORK = re.compile(r"办公|科室|职务|值班|河长|法定代表|公司|企业")
_BARE_ADDR = frozenset(
    {"地址", "详细地址", "联系地址", "所在地"}
)  # a shop has one as well as a person


@dataclass(frozen=True, slots=True)
class Frame:
    """How a table is to be read. `body` are its rows of data."""

    columns: Mapping[int, Col]
    body: tuple[int, ...]
    width: int
    duty: bool  # people at work: their phones are a hint, their addresses are offices
    form: bool = False
    cells: Mapping[tuple[int, int], Col] | None = None
    person: str = ""

    def kind(self, row: int, column: int) -> Col:
        """What the cell holds."""
        if self.cells is not None:
            return self.cells.get((row, column), Col.UNKNOWN)
        return self.columns.get(column, Col.UNKNOWN)


@lru_cache(maxsize=4096)
def kind_of(label: str) -> Col:
    """What a header cell says; UNKNOWN for words that are none."""
    words = re.sub(r"[\s（）()：:*]+", "", label)
    if not words or len(words) > _SHORT or sum(c.isdigit() for c in words) > len(words) // 3:
        return Col.UNKNOWN
    for kind, pattern in _KINDS:
        if pattern.search(words):
            if kind is Col.ADDR and _NO_HOME.search(words):
                return Col.ORGAN
            if kind is Col.OTHER and re.search(r"身份证|手机|电话", words):
                continue
            return kind
    return Col.OTHER if _NUMBERED.search(words) else Col.UNKNOWN


def frame_of(table: Sequence[Sequence[str]], heading: str) -> Frame:
    """Find the header rows, or see that it is a form, or that it has neither."""
    width = max((len(row) for row in table), default=0)
    form = _form(table, width, heading)
    if form is not None:
        return form
    top = next((n for n in range(min(_DEEP, len(table))) if _is_header(table, n)), None)
    if top is None:
        return Frame({}, tuple(range(len(table))), width, _duty(heading, []))
    labels = [str(cell) for cell in table[top]] + [""] * (width - len(table[top]))
    last = top
    while last + 1 < min(len(table), top + _TALL) and _continues(table[last], table[last + 1]):
        last += 1
        labels = [
            above if above == below or not below else f"{above}{below}"
            for above, below in zip(labels, [*table[last], *[""] * width], strict=False)
        ]
    columns: dict[int, Col] = {
        n: kind for n, label in enumerate(labels) if (kind := kind_of(label)) is not Col.UNKNOWN
    }
    for n, label in enumerate(labels):
        if n not in columns and label:
            columns[n] = Col.UNKNOWN
    body = tuple(n for n in range(last + 1, len(table)) if list(table[n]) != list(table[top]))
    return Frame(columns, body, width, _duty(heading, labels))


def _is_header(table: Sequence[Sequence[str]], place: int) -> bool:
    """Two known labels; or one, in a row of two or three words, or above a number."""
    row = table[place]
    told = [cell for cell in row if cell]
    if len(set(told)) <= 1 or any(re.search(r"\d{5}", cell) for cell in told):
        return False
    known = [n for n, cell in enumerate(row) if cell and kind_of(cell) is not Col.UNKNOWN]
    if len(known) != 1:
        return len(known) >= 2  # noqa: PLR2004
    below = table[place + 1] if place + 1 < len(table) else ()
    return len(told) <= 3 or bool(re.search(r"\d{7}", "".join(below[known[0] : known[0] + 1])))  # noqa: PLR2004


def _continues(above: Sequence[str], below: Sequence[str]) -> bool:
    """A second header row: under cells that span it repeats them, and it holds no data."""
    same = sum(a == b and bool(a) for a, b in zip(above, below, strict=False))
    labels = sum(kind_of(cell) is not Col.UNKNOWN for cell in below)
    numbers = any(re.search(r"\d{3}", cell) for cell in below)
    return not numbers and same >= 1 and labels >= max(2, same)


def _duty(heading: str, labels: Sequence[str]) -> bool:
    """People at work, unless a column tells of their private life."""
    words = "".join(labels)
    kinds = {kind_of(label) for label in labels if label not in _BARE_ADDR}
    if _PRIVATE_WORDS.search(words) or kinds & _PRIVATE:
        return bool(_AT_WORK.search(words)) and not (kinds & {Col.ID, Col.BANK})
    if kinds & _STAFF or _STAFF_WORDS.search(words):
        return True
    return bool(_STAFF_WORDS.search(heading)) and not _PRIVATE_WORDS.search(heading)


def _form(table: Sequence[Sequence[str]], width: int, heading: str) -> Frame | None:
    """Labels at the left of their values: 姓名 | 张三 | 电话 | 138…"""
    cells: dict[tuple[int, int], Col] = {}
    person, rows = "", set()
    for number, row in enumerate(table):
        column = 0
        while column + 1 < len(row):
            label, value = row[column], row[column + 1]
            kind = kind_of(label)
            told = (
                value and value != label and (kind_of(value) is Col.UNKNOWN or _ODD.search(value))
            )
            if kind is not Col.UNKNOWN and told:
                cells[number, column + 1] = kind
                rows.add(number)
                if kind is Col.NAME and not person and is_name(value):
                    person = value.replace(" ", "")
                column += 2
            else:
                column += 1
    firsts = {row[0] for row in table if row and kind_of(row[0]) is not Col.UNKNOWN}
    if len(firsts) < 2 or len(rows) < max(2, len(table) // 2):  # noqa: PLR2004
        return None
    labels = [table[r][c - 1] for r, c in cells]
    return Frame({}, tuple(range(len(table))), width, _duty(heading, labels), True, cells, person)
