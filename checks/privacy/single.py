"""One unbroken number in its words: is it an identity number, an account, a phone, or none of them."""

import re
from datetime import date

from checks.privacy.context import Label, before, for_citizen, label_of, of_organ
from checks.privacy.hit import Hit
from checks.privacy.leak import LeakType, Severity
from checks.privacy.names import ends_with_name, name_before
from checks.privacy.numbers import Id, is_card, is_mobile, is_old_id, is_uscc, judge_id

_X = "Xx×ⅹχх"
MASKS = frozenset("*＊×✕●•○◯#＃■□▇█?？")
_UNIT = re.compile(
    r"\s?(?:[万亿千百]?元|[万亿]|美元|％|%|‰|平方|立方|公顷|亩|公里|千米|米|吨|公斤|千克|克|度|千瓦|次|字节|[KMG]B|株|头|册|套|台|辆)"
    r"|年(?!龄)|个|户(?![主籍名口])|人(?![：:口员])|家(?![属住庭])|名(?![字单])|件|条|项|天"
)
_ID_SHAPE = re.compile(r"(?<![0-9])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9])")
_IN_ADDRESS = re.compile(r"(?:://|www\.|[A-Za-z]{2,}[./])[^\s\u4e00-\u9fff]*$")
_FILE = re.compile(r"\.(?:jpe?g|png|gif|html?|shtml|pdf|docx?|xlsx?|zip|rar|mp4)", re.IGNORECASE)
_MONEY = re.compile(r"[¥￥$]\s?$|(?:RMB|CNY)\s?$")
_PASSBOOK = re.compile(r"一折通|一卡通|存折|银行卡|折号|惠农|工资卡|卡折")
_BANK_NAME = re.compile(r"信用社|银行|农信|邮储|农行|工行|建行|中行|交行|富滇|储蓄所|开户行")
RECENT = 12  # years: an unlabelled number that says somebody is younger is a date and a serial
ID_LENGTH, PHONE_LENGTH = 18, 11
_MAX_TAIL = 4
_DOCTOR = 27  # a doctor's or nurse's certificate: nine digits, then the holder's own number
_PRACTICE = re.compile(r"资格|执业|医师|护士|证书")


