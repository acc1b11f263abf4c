"""Numbers in running text: chains of digits found in one pass, then judged by length, proof and words.

Broken numbers (spaces, dashes, line breaks) are joined only where a checksum passes, or where a phone is
grouped as phones are.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from checks.privacy.context import Label, before, label_of, of_organ
from checks.privacy.hit import Hit
from checks.privacy.leak import LeakType, Severity
from checks.privacy.numbers import Id, is_card, is_mobile, judge_id
from checks.privacy.single import ID_LENGTH, MASKS, PHONE_LENGTH, RECENT, Reader

_SEPARATOR = r"[ \t\r\n\u00a0\u2000-\u200a\u3000\-\u2010-\u2015－_.．·•・/|\\,，]"
_WRAP = r"[\-－]?[ \t\u3000]{0,3}\r?\n[ \t\u3000]{1,12}"  # a line broken, the next one indented
_CHAIN = re.compile(
    rf"(?<![0-9])[0-9](?:(?:{_SEPARATOR}{{0,3}}|{_WRAP})[0-9]){{10,}}+[ ]?[Xx×ⅹχх]?"
)
_DISABLED = re.compile(r"[ \-]?[1-7][1-4](?![0-9])")
_COUNTRY = re.compile(r"(?:[+＋]|00)86[ \-]?$")
_RUN = re.compile(r"[0-9]+")
_PHONE_GROUPS = frozenset(
    {(3, 4, 4), (3, 8), (4, 3, 4), (4, 4, 3), (3, 3, 5), (7, 4), (3, 2, 2, 2, 2), (1,) * 11}
)
_CARD_GROUPS = frozenset(
    {(4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (4, 4, 4, 7)}
)
_CARD_GROUPS |= {(6, 13), (6, 10), (8, 8), (4, 15), (6, 12), (8, 11), (4, 12), (4, 4, 11)}
_PHONE_STARTS = frozenset(sizes[0] for sizes in _PHONE_GROUPS)
_CARD_STARTS = frozenset(sizes[0] for sizes in _CARD_GROUPS)
_WHOLE = frozenset({PHONE_LENGTH, ID_LENGTH - 1, ID_LENGTH, 16, 19})


def scan_runs(text: str, today: date) -> Iterator[Hit]:
    """Every identity number, phone and account in the text, left to right."""
    reader = Reader(text, today)
    for chain in _CHAIN.finditer(text):
        yield from _Chain(reader, chain.start(), chain.end()).hits()


class _Chain:
    """Digits that stand near enough to be one number, or several."""

    def __init__(self, reader: Reader, start: int, end: int) -> None:
        self.reader = reader
        self.text = reader.text
        self.today = reader.today
        self.runs = [m.span() for m in _RUN.finditer(self.text, start, end)]
        self.before: list[int] = []  # how many digits stand before each run
        self.ending: dict[int, int] = {}  # so many digits end with that run
        self.digits = "".join([self.text[begin:stop] for begin, stop in self.runs])
        total = 0
        for place, (begin, stop) in enumerate(self.runs):
            self.before.append(total)
            total += stop - begin
            self.ending[total] = place

    def hits(self) -> Iterator[Hit]:
        place = 0
        while place < len(self.runs):
            hit, used = self._at(place)
            if hit is not None:
                yield hit
            place += used

    def _at(self, place: int) -> tuple[Hit | None, int]:
        """What begins with this run, and how many runs it takes."""
        start, end = self.runs[place]
        judges = self._joins(place, end - start)
        if end - start < PHONE_LENGTH and not judges:
            return None, 1
        if self._masked(start, end):
            return None, 1
        single = self.reader.judge(start, end)
        if single is not None:
            return single, 1
        for judge in judges:
            hit, used = judge(place)
            if hit is not None:
                return hit, used
        return None, 1

    def _joins(self, place: int, size: int) -> list[Callable[[int], tuple[Hit | None, int]]]:
        """What the number that begins with this run could be, joined with those after it."""
        first = self.before[place]
        joins: list[Callable[[int], tuple[Hit | None, int]]] = []
        if self.digits[first + 6 : first + 8] in ("19", "20"):
            joins.append(self._joined_id)
        if size in _CARD_STARTS:
            joins.append(self._joined_card)
        if self.digits[first] == "1" and size in _PHONE_STARTS:
            joins.append(self._joined_phone)
        return joins

    def _masked(self, start: int, end: int) -> bool:
        """Mask characters stand at either side: two, or one by a number that is not whole."""
        whole = end - start in _WHOLE
        for side in (self.text[max(0, start - 2) : start][::-1], self.text[end : end + 2]):
            if len(side) == 2 and (set(side) <= MASKS or side.lower() in ("xx", "__")):  # noqa: PLR2004
                return True
            if side[:1] in MASKS and not whole:
                return True
        return False

    def _groups(self, place: int, length: int) -> tuple[int, int] | None:
        """How many runs from here make exactly so many digits, and where they end."""
        last = self.ending.get(self.before[place] + length)
        return None if last is None else (last - place + 1, self.runs[last][1])

    def _joined_id(self, place: int) -> tuple[Hit | None, int]:
        start = self.runs[place][0]
        for length in (ID_LENGTH, ID_LENGTH - 1):
            groups = self._groups(place, length)
            if groups is None or groups[0] == 1:
                continue
            used, end = groups
            number = re.sub(r"[^0-9]", "", self.text[start:end])
            if length == ID_LENGTH - 1:
                x = re.match(r"[ \-\n\t]?([Xx])(?![A-Za-z])", self.text[end : end + 3])
                if not x:
                    continue
                number, end = number + "X", end + len(x[0])
            if judge_id(number, self.today) is not Id.RIGHT:
                continue
            label, _, _ = label_of(words := before(self.text, start))
            if "残疾" in words and (kind := _DISABLED.match(self.text, end)):
                # A disability card: the ID, the kind and the grade.
                card = Hit.of(LeakType.ID, start, kind.end(), number, Severity.HIGH, "id.joined")
                return card, used
            sizes = [e - s for s, e in self.runs[place : place + used]]
            whole = sizes[0] >= 4 or max(sizes) == 1 or label is Label.ID  # noqa: PLR2004
            young = self.today.year - int(number[6:10]) < RECENT
            if whole and not (label is not Label.ID and (young or label is Label.OTHER)):
                return Hit.of(LeakType.ID, start, end, number, Severity.HIGH, "id.joined"), used
        return None, 1

    def _joined_card(self, place: int) -> tuple[Hit | None, int]:
        start = self.runs[place][0]
        for length in (19, 18, 17, 16):
            groups = self._groups(place, length)
            if groups is None or groups[0] == 1:
                continue
            used, end = groups
            sizes = tuple(e - s for s, e in self.runs[place : place + used])
            number = re.sub(r"[^0-9]", "", self.text[start:end])
            if (
                sizes not in _CARD_GROUPS
                or not is_card(number)
                or re.search(r"[\n,，]", self.text[start:end])
            ):
                continue
            words = before(self.text, start)
            label, _, _ = label_of(words)
            if label is Label.OTHER or of_organ(self.text, start, end):
                return None, 1
            if (
                label is Label.BANK
                or sizes[:4] == (4, 4, 4, 4)
                or self.reader.by_a_person(start, words)
            ):
                return Hit.of(LeakType.BANK, start, end, number, Severity.HIGH, "bank.joined"), used
        return None, 1

    def _joined_phone(self, place: int) -> tuple[Hit | None, int]:
        start = self.runs[place][0]
        groups = self._groups(place, PHONE_LENGTH)
        if groups is None or groups[0] == 1:
            return None, 1
        used, end = groups
        sizes = tuple(e - s for s, e in self.runs[place : place + used])
        raw = self.text[start:end]
        if sizes not in _PHONE_GROUPS or re.search(r"[,，]|[^0-9]{2}", raw):
            return None, 1
        if "\n" in raw and label_of(before(self.text, start))[0] is not Label.PHONE:
            return None, 1  # two numbers of a column; behind its label one that a line broke
        following = self.runs[place + used : place + used + 1]
        if following:
            gap = self.text[end : following[0][0]]
            tail = self.text[following[0][0] : following[0][1]]
            if len(gap) == 1 and gap == raw[sizes[0]] and not is_mobile((tail + "0" * 11)[:11]):
                return None, 1
        words = before(self.text, start)
        label, _, _ = label_of(words)
        ahead = _COUNTRY.search(self.text[max(0, start - 6) : start])
        hit = self.reader.phone(start, end, re.sub(r"[^0-9]", "", raw), label, words)
        if hit and ahead:
            hit = replace(hit, start=start - len(ahead[0]))
        return hit, used if hit else 1
