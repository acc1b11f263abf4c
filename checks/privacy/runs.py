"""Numbers in running text: chains of digits found in one pass, then judged by length, proof and words.

Broken numbers (spaces, dashes, line breaks) are joined only where a checksum passes, or where a phone is
grouped as phones are.
"""

import re
from collections.abc import Iterator
from datetime import date

from checks.privacy.context import Label, before, for_citizen, label_of, of_organ
from checks.privacy.hit import Hit
from checks.privacy.leak import LeakType, Severity
from checks.privacy.names import ends_with_name
from checks.privacy.numbers import Id, is_card, is_mobile, is_old_id, is_uscc, judge_id

_SEPARATOR = r"[ \t\r\n\u00a0\u2000-\u200a\u3000\-\u2010-\u2015－_.．·•・/|\\]"
_CHAIN = re.compile(rf"(?<![0-9])[0-9](?:{_SEPARATOR}{{0,3}}[0-9]){{10,}}+[ ]?[Xx×ⅹχх]?")
_RUN = re.compile(r"[0-9]+")
_X = "Xx×ⅹχх"
MASKS = frozenset("*＊×✕●•○◯#＃■□▇█_?？")
_UNIT = re.compile(
    r"\s?(?:[万亿千百]?元|[万亿]|美元|％|%|‰|平方|立方|公顷|亩|公里|千米|米|吨|公斤|千克|克|度|千瓦|次|字节|[KMG]B|株|头|册|套|台|辆)"
)
_MONEY = re.compile(r"[¥￥$]\s?$|(?:RMB|CNY)\s?$")
_PASSBOOK = re.compile(r"一折通|一卡通|存折|银行卡|折号|惠农|工资卡|卡折")
_BANK_NAME = re.compile(r"信用社|银行|农信|邮储|农行|工行|建行|中行|交行|富滇|储蓄所|开户行")
_RECENT = 12  # years: an unlabelled number that says somebody is younger is a date and a serial
_PHONE_GROUPS = frozenset(
    {(3, 4, 4), (3, 8), (4, 3, 4), (4, 4, 3), (3, 3, 5), (7, 4), (3, 2, 2, 2, 2), (1,) * 11}
)
_CARD_GROUPS = frozenset(
    {(4, 4, 4, 4), (4, 4, 4, 4, 1), (4, 4, 4, 4, 2), (4, 4, 4, 4, 3), (4, 4, 4, 7)}
)
_CARD_GROUPS |= {(6, 13), (6, 10), (8, 8), (4, 15), (6, 12), (8, 11), (4, 12), (4, 4, 11)}
_ID_LENGTH, _PHONE_LENGTH = 18, 11
_MAX_TAIL = 4


def scan_runs(text: str, today: date) -> Iterator[Hit]:
    """Every identity number, phone and account in the text, left to right."""
    for chain in _CHAIN.finditer(text):
        yield from _Chain(text, chain.start(), chain.end(), today).hits()


