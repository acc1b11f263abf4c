"""病情: an illness, a disability, a pregnancy, said of somebody by name. Said in general it is no leak."""

import re
from collections.abc import Iterator, Sequence

from checks.privacy.hit import Hit
from checks.privacy.leak import LeakType, Severity
from checks.privacy.names import bearer, sufferer
from checks.privacy.words import any_of, section

_WORDS = section("illness")
_GRADES = "一二三四"
ILLNESSES: tuple[str, ...] = (
    *_WORDS["plain"],
    *(f"{organ}癌{stage}" for organ in _WORDS["cancers"] for stage in ("", "晚期", "早期")),
    *(f"{part}残疾" for part in _WORDS["disabled"]),
    *(f"{part}{grade}级" for part in _WORDS["disabled"] for grade in _GRADES),
    *(f"残疾{grade}级" for grade in _GRADES),
    *(f"{grade}级残疾" for grade in _GRADES),
    "孕",
)
"""Every word of illness, for the automaton that finds where one begins."""

ILLNESS = re.compile("|".join(sorted(set(ILLNESSES) - {"孕"}, key=len, reverse=True)) + r"|孕\d+周")
_GENERAL = any_of("illness", "general")
_LINK = any_of("illness", "link")
_SORT = re.compile(r"病?(?:病人|患者|儿童|人群|人员|家庭|等|类|学|科|防)")
_NEAR = 70


def scan_illness(text: str, starts: Sequence[int]) -> Iterator[Hit]:
    """An illness whose sentence names its bearer. `starts`: where words of illness begin."""
    last = 0
    for start in starts:
        match = ILLNESS.match(text, start) if start >= last else None
        if match is None:
            continue
        last = end = match.end()
        after = text[end : end + 6]
        name = sufferer(text[end : end + 12])
        if name:
            yield Hit(LeakType.MEDICAL, start, end, match[0], Severity.HIGH, "illness.named", name)
            continue
        is_said = text[start - 1 : start] in ("系", "为", "是")
        if _GENERAL.search(after) or (_SORT.match(after) and not is_said):
            continue
        left = text[max(0, start - _NEAR) : start]
        left = left[max(left.rfind("\n"), left.rfind("。")) + 1 :]
        name = bearer(left)
        if not name or ILLNESS.search(name):
            continue
        between = left[left.rfind(name) + len(name) :]
        if not _LINK.search(between) or _GENERAL.search(between):
            continue
        yield Hit(LeakType.MEDICAL, start, end, match[0], Severity.HIGH, "illness.named", name)
