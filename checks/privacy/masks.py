"""脱敏不充分: a mask that hides too little, or that the birth date beside it undoes.

Hiding the eight digits of the birth date is accepted practice and leaves some 3,300 numbers; with the
birth month in the same row it leaves three. Reported as a hint, never as a leak, with the number left.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from checks.privacy.context import Label, before, label_of
from checks.privacy.hit import Hit
from checks.privacy.leak import LeakType, Severity
from checks.privacy.numbers import check_digit, is_mobile
from checks.privacy.regions import regions

_MASK = r"[*＊×✕xX●•○◯#＃■□▇█]"
_SHOWN = re.compile(
    rf"(?<![0-9A-Za-z*＊×●•#])[0-9]+{_MASK}+[0-9]*{_MASK}*[0-9]*[0-9Xx*＊×●•#]?(?![0-9A-Za-z*＊×●•#])"
)
_ANY = re.compile(_MASK)
_SOME = re.compile(r"[0-9](?:[*＊×✕●•○◯#＃■□▇█]|[xX]{2})")
_BIRTH = re.compile(r"((?:19|20)\d\d)\s?[年.\-/]\s?(\d{1,2})(?:\s?[月.\-/]\s?(\d{1,2})日?)?月?")
_BORN = re.compile(r"出生|生日|生于|，生|日生|月生")
_YEAR = re.compile(r"((?:19|20)\d\d)\s?年?")
_AGE = re.compile(r"(\d{1,3})\s?(?:周?岁)")
MOST = 1000
"""More numbers than this left over, and the mask does its work: last-four (999) is the weakest told."""

_ID_LENGTH, _PHONE_LENGTH = 18, 11
_FIRST_YEAR, _OLDEST = 1900, 110


def scan_masks(text: str, today: date) -> Iterator[Hit]:
    """Masked IDs and phones in running text, with what the same sentence tells of the birth."""
    if not _SOME.search(text):
        return
    for match in _SHOWN.finditer(text):
        if len(match[0]) not in (_ID_LENGTH, _PHONE_LENGTH):
            continue
        near = text[max(0, match.start() - 60) : match.end() + 30]
        near = near.replace(match[0], " ")
        birth = near if _BORN.search(near) else ""
        hit = weak_mask(match[0], birth, near, today)
        if hit is None:
            continue
        label, _, _ = label_of(before(text, match.start()))
        if label not in (Label.OTHER, Label.BANK):
            yield hit.moved(match.start())


def weak_mask(shown: str, birth: str, age: str, today: date) -> Hit | None:
    """The hint for one masked number, or None where enough is hidden. Places count from its start."""
    known = _ANY.sub("*", shown[:-1]) + (
        shown[-1].upper()
        if shown[-1] in "xX" and shown[-2:-1].isdigit()
        else _ANY.sub("*", shown[-1])
    )
    if "*" not in known or re.search(r"[^0-9X*]", known):
        return None
    if len(known) == _ID_LENGTH:
        # A birth that contradicts what is shown is another person's: the mask is judged alone.
        left = _ids_left(known, _window(birth, age, today))
        left = left or _ids_left(known, _window("", "", today))
    elif len(known) == _PHONE_LENGTH and is_mobile(known.replace("*", "0")):
        left = 10 ** known.count("*")
        left = left if left <= 10**2 else MOST + 1
    else:
        return None
    if not 0 < left <= MOST:
        return None
    return Hit(LeakType.WEAKMASK, 0, len(shown), shown, Severity.LOW, "mask.weak", candidates=left)


def _window(birth: str, age: str, today: date) -> tuple[date, date]:
    """The first and the last day of birth that fit what is told beside the mask."""
    told = _BIRTH.search(birth)
    if told and 1 <= int(told[2]) <= 12:  # noqa: PLR2004
        year, month = int(told[1]), int(told[2])
        last = monthrange(year, month)[1]
        if told[3] and 1 <= int(told[3]) <= last:
            day = date(year, month, int(told[3]))
            return day, day
        return date(year, month, 1), date(year, month, last)
    year_told = _YEAR.search(birth)
    if year_told:
        return date(int(year_told[1]), 1, 1), date(int(year_told[1]), 12, 31)
    years = _AGE.search(age)
    if years and 0 < int(years[1]) <= _OLDEST:
        first = today.year - int(years[1]) - 1
        return date(first, today.month, 1), date(first + 1, today.month, 28)
    return date(_FIRST_YEAR, 1, 1), today


def _ids_left(known: str, window: tuple[date, date]) -> int:
    """How many right IDs fit the shown places and the window; MOST + 1 stands for too many."""
    if known[:6] not in regions():
        return MOST + 1
    span = (window[1] - window[0]).days + 1
    if known[6:14] == "*" * 8 and span > 11 * MOST:
        return MOST + 1
    days = _days(known[6:14], window)
    hidden = known[14:17].count("*")
    if known[17] == "*" or hidden > 1:
        serials = 999 if hidden == 3 else 10**hidden  # noqa: PLR2004 - serial 000 is not given
        each = serials if known[17] == "*" else serials / 11
        return min(MOST + 1, max(1, round(each * len(days)))) if days else 0
    fitting = sum(
        check_digit(known[:6] + day + serial) == known[17]
        for day in days
        for serial in _serials(known[14:17])
    )
    # A day that is told leaves one number, whatever its check digit: it may be a misprint.
    return fitting or int(len(days) == 1 and not hidden)


@lru_cache(maxsize=256)
def _days(pattern: str, window: tuple[date, date]) -> tuple[str, ...]:
    """Every YYYYMMDD of the window that shows what the pattern shows."""
    span = (window[1] - window[0]).days + 1
    days = ((window[0] + timedelta(days=n)).strftime("%Y%m%d") for n in range(span))
    return tuple(day for day in days if _fits(pattern, day))


def _fits(pattern: str, value: str) -> bool:
    return all(p in ("*", v) for p, v in zip(pattern, value, strict=True))


def _serials(pattern: str) -> list[str]:
    if "*" not in pattern:
        return [pattern]
    place = pattern.index("*")
    return [pattern[:place] + str(d) + pattern[place + 1 :] for d in range(10)]
