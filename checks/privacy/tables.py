"""Tables first: the header types a column, the column's own numbers confirm it, the row ties them to a name.

A number of a local business form (532901 + date + serial) passes the check digit one time in eleven; a
column of identity numbers passes always. What a table's columns say of a number, running text may not
contradict: `Ruled.judged` holds every number that stood in a typed column.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise, zip_longest

from checks.privacy.columns import Col, Frame, frame_of, kind_of
from checks.privacy.context import ORGAN
from checks.privacy.hit import Hit
from checks.privacy.homes import home_at
from checks.privacy.illness import ILLNESS
from checks.privacy.leak import LeakType, Severity
from checks.privacy.masks import weak_mask
from checks.privacy.names import is_name, looks_like_name
from checks.privacy.normal import clean
from checks.privacy.numbers import Id, is_card, is_mobile, is_old_id, judge_id

_LONG = 80  # a cell with more characters is prose; running text judges it
_DIGITS = re.compile(r"[0-9][0-9Xx]{6,}")
_TELLING = re.compile(
    r"[0-9][0-9Xx]{6}|[0-9](?:号|组|室|户|栋|幢|-[0-9]+-)|@|[A-Z][·•]?[A-Z0-9]{5}|[0-9][*＊×●•#]{2}"
)
_NUMBER = re.compile(r"[0-9]{17}[0-9Xx×]|[0-9]{15,22}|[0-9]{11,14}")
_MASKED = re.compile(r"[*＊×●•○#■□xX]{2,}")
_ACCOUNT = re.compile(r"(?<![0-9A-Za-z.])[0-9]{10,24}(?![0-9A-Za-z.])")
_PAPER = re.compile(r"(?<![0-9A-Za-z])[A-Z]{1,3}[0-9]{6,10}(?![0-9A-Za-z])")
_SOCIAL = re.compile(r"(?<![0-9A-Za-z])[A-Z]{0,2}[0-9]{7,18}(?![0-9A-Za-z])")
_MAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9.-]+\.[A-Za-z]{2,6}")
_PLATE = re.compile(r"[\u4e00-\u9fff][A-HJ-NP-Z][·•．]?[A-HJ-NP-Z0-9]{4,6}[学挂港澳]?")
_BOXES = 18  # cells of a form that takes one digit each
_LABELS = 40  # rows among which that of the names is looked for
_FEW = 5  # values from which a column can testify


@dataclass(frozen=True, slots=True)
class CellHit:
    """A hit in a cell; `start`, `end` of the hit count within the cell."""

    row: int
    column: int
    hit: Hit


@dataclass(slots=True)
class Ruled:
    """What a table says: its leaks, and every number it has an opinion on."""

    hits: list[CellHit] = field(default_factory=list)
    judged: set[str] = field(default_factory=set, repr=False)


def scan_table(rows: Sequence[Sequence[str]], today: date, *, heading: str = "") -> Ruled:
    """Read one grid. `heading` is what stands above it: it tells a staff list from a benefit list."""
    table = [[clean(cell).text.strip() for cell in row] for row in rows]
    boxed = any(len(row) >= _BOXES for row in table)
    if not boxed and not any(_TELLING.search(c) or ILLNESS.search(c) for r in table for c in r):
        return Ruled()
    if _lies(table):
        upright = scan_table(list(zip_longest(*table, fillvalue="")), today, heading=heading)
        turned = [CellHit(one.column, one.row, one.hit) for one in upright.hits]
        return Ruled(turned, upright.judged)
    frame = frame_of(table, heading)
    return _Reader(table, frame, today).read()


class _Reader:
    def __init__(self, table: list[list[str]], frame: Frame, today: date) -> None:
        self.table, self.frame, self.today = table, frame, today
        self.ruled = Ruled()

    def read(self) -> Ruled:
        shares = {c: self._share_of_ids(c) for c in range(self.frame.width)}
        named_by = self._name_column()
        for number in self.frame.body:
            row = self.table[number]
            hits: list[CellHit] = []
            for column, cell in enumerate(row):
                if cell and len(cell) <= _LONG and not (column and cell == row[column - 1]):
                    kind = self.frame.kind(number, column)
                    for hit in self._cell(cell, kind, shares.get(column), number, column):
                        hits.append(CellHit(number, column, hit))
            hits += self._split(number, row)
            hits += self._masks(number, row)
            self.ruled.hits += [self._tied(h, named_by) for h in hits]
        return self.ruled

    # -- columns ---------------------------------------------------------------------------

    def _share_of_ids(self, column: int) -> float | None:
        """Which share of the 18-character numbers of a column are right IDs; None under five."""
        seen = right = 0
        for row in self.frame.body:
            cell = self.table[row][column] if column < len(self.table[row]) else ""
            match = re.fullmatch(r"['’]?([0-9]{17}[0-9Xx])", cell)
            if match:
                seen += 1
                right += judge_id(match[1], self.today) is Id.RIGHT
        return right / seen if seen >= _FEW else None

    def _name_column(self) -> int | None:
        """Where no header names a column of names: the one whose cells look like them."""
        if Col.NAME in self.frame.columns.values() or self.frame.form:
            return None
        for column in range(self.frame.width):
            cells = [self.table[r][column] for r in self.frame.body if column < len(self.table[r])]
            cells = [c for c in cells if c]
            if len(cells) >= (2 if self.frame.columns else 1) and sum(
                map(looks_like_name, cells)
            ) >= 0.8 * len(cells):
                return column
        return None

    # -- cells -----------------------------------------------------------------------------

    def _cell(self, cell: str, kind: Col, share: float | None, row: int, column: int) -> list[Hit]:
        if kind is Col.UNKNOWN and share is not None and share >= 0.8:  # noqa: PLR2004
            kind = Col.ID
        if kind is Col.UNKNOWN:
            return []
        if kind is Col.OTHER and share is not None and share >= 0.8:  # noqa: PLR2004
            kind = Col.ID
        self.ruled.judged.update(m[0] for m in _DIGITS.finditer(cell))
        if kind is Col.ADDR:
            return self._home(cell)
        if kind is Col.ILLNESS:
            if not self._has_name(row, column):
                return []
            return [
                Hit(LeakType.MEDICAL, *m.span(), m[0], Severity.HIGH, "illness.column")
                for m in ILLNESS.finditer(cell)
            ]
        found = self._ids(cell, kind, share)
        if found:
            return found
        if kind in (Col.PHONE, Col.ID):
            found = self._phones(cell) if kind is Col.PHONE else self._papers(cell, kind)
        elif kind is Col.BANK:
            found = [] if self._row_is_organ(row) else self._accounts(cell)
        elif kind is Col.SOCIAL:
            found = [
                Hit(LeakType.SOCIAL, *m.span(), m[0], Severity.HIGH, "social.column")
                for m in _SOCIAL.finditer(cell)
            ]
        elif kind is Col.PASSPORT:
            found = self._papers(cell, kind)
        elif kind is Col.EMAIL and not self.frame.duty and self._has_name(row, column):
            found = [
                Hit(LeakType.EMAIL, *m.span(), m[0], Severity.LOW, "email.column")
                for m in _MAIL.finditer(cell)
                if not m[0].lower().endswith("gov.cn")
            ]
        elif kind is Col.PLATE and self._has_name(row, column):
            found = [
                Hit(LeakType.PLATE, *m.span(), m[0], Severity.LOW, "plate.column")
                for m in _PLATE.finditer(cell)
            ]
        return found

    def _ids(self, cell: str, kind: Col, share: float | None) -> list[Hit]:
        found = []
        joined = re.sub(r"[\s\-'’]", "", cell)
        matches = list(_NUMBER.finditer(cell))
        if len(joined) == 18 and joined != cell and judge_id(joined, self.today) is Id.RIGHT:  # noqa: PLR2004
            return [Hit(LeakType.ID, 0, len(cell), joined.upper(), Severity.HIGH, "id.column")]
        for match in matches:
            number, after = match[0].replace("×", "X"), cell[match.end() : match.end() + 1]
            if (after and after in "*＊×●#") or _masked_before(cell, match.start()):
                continue
            verdict = judge_id(number[:18], self.today) if len(number) >= 18 else Id.NO  # noqa: PLR2004
            if verdict is Id.RIGHT and self._believes(kind, share, number):
                value = number[:18]
                found.append(
                    Hit(LeakType.ID, *match.span(), value.upper(), Severity.HIGH, "id.column")
                )
            elif kind is Col.ID and (share is None or share >= 0.5):  # noqa: PLR2004
                if verdict is Id.WRONG_DIGIT and len(number) == 18:  # noqa: PLR2004
                    rule, severity = "id.wrong_digit", Severity.SUSPECT
                elif is_old_id(number, self.today):
                    rule, severity = "id.old", Severity.HIGH
                else:
                    continue
                found.append(Hit(LeakType.ID, *match.span(), number.upper(), severity, rule))
        return found

    def _believes(self, kind: Col, share: float | None, number: str) -> bool:
        if kind is Col.ID:
            return len(number) != 19  # noqa: PLR2004
        if share is not None:
            return share >= 0.5 and len(number) == 18  # noqa: PLR2004
        young = self.today.year - int(number[6:10]) < 12  # noqa: PLR2004
        return len(number) == 18 and not (kind is Col.OTHER and young)  # noqa: PLR2004

    def _phones(self, cell: str) -> list[Hit]:
        found = []
        for match in re.finditer(
            r"(?<![0-9*＊×●])(?:\+?86[\s\-]?)?(1[3-9][0-9](?:[\s\-]?[0-9]{4}){2}|1[3-9][0-9]{2}[\s\-][0-9]{3}[\s\-][0-9]{4})(?![0-9*＊×●])",
            cell,
        ):
            value = re.sub(r"[^0-9]", "", match[1])
            if is_mobile(value):
                low = self.frame.duty
                found.append(
                    Hit(
                        LeakType.MOBILE,
                        *match.span(),
                        value,
                        Severity.LOW if low else Severity.HIGH,
                        "mobile.duty" if low else "mobile.column",
                    )
                )
        return found

    def _accounts(self, cell: str) -> list[Hit]:
        joined = re.sub(r"[\s\-'’]", "", cell)
        if joined != cell and re.fullmatch(r"[0-9]{12,24}", joined):
            return [Hit(LeakType.BANK, 0, len(cell), joined, Severity.HIGH, "bank.column")]
        return [
            Hit(LeakType.BANK, *m.span(), m[0], Severity.HIGH, "bank.column")
            for m in _ACCOUNT.finditer(cell)
            if not is_mobile(m[0])
            and (is_card(m[0]) or not cell[m.end() :].startswith(("元", ".")))
        ]

    def _papers(self, cell: str, kind: Col) -> list[Hit]:
        return [
            Hit(LeakType.PASSPORT, *m.span(), m[0], Severity.HIGH, "paper.column")
            for m in _PAPER.finditer(cell)
        ]

    def _home(self, cell: str) -> list[Hit]:
        start = re.match(r"\s*", cell).end()  # type: ignore[union-attr]
        hit = home_at(cell, start)
        if hit is None or self.frame.duty or ORGAN.search(cell[-4:]):
            return []
        return [hit]

    # -- rows ------------------------------------------------------------------------------

    def _split(self, number: int, row: list[str]) -> list[CellHit]:
        """One number over two or three cells, or over eighteen boxes of a form."""
        found = []
        for left, right in pairwise(range(len(row))):
            for parts in (row[left : right + 1], row[left : right + 2]):
                whole = "".join(parts).upper()
                apart = all(len(part) > 1 for part in parts)
                if apart and judge_id(whole, self.today) is Id.RIGHT:
                    hit = Hit(LeakType.ID, 0, len(row[left]), whole, Severity.HIGH, "id.split")
                    found.append(CellHit(number, left, hit))
                    break
        boxes = "".join(c if re.fullmatch(r"[0-9Xx]", c) else " " for c in row)
        for match in re.finditer(r"(?<![0-9])[0-9]{17}[0-9Xx]", boxes):
            if judge_id(match[0], self.today) is Id.RIGHT:
                hit = Hit(LeakType.ID, 0, 1, match[0].upper(), Severity.HIGH, "id.boxes")
                found.append(CellHit(number, match.start(), hit))
        return found

    def _masks(self, number: int, row: list[str]) -> list[CellHit]:
        found = []
        birth = age = ""
        for column, cell in enumerate(row):
            kind = self.frame.kind(number, column)
            if kind is Col.BIRTH:
                birth = cell
            elif kind is Col.AGE and cell.rstrip("周岁").isdigit():
                age = cell.rstrip("周岁") + "岁"
        for column, cell in enumerate(row):
            kind = self.frame.kind(number, column)
            if kind in (Col.ID, Col.PHONE) and _MASKED.search(cell):
                hit = weak_mask(cell, birth, age, self.today)
                if hit is not None:
                    found.append(CellHit(number, column, hit))
        return found

    def _row_is_organ(self, row: int) -> bool:
        cells = [
            cell
            for column, cell in enumerate(self.table[row])
            if self.frame.kind(row, column) in (Col.NAME, Col.ORGAN, Col.HOLDER)
        ]
        people = any(is_name(c) and not ORGAN.search(c) for c in cells)
        return not people and any(ORGAN.search(c) for c in cells)

    def _has_name(self, row: int, column: int) -> bool:
        return bool(self._name(row, column, self._name_column()))

    def _tied(self, found: CellHit, named_by: int | None) -> CellHit:
        name = self._name(found.row, found.column, named_by)
        return replace(found, hit=replace(found.hit, name=name)) if name else found

    def _name(self, row: int, column: int, named_by: int | None) -> str:
        """The name in the nearest column of names to the left, else in any."""
        line = self.table[row]
        if self.frame.form:
            return self.frame.person
        columns = [c for c in range(len(line)) if self.frame.kind(row, c) is Col.NAME]
        if not columns and named_by is not None:
            columns = [named_by]
        columns.sort(key=lambda c: (c > column, abs(column - c)))
        for one in columns:
            if one < len(line) and is_name(line[one]) and not ORGAN.search(line[one]):
                return line[one].replace(" ", "").replace("\u3000", "")
        above = self.table[row - 1] if row else []  # two lines a person: the name, then the number
        if column < len(above) and looks_like_name(above[column]):
            return above[column]
        return ""


def _lies(table: list[list[str]]) -> bool:
    """A column a person: the labels stand in the first one, and the row of names names several."""
    labels = {kind_of(row[0]): row for row in table[:_LABELS] if row}
    names = [cell for cell in labels.get(Col.NAME, [])[1:] if cell]
    known = len(labels.keys() - {Col.UNKNOWN})
    return known >= 2 and len(names) >= 2 and all(map(looks_like_name, names))  # noqa: PLR2004


def _masked_before(cell: str, start: int) -> bool:
    return start > 0 and cell[start - 1] in "*＊×●#"