class Reader:
    """A text, and the day on which nobody is unborn."""

    def __init__(self, text: str, today: date) -> None:
        self.text = text
        self.today = today

    def judge(self, start: int, end: int) -> Hit | None:
        """What the digits from start up to, not with, end are."""
        if end - start < PHONE_LENGTH:
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
        if len(number) == ID_LENGTH - 1 and tail and tail in _X:
            number, end = number + "X", end + 1
        elif len(number) == ID_LENGTH - 1 and re.match(r" [Xx](?![A-Za-z])", text[end : end + 3]):
            number, end = number + "X", end + 2
        if len(number) < ID_LENGTH:
            return self._short_id(start, end, number, label)
        if len(number) == _DOCTOR and label is Label.OTHER and _PRACTICE.search(words):
            held = number[_DOCTOR - ID_LENGTH :]
            right = judge_id(held, self.today) is Id.RIGHT
            return (
                Hit(LeakType.ID, start, end, held, Severity.HIGH, "id.embedded") if right else None
            )
        verdict = judge_id(number[:18], self.today)
        if verdict is Id.NO:
            return None
        labelled = label is Label.ID
        if len(number) > ID_LENGTH:
            tail_fits = len(number) == 20 and number[18] in "1234567" and number[19] in "1234"  # noqa: PLR2004
            if len(number) > ID_LENGTH + _MAX_TAIL or verdict is not Id.RIGHT:
                return None
            if not labelled and not (tail_fits and label is not Label.OTHER):
                return None
            if more := re.match(r"[A-Z][0-9]?(?![0-9A-Za-z])", text[end : end + 3]):
                end += len(more[0])  # a card that was issued again: B1
            return Hit.of(LeakType.ID, start, end, number[:18], Severity.HIGH, "id.embedded")
        ahead, after = text[max(0, start - 1) : start], text[end : end + 1]
        glued = (ahead.isascii() and ahead.isalpha()) or (after.isascii() and after.isalnum())
        if verdict is Id.WRONG_DIGIT:
            if labelled and not glued:
                return Hit.of(LeakType.ID, start, end, number, Severity.SUSPECT, "id.wrong_digit")
            return None
        if glued and not self._may_be_glued(start, end, labelled):
            return None
        if not labelled and is_uscc(number):
            return None
        if not labelled and self.today.year - int(number[6:10]) < RECENT:
            if label is Label.OTHER:
                return None
            return Hit.of(LeakType.ID, start, end, number, Severity.SUSPECT, "id.young")
        if glued and ahead and ahead in "GgLlJj":
            start -= 1
        if more := re.match(r"[A-Z][0-9A-Z](?![0-9A-Za-z])", text[end : end + 3]):
            end += len(more[0])
        return Hit.of(LeakType.ID, start, end, number, Severity.HIGH, "id.checked")

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
        if label is not Label.ID or len(number) != ID_LENGTH - 1 or not number.isdigit():
            return None
        if judge_id(number + "0", self.today) is Id.NO or self.text[end : end + 1] in MASKS:
            return None
        return Hit.of(LeakType.ID, start, end, number, Severity.SUSPECT, "id.one_lost")

    def _old_id(self, start: int, end: int, label: Label, words: str) -> Hit | None:
        number = self.text[start:end]
        if label is Label.ID and is_old_id(number, self.today):
            return Hit.of(LeakType.ID, start, end, number, Severity.HIGH, "id.old")
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
                return Hit.of(LeakType.BANK, start, end, number, Severity.HIGH, "bank.card")
            if _PASSBOOK.search(words) or self.by_a_person(start, words):
                return Hit.of(LeakType.BANK, start, end, number, Severity.SUSPECT, "bank.labelled")
            return None
        if card and number.startswith("62") and not of_organ(self.text, start, end):
            near = self.text[max(0, start - 24) : start]
            if self.by_a_person(start, words) or _BANK_NAME.search(near):
                return Hit.of(LeakType.BANK, start, end, number, Severity.HIGH, "bank.unlabelled")
        return None

    def by_a_person(self, start: int, words: str) -> bool:
        """A name stands right before, or the words speak of a citizen."""
        return (
            ends_with_name(words)
            or bool(_ID_SHAPE.search(words))
            or for_citizen(self.text, start, start) is True
        )

    def _phone(self, start: int, end: int, label: Label, words: str) -> Hit | None:
        number = self.text[start:end]
        for prefix in ("0086", "86", "0"):
            if len(number) == PHONE_LENGTH + len(prefix) and number.startswith(prefix):
                ahead = self.text[max(0, start - 1) : start]
                if prefix == "86" and ahead not in "+＋(（" and label is not Label.PHONE:
                    return None
                if ahead and ahead in "+＋":
                    start -= 1
                return self.phone(start, end, number[len(prefix) :], label, words)
        if len(number) == 2 * PHONE_LENGTH and label is Label.PHONE and is_mobile(number[11:]):
            return self.phone(start, end - 11, number[:11], label, words)
        return self.phone(start, end, number, label, words)

    def phone(self, start: int, end: int, number: str, label: Label, words: str) -> Hit | None:
        """Eleven digits as a mobile, graded by whose it is."""
        text = self.text
        if not is_mobile(number) or label in (Label.OTHER, Label.ID, Label.BANK, Label.SOCIAL):
            return None
        ahead, after = text[max(0, start - 1) : start], text[end : end + 3]
        if ahead and ahead.isascii() and (ahead.isalnum() or ahead in "=&%"):
            return None
        if ahead and ahead in "./" and _IN_ADDRESS.search(text[max(0, start - 40) : start]):
            return None
        if _FILE.match(text[end : end + 6]) and label is not Label.PHONE:
            return None
        if re.match(r"[A-Za-z=&%@]", after):
            return None
        if after[:1] in (".", "．") and after[1:2].isdigit():
            return None
        if _UNIT.match(text[end : end + 4]) or re.search(r"第\s?$", words):
            return None
        named = ends_with_name(words) or bool(_ID_SHAPE.search(words))
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
            citizen = named or bool(name_before(text, start, 40))
        severity = Severity.HIGH if citizen else Severity.LOW
        rule = "mobile.citizen" if citizen else "mobile.duty"
        return Hit.of(LeakType.MOBILE, start, end, number, severity, rule)
