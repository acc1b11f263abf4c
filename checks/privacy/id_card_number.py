"""公开身份证号: an unmasked resident identity number stands in a published text.

Why    个人信息保护法 第二十五条; 云南省政府办公厅2017年通知 lists 居民身份证号码 first among what may not be open.
Fails  when a number has the shape, a date and a right check digit (GB 11643-1999).
Asks   when the shape stands behind a label and the check digit is wrong: a typo in a real list.
"""

import re
from dataclasses import dataclass

from checks.registry import PASSED, Saying, check
from core.dossier import Scene
from core.facts import PageText
from core.result import Outcome

_SHAPE = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])\d{5}[\dXx](?![0-9A-Za-z])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check()
def id_card_number(page: PageText, _: Params, __: Scene) -> tuple[Saying, ...]:
    """One finding a page or attachment: 起, as notices count."""
    sure = {m for m in _SHAPE.findall(page.text) if _check_digit_is_right(m)}
    if not sure:
        return PASSED
    return (
        Saying(
            Outcome.FAIL,
            f"公开未脱敏的身份证号{len(sure)}个",
            quotes=tuple(sorted(f"{n[:2]}**************{n[-2:]}" for n in sure)),
            page=page.holder,
        ),
    )


def _check_digit_is_right(number: str) -> bool:
    total = sum(int(n) * w for n, w in zip(number[:17], _WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == number[17].upper()
