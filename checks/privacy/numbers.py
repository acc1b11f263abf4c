"""What a number proves by itself: check digits, dates, regions, prefixes. Digits in, verdict out."""

from collections.abc import Mapping
from datetime import date
from enum import Enum

from checks.privacy.regions import countries, regions

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_ID_LENGTH = 18
_OLD_LENGTH = 15
_FIRST_YEAR = 1900
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FEBRUARY = 2
_LEAP_DAY = 29
_USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_USCC_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_HEADS = "1112131921293132333435394149515253596162697172798189919293A1A9N1N2N3N9Y1"
_USCC_HEADS = frozenset(_HEADS[place : place + 2] for place in range(0, len(_HEADS), 2))

_MOBILE_HEADS = frozenset(
    [f"13{n}" for n in range(10)]
    + [f"14{n}" for n in (1, 4, 5, 6, 7, 8, 9)]
    + [f"15{n}" for n in (0, 1, 2, 3, 5, 6, 7, 8, 9)]
    + [f"16{n}" for n in (2, 5, 6, 7)]
    + [f"17{n}" for n in range(9)]
    + [f"18{n}" for n in range(10)]
    + [f"19{n}" for n in (0, 1, 2, 3, 5, 6, 7, 8, 9)]
)


class Id(Enum):
    """What is to be said of eighteen characters."""

    RIGHT = "right"  # region, date and check digit hold
    WRONG_DIGIT = "wrong_digit"  # region and date hold: a typo, or no ID at all
    NO = "no"


def check_digit(seventeen: str) -> str:
    """GB 11643-1999, ISO 7064 MOD 11-2."""
    return _CHECK[sum((ord(d) - 48) * w for d, w in zip(seventeen, _WEIGHTS, strict=True)) % 11]


def is_day(eight: str, today: date) -> bool:
    """YYYYMMDD between 1900 and today."""
    year, month, day = int(eight[:4]), int(eight[4:6]), int(eight[6:])
    if not (_FIRST_YEAR <= year <= today.year and 1 <= month <= len(_DAYS)):
        return False
    if not 1 <= day <= _DAYS[month - 1]:
        return False
    if month == _FEBRUARY and day == _LEAP_DAY and (year % 4 or (year % 100 == 0 and year % 400)):
        return False
    return (year, month, day) <= (today.year, today.month, today.day)


def judge_id(number: str, today: date) -> Id:
    """Eighteen characters, x in either case."""
    if len(number) != _ID_LENGTH or not number[:17].isdigit() or not _has_home(number):
        return Id.NO
    if number[17] not in "0123456789Xx" or not is_day(number[6:14], today):
        return Id.NO
    right = check_digit(number[:17]) == number[17].upper()
    return Id.RIGHT if right else Id.WRONG_DIGIT


def _has_home(number: str) -> bool:
    """A county of its time, or the head of a foreign resident's card: 9, province, country."""
    if number[0] == "9":
        return number[3:6] in countries() and f"{number[1:3]}0101" in regions()
    return number[:6] in regions()


def is_old_id(number: str, today: date) -> bool:
    """Fifteen digits of before 1999: no check digit, so a label must stand by."""
    if len(number) != _OLD_LENGTH or not number.isdigit():
        return False
    return number[:6] in regions() and is_day("19" + number[6:12], today)


def is_uscc(code: str) -> bool:
    """统一社会信用代码 (GB 32100-2015, MOD 31) with a region that exists."""
    if len(code) != _ID_LENGTH or code[:2] not in _USCC_HEADS:
        return False
    if any(c not in _USCC_LETTERS for c in code):
        return False
    total = sum(_USCC_LETTERS.index(c) * w for c, w in zip(code, _USCC_WEIGHTS, strict=False))
    if _USCC_LETTERS[(31 - total % 31) % 31] != code[17]:
        return False
    return code[2:8].isdigit() and (
        code[2:8] in regions() or code[4:8] == "0000" or code[2:4] == "10"
    )


def luhn(number: str) -> bool:
    """ISO/IEC 7812-1."""
    total = 0
    for place, char in enumerate(reversed(number)):
        digit = ord(char) - 48
        total += digit if place % 2 == 0 else digit * 2 - 9 * (digit > 4)  # noqa: PLR2004
    return total % 10 == 0


_CARD_HEADS: Mapping[str, tuple[int, ...]] = {
    "62": (16, 17, 18, 19),
    "60": (16, 19),
    "95": (16, 19),
    "99": (16, 19),
    "98": (16,),
    "94": (16, 18),
    "40": (16,), "42": (16,), "43": (16,), "45": (16,), "46": (16,), "48": (16,), "49": (16,),
    "51": (16,), "52": (16,), "53": (16,), "54": (16,), "55": (16,),
    "35": (16,),
}  # fmt: skip
"""First digits of cards that Chinese banks issue, and the lengths they come in."""


def is_card(number: str) -> bool:
    """A bank card by issuer, length and check digit. Ten in a hundred such numbers are chance."""
    return len(number) in _CARD_HEADS.get(number[:2], ()) and luhn(number)


def is_mobile(number: str) -> bool:
    """Eleven digits that a carrier of mainland China may have given out."""
    return len(number) == 11 and number[:3] in _MOBILE_HEADS and number.isdigit()  # noqa: PLR2004
