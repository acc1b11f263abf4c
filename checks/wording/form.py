"""标点与格式: what GB/T 15834, GB/T 15835 and GB/T 9704 ask of marks, numbers and document numbers.

Advice only: nobody fails for a comma.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass

VERSION = "2026.11"

Advice = tuple[int, int, str]
"""Start, end, and what to write there instead ("" where only a person can say)."""

_HAN = "\u4e00-\u9fff"
_HALF = re.compile(rf"(?<=[{_HAN}])[,;:?!](?=[{_HAN}])")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its id and its Chinese name."""

    id: str
    kind: str
    find: Callable[[str], Iterator[Advice]]


def _pattern(
    pattern: str, better: Callable[[re.Match[str]], str | None]
) -> Callable[[str], Iterator[Advice]]:
    """Each match whose `better` is not None."""
    compiled = re.compile(pattern)

    def find(text: str) -> Iterator[Advice]:
        for match in compiled.finditer(text):
            instead = better(match)
            if instead is not None:
                yield match.start(), match.end(), instead

    return find


def _day(match: re.Match[str]) -> str | None:
    """None for a day that there is."""
    year, month, day = match["year"], int(match["month"]), int(match["day"] or 1)
    if not 1 <= month <= 12:  # noqa: PLR2004
        return ""
    # a year that is not stated may have been a leap year
    last = monthrange(int(year) if year else 2024, month)[1]
    return None if 1 <= day <= last else ""


def _brackets(text: str) -> Iterator[Advice]:
    """A mark opened and not closed in its paragraph, or closed and not opened."""
    for line in re.finditer(r"[^\n]+", text):
        paragraph = line[0]
        if paragraph[-1] not in "。！？；：”）》":
            continue  # a cell or a heading, cut wherever it was cut
        for opening, closing in ("《》", "〈〉", "“”", "「」", "〔〕", "【】"):
            if paragraph.count(opening) == paragraph.count(closing):
                continue
            if opening == "“" and paragraph.startswith(opening):
                continue  # a quotation of many paragraphs opens each and closes the last
            at = _unmatched(paragraph, opening, closing)
            yield line.start() + at, line.start() + at + 1, ""


def _unmatched(paragraph: str, opening: str, closing: str) -> int:
    """The first of the pair that has no partner: one piece of advice is enough for a paragraph."""
    opened: list[int] = []
    for at, character in enumerate(paragraph):
        if character == opening:
            opened.append(at)
        elif character == closing:
            if not opened:
                return at
            opened.pop()
    return opened[0]


def _mixed(text: str) -> Iterator[Advice]:
    """The first half-width mark between Chinese characters in a paragraph that also has full-width
    ones."""
    wide = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
    for line in re.finditer(r"[^\n]+", text):
        if not re.search("[，；：？！。]", line[0]):
            continue
        match = _HALF.search(line[0])
        if match:
            at = line.start() + match.start()
            yield at, at + 1, wide[match[0]]


RULES: tuple[Rule, ...] = (
    Rule(
        "P01",
        "重复用词",
        _pattern(
            r"(?P<w>进行|开展|加强|推进|关于|根据|按照|通过|以及|对于|由于|因此|所以|但是|同时|其中|并且|我们|工作|建设|管理|服务"
            r"|发展|实施|落实|完善|提高|促进|坚持|部署|政府|单位|部门|有关|相关|人民|会议|要求|情况|问题|项目|企业|群众)(?P=w)",
            lambda m: m["w"],
        ),
    ),
    Rule(
        "P02",
        "重复用字",
        _pattern(
            r"(?<![目标有])的的(?![确士])|(?<![为除受终罢到明未])了了(?![解结断却望此然事得])"
            r"|(?<![总共温缓调饱祥柔平随附求中议])和和(?![平谐睦解蔼气美])",
            lambda m: m[0][0],
        ),
    ),
    Rule(
        "P03",
        "标点重复",
        _pattern(r"。{2}(?!。)|，{2,}|、{2,}|；{2,}|：{2,}|[，、；：][。！？]", lambda m: m[0][-1]),
    ),
    Rule("P04", "标点不成对", _brackets),
    Rule("P05", "全角半角混用", _mixed),
    Rule(
        "P06",
        "日期有误",
        _pattern(
            r"(?<!\d)(?:(?P<year>(?:19|20)\d{2})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号])(?!\d)"
            r"|(?<!\d)(?P<year2>(?:19|20)\d{2})年(?P<month2>\d{1,2})月(?![\d份])",
            lambda m: _day(m) if m["month"] else ("" if not 1 <= int(m["month2"]) <= 12 else None),  # noqa: PLR2004
        ),
    ),
    Rule(
        "P07",
        "日期写法",
        _pattern(
            r"(?<=\d月)(?P<d>\d{1,2})号(?![楼线院文件令公室厅馆桥井])", lambda m: f"{m['d']}日"
        ),
    ),
    Rule(
        "P08",
        "截止与截至",
        _pattern(
            r"(?<![名报集件标交请动稿间期限])截止到?(?=(?:\d{2,4}年|\d{1,2}月|目前|今年|去年|本月|上月|昨日|今日))",
            lambda _: "截至",
        ),
    ),
    Rule(
        "P09",
        "发文字号",
        _pattern(
            rf"(?<=[{_HAN}][发函字办令规电通告文])(?P<open>[\[（(【［])(?P<year>(?:19|20)\d{{2}})[\]）)】］]第?(?P<no>\d{{1,5}})号",
            lambda m: f"〔{m['year']}〕{m['no']}号",
        ),
    ),
    Rule(
        "P10",
        "发文字号",
        _pattern(
            r"〔(?P<year>(?:19|20)\d{2})〕第(?P<no>\d{1,5})号",
            lambda m: f"〔{m['year']}〕{m['no']}号",
        ),
    ),
)
"""In the order in which they are asked."""
