"""认错的字: letters that recognition reads for figures, put right only where a checksum then holds."""

import re

_ALIKE = str.maketrans("OoDQIil|!ZzSsBGbgqT", "0000111112255866997")
_RUN = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z|!]{15,19}(?![0-9A-Za-z])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOST = 5  # letters in one number that may be figures


def repaired(text: str) -> str:
    """The text with identity and card numbers put right; whatever fails its check stays as it was."""
    return _RUN.sub(lambda run: _number(run[0]), text)


def _number(run: str) -> str:
    letters = sum(not sign.isdigit() for sign in run[:-1])
    if not 0 < letters + (not run[-1].isdigit()) <= _MOST:
        return run
    head, last = run[:-1].translate(_ALIKE), run[-1]
    last = "X" if last in "xX×" else last.translate(_ALIKE)
    whole = head + last
    if is_identity(whole) or (len(whole) in (16, 17, 18, 19) and is_card(whole)):
        return whole
    return run


def is_identity(number: str) -> bool:
    """Eighteen places, a date that may be, and the check digit of GB 11643-1999."""
    if not re.fullmatch(
        r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dX]", number
    ):
        return False
    total = sum(int(c) * w for c, w in zip(number, _WEIGHTS, strict=False))
    return number[-1] == "10X98765432"[total % 11]


def is_card(number: str) -> bool:
    """A UnionPay number whose Luhn sum holds."""
    if not re.fullmatch(r"62\d{14,17}", number):
        return False
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 - the sum of its two digits
    return total % 10 == 0