class _Chain:
    """Digits that stand near enough to be one number, or several."""

    def __init__(self, text: str, start: int, end: int, today: date) -> None:
        self.text = text
        self.today = today
        self.runs = [m.span() for m in _RUN.finditer(text, start, end)]
        self.before: list[int] = []  # how many digits stand before each run
        self.ending: dict[int, int] = {}  # so many digits end with that run
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
        if self._masked(start, end):
            return None, 1
        single = self._single(place, start, end)
        if single is not None:
            return single, 1
        for judge in (self._joined_id, self._joined_card, self._joined_phone):
            hit, used = judge(place)
            if hit is not None:
                return hit, used
        return None, 1

    def _masked(self, start: int, end: int) -> bool:
        after, ahead = self.text[end : end + 1], self.text[max(0, start - 1) : start]
        if (
            after == "×"
            and end - start == _ID_LENGTH - 1
            and self.text[end + 1 : end + 2] not in MASKS
        ):
            return False
        twice = self.text[end + 1 : end + 2], self.text[max(0, start - 2) : max(0, start - 1)]
        if after in "xX" and after and twice[0] in ("x", "X"):
            return True
        if ahead in "xX" and ahead and twice[1] in ("x", "X"):
            return True
        return after in MASKS - {"_"} or ahead in MASKS - {"_"} or (after + twice[0]) == "__"

    # -- one run ---------------------------------------------------------------------------

    def _single(self, place: int, start: int, end: int) -> Hit | None:
        length = end - start
        if length < _PHONE_LENGTH:
            return None
        words = before(self.text, start)
        label, _, _ = label_of(words)
        if _MONEY.search(words):
            return None
        for judge in (self._id, self._old_id, self._card, self._phone):
            hit = judge(start, end, label, words)
            if hit is not None:
                return hit
        return None

    def _id(self, start: int, end: int, label: Label, words: str) -> Hit | None:
        text, number = self.text, self.text[start:end]
        tail = text[end : end + 1]
        if len(number) == _ID_LENGTH - 1 and tail and tail in _X:
            number, end = number + "X", end + 1
        elif len(number) == _ID_LENGTH - 1 and re.match(r" [Xx](?![A-Za-z])", text[end : end + 3]):
            number, end = number + "X", end + 2
        if len(number) < _ID_LENGTH:
            return self._short_id(start, end, number, label)
        verdict = judge_id(number[:18], self.today)
        if verdict is Id.NO:
            return None
        labelled = label is Label.ID
        if len(number) > _ID_LENGTH:
            tail_fits = len(number) == 20 and number[18] in "1234567" and number[19] in "1234"  # noqa: PLR2004
            if len(number) > _ID_LENGTH + _MAX_TAIL or verdict is not Id.RIGHT:
                return None
            if not labelled and not (tail_fits and label is not Label.OTHER):
                return None
            return self._hit(LeakType.ID, start, end, number[:18], Severity.HIGH, "id.embedded")
        ahead, after = text[max(0, start - 1) : start], text[end : end + 1]
        glued = (ahead.isascii() and ahead.isalpha()) or (after.isascii() and after.isalnum())
        if verdict is Id.WRONG_DIGIT:
            if labelled and not glued:
                return self._hit(
                    LeakType.ID, start, end, number, Severity.SUSPECT, "id.wrong_digit"
                )
            return None
        if glued and not self._may_be_glued(start, end, labelled):
            return None
        if not labelled and is_uscc(number):
            return None
        if not labelled and self.today.year - int(number[6:10]) < _RECENT:
            if label is Label.OTHER:
                return None
            return self._hit(LeakType.ID, start, end, number, Severity.SUSPECT, "id.young")
        if glued and ahead and ahead in "GgLlJj":
            start -= 1
        if more := re.match(r"[A-Z][0-9A-Z](?![0-9A-Za-z])", text[end : end + 3]):
            end += len(more[0])
        return self._hit(LeakType.ID, start, end, number, Severity.HIGH, "id.checked")

    def _may_be_glued(self, start: int, end: int, labelled: bool) -> bool:
        """学籍号 G+ID; a sole trader's tax number is the ID and two characters more."""
        text = self.text
        ahead = text[max(0, start - 2) : start]
        if labelled:
            return True
        if ahead[-1:] in ("G", "L", "J") and not (ahead[:-1].isascii() and ahead[:-1].isalnum()):
            return not text[end : end + 1].isalnum() or not text[end : end + 1].isascii()
        after = re.match(r"[A-Za-z]*", text[end : end + 12])
        letters_ahead = ahead[-1:].isascii() and ahead[-1:].isalpha()
        word = re.search(r"[A-Za-z]+$", text[max(0, start - 12) : start])
        if word and word[0].lower() in ("id", "no", "sfz", "sfzh", "card", "idcard"):
            return not after or not after[0]
        # a file name: 5329…0011jpg is none, 5329…0011张三 is not glued at all
        return not letters_ahead and bool(after) and after[0].lower() in ("jpg", "png", "pdf")  # type: ignore[index]

    def _short_id(self, start: int, end: int, number: str, label: Label) -> Hit | None:
        """Seventeen digits behind an ID label: one was lost, the person is still named."""
        if label is not Label.ID or len(number) != _ID_LENGTH - 1 or not number.isdigit():
            return None
        if judge_id(number + "0", self.today) is Id.NO or self.text[end : end + 1] in MASKS:
            return None
        return self._hit(LeakType.ID, start, end, number, Severity.SUSPECT, "id.one_lost")

    def _old_id(self, start: int, end: int, label: Label, words: str) -> Hit | None:
        number = self.text[start:end]
        if label is Label.ID and is_old_id(number, self.today):
            return self._hit(LeakType.ID, start, end, number, Severity.HIGH, "id.old")
        return None

    def _card(self, start: int, end: int, label: Label, words: str) -> Hit | None:
        number = self.text[start:end]
        if not 12 <= len(number) <= 24:  # noqa: PLR2004
            return None
        after = self.text[end : end + 2]
        if _UNIT.match(after) or (after[:1] in (".", "．") and after[1:2].isdigit()):
            return None
        if label in (Label.OTHER, Label.PHONE, Label.ID, Label.SOCIAL, Label.PASSPORT):
            return None
        ahead = self.text[max(0, start - 1) : start]
        if (ahead.isascii() and (ahead.isalnum() or ahead == "=")) or (
            after[:1].isascii() and after[:1].isalpha()
        ):
            return None
        card = is_card(number)
        if label is Label.BANK:
            if of_organ(self.text, start, end):
                return None
            if card:
                return self._hit(LeakType.BANK, start, end, number, Severity.HIGH, "bank.card")
            if _PASSBOOK.search(words) or self._stands_by_a_person(start, words):
                return self._hit(
                    LeakType.BANK, start, end, number, Severity.SUSPECT, "bank.labelled"
                )
            return None
        if card and number.startswith("62") and not of_organ(self.text, start, end):
            near = self.text[max(0, start - 24) : start]
            if self._stands_by_a_person(start, words) or _BANK_NAME.search(near):
                return self._hit(
                    LeakType.BANK, start, end, number, Severity.HIGH, "bank.unlabelled"
                )
        return None

    def _stands_by_a_person(self, start: int, words: str) -> bool:
        return ends_with_name(words) or for_citizen(self.text, start, start) is True

    def _phone(self, start: int, end: int, label: Label, words: str) -> Hit | None:
        number = self.text[start:end]
        for prefix in ("0086", "86", "0"):
            if len(number) == _PHONE_LENGTH + len(prefix) and number.startswith(prefix):
                ahead = self.text[max(0, start - 1) : start]
                if prefix == "86" and ahead not in "+＋(（" and label is not Label.PHONE:
                    return None
                if ahead and ahead in "+＋":
                    start -= 1
                return self._say_phone(start, end, number[len(prefix) :], label, words)
        if len(number) == 2 * _PHONE_LENGTH and label is Label.PHONE and is_mobile(number[11:]):
            return self._say_phone(start, end - 11, number[:11], label, words)
        return self._say_phone(start, end, number, label, words)

    def _say_phone(self, start: int, end: int, number: str, label: Label, words: str) -> Hit | None:
        text = self.text
        if not is_mobile(number) or label in (Label.OTHER, Label.ID, Label.BANK, Label.SOCIAL):
            return None
        ahead, after = text[max(0, start - 1) : start], text[end : end + 3]
        joins = "=&%" if label is Label.PHONE else "=&%./"
        if ahead and ahead.isascii() and (ahead.isalnum() or ahead in joins):
            return None
        if re.match(r"[A-Za-z=&%@]", after):
            return None
        if after[:1] in (".", "．") and after[1:2].isdigit():
            return None
        if _UNIT.match(text[end : end + 4]) or re.search(r"第\s?$", words):
            return None
        named = ends_with_name(words)
        citizen = for_citizen(text, start, end)
        if (
            label is not Label.PHONE
            and not named
            and citizen is None
            and words.strip()
            and not ("\u4e00" <= words.rstrip(" \t：:（(、，,")[-1:] <= "\u9fff")
        ):
            return None
        if citizen is None:
            citizen = named
        severity = Severity.HIGH if citizen else Severity.LOW
        rule = "mobile.citizen" if citizen else "mobile.duty"
        return self._hit(LeakType.MOBILE, start, end, number, severity, rule)

    # -- several runs ----------------------------------------------------------------------

    def _groups(self, place: int, length: int) -> tuple[int, int] | None:
        """How many runs from here make exactly so many digits, and where they end."""
        last = self.ending.get(self.before[place] + length)
        return None if last is None else (last - place + 1, self.runs[last][1])

    def _joined_id(self, place: int) -> tuple[Hit | None, int]:
        start = self.runs[place][0]
        for length in (_ID_LENGTH, _ID_LENGTH - 1):
            groups = self._groups(place, length)
            if groups is None or groups[0] == 1:
                continue
            used, end = groups
            number = re.sub(r"[^0-9]", "", self.text[start:end])
            if length == _ID_LENGTH - 1:
                x = re.match(r"[ \-\n\t]?([Xx])(?![A-Za-z])", self.text[end : end + 3])
                if not x:
                    continue
                number, end = number + "X", end + len(x[0])
            if judge_id(number, self.today) is not Id.RIGHT:
                continue
            label, _, _ = label_of(before(self.text, start))
            sizes = [e - s for s, e in self.runs[place : place + used]]
            whole = sizes[0] >= 4 or max(sizes) == 1 or label is Label.ID  # noqa: PLR2004
            young = self.today.year - int(number[6:10]) < _RECENT
            if whole and not (label is not Label.ID and (young or label is Label.OTHER)):
                return self._hit(LeakType.ID, start, end, number, Severity.HIGH, "id.joined"), used
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
            if sizes not in _CARD_GROUPS or not is_card(number) or "\n" in self.text[start:end]:
                continue
            words = before(self.text, start)
            label, _, _ = label_of(words)
            if label is Label.OTHER or of_organ(self.text, start, end):
                return None, 1
            if (
                label is Label.BANK
                or sizes[:4] == (4, 4, 4, 4)
                or self._stands_by_a_person(start, words)
            ):
                return self._hit(
                    LeakType.BANK, start, end, number, Severity.HIGH, "bank.joined"
                ), used
        return None, 1

    def _joined_phone(self, place: int) -> tuple[Hit | None, int]:
        start = self.runs[place][0]
        groups = self._groups(place, _PHONE_LENGTH)
        if groups is None or groups[0] == 1:
            return None, 1
        used, end = groups
        sizes = tuple(e - s for s, e in self.runs[place : place + used])
        raw = self.text[start:end]
        if sizes not in _PHONE_GROUPS or "\n" in raw or re.search(r"[^0-9]{2}", raw):
            return None, 1
        following = self.runs[place + used : place + used + 1]
        if following:
            gap = self.text[end : following[0][0]]
            tail = self.text[following[0][0] : following[0][1]]
            if len(gap) == 1 and gap == raw[sizes[0]] and not is_mobile((tail + "0" * 11)[:11]):
                return None, 1
        words = before(self.text, start)
        label, _, _ = label_of(words)
        hit = self._say_phone(start, end, re.sub(r"[^0-9]", "", raw), label, words)
        return hit, used if hit else 1

    def _hit(
        self, kind: LeakType, start: int, end: int, value: str, severity: Severity, rule: str
    ) -> Hit:
        return Hit(kind, start, end, value.upper(), severity, rule)
