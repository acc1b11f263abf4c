"""列表条目: one item of a list: its title, its address, the date its row states, and whether it is pinned."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from core.clock import BEIJING
from core.facts import ListEntry, Precision, Stamp
from extract.dates import parse_stamp
from extract.links import Link
from extract.tree import TEXT, Tree

_CUT = re.compile(r"(?:\.{2,}|…+)\s*$")
_HEAD_MARK = re.compile(r"^\s*(?:[·•●■◆▪>»※*\-]|\[图\]|\[图文\]|\d{1,3}[.、](?!\d))+\s*")
_PINNED = re.compile(r"置顶|\[顶\]|【顶】", re.I)
_TOP_CLASS = re.compile(r"zhiding|is-?top|top-?icon|\bding\b", re.I)
_PIN_WORD = re.compile(r"^\s*[\[【(（]?\s*置顶\s*[\]】)）]?\s*[:：]?\s*")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_MARKS = frozenset({"i", "img", "span", "em"})
_NEW_MARK = re.compile(r"\s*(?:\bnew!?|\bhot!?)\s*$", re.I)
_EDGE_DATE = re.compile(
    r"^\s*[\[(（]?((?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?|\d\d-\d\d)[\])）]?\s*(?=\S)"
    r"|(?<=\S)\s*[\[(（]?((?:19|20)\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?|年\d{1,2}月\d{1,2}日(?=[\])）]))"
    r"|(?<=[\[(（])\d\d-\d\d)[\])）]?\s*$"
)
_LATER = re.compile(
    r"截止|截至|结束|有效|失效|废止|生效|实施|施行|开标|报名|成文|生成|回复|答复|办结|办理|反馈"
)
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])(?:[-/_]?(0[1-9]|[12]\d|3[01]))?(?!\d{5})"
)
_URL_LOOSE = re.compile(r"/((?:19|20)\d\d)/(\d{1,2})/(\d{1,2})/")
_FILLER = re.compile(
    r"(?:查看)?更多|more|详[情细]|查看(?:全部|详情)?|(?:阅读)?全文|点击|下载|返回|首页|[上下]一页|[尾末]页|进入"
    r"|(?:produced by|技术支持|版权所有).*|.*(?:ICP备|公网安备).*",
    re.I,
)
_SIGNS = " \t>»›+|·.…[]()（）【】-—_*#"
DATE_TEXT = 48  # characters of a text that can be a date with its label
DATE_HINT = re.compile(r"\d\d|前|昨天|今天|刚刚|〇|年")
_TEXTS, _DEEP = 40, 12  # texts of one link that are looked at, and how deep they lie
SHORT = 6  # mean length of titles under which links are ways in, not items
_NEAR = 31  # days between the day on the page and the one in the address


@dataclass(frozen=True, slots=True)
class Found:
    """One item, with the rows it spans in the tree."""

    entry: ListEntry
    start: int
    end: int


def read_item(
    tree: Tree, row: int, link: Link | None, start: int, end: int, now: datetime | None
) -> Found | None:
    """One item; `now` is None where no date stands near its list."""
    after = tree.ends[row]
    inside = _spoken(tree, row, after)[:_TEXTS]
    stamp, around = None, []
    if now is not None:
        around = _spoken(tree, start, row) + _spoken(tree, after, end)
        stamp, _ = date_among(tree, around, now)
        if stamp is None and len(inside) > 1:
            stamp, used = date_among(tree, inside, now)
            inside = [i for i in inside if i not in used]
    title = _title(tree, row, inside, link)
    if stamp is None and now is not None:
        title, stamp = _off_edge(title, now)
    bare = title if "\u4e00" <= title[:1] <= "\u9fff" else _HEAD_MARK.sub("", title)
    pinned = "置顶" in title
    if pinned:
        bare = _PIN_WORD.sub("", bare) or bare
    elif stamp:
        pinned = _is_pinned(tree, around, start, end)
    if not (word := bare.strip(_SIGNS)) or _FILLER.fullmatch(word):
        return None
    url = link.url if link else ""
    day, rule = _day(stamp, url, now) if stamp and now else (None, "")
    return Found(ListEntry(bare, url, day, pinned, rule), start, end)


def _spoken(tree: Tree, start: int, end: int) -> list[int]:
    """The rows of text that say something."""
    return [i for i in range(start, end) if tree.tags[i] == TEXT and not tree.texts[i].isspace()]


def _is_pinned(tree: Tree, around: list[int], start: int, end: int) -> bool:
    if any(_PINNED.search(tree.texts[i]) for i in around if len(tree.texts[i]) < SHORT):
        return True
    return any(
        _TOP_CLASS.search(f"{attributes.get('class')} {attributes.get('src')}")
        for i in range(start, end)
        if (attributes := tree.attributes[i]) and tree.tags[i] in _MARKS
    )


def _title(tree: Tree, row: int, inside: list[int], link: Link | None) -> str:
    """The visible text, or the title attribute where the text is cut short."""
    pieces = _heading_of(tree, row, inside) if len(inside) > 1 else [tree.texts[i] for i in inside]
    text = " ".join("".join(pieces).split())
    if full := " ".join(tree.attribute(row, "title").split()):
        stem = _CUT.sub("", text)
        if not text or (len(full) > len(stem) and full.startswith(stem[:8]) and full != text):
            return full
    text = text or (link.text if link else "")
    return _NEW_MARK.sub("", text) if text[-1:].isascii() else text


def _heading_of(tree: Tree, row: int, inside: list[int]) -> list[str]:
    """Of a link that is a card (picture, heading, summary), the heading's texts; else all its texts."""
    blocks: dict[int, list[int]] = {}
    for i in inside:
        held = list(_between(tree, i, row))
        if any(tree.tags[up] in _HEADINGS for up in held):
            return [tree.texts[i]]
        block = next((up for up in held if tree.tags[up] in ("p", "div", "dt", "dd", "td")), -1)
        blocks.setdefault(block, []).append(i)
    if len(blocks) > 1:
        for block, texts in blocks.items():
            if block >= 0 and sum(len(tree.texts[i].strip()) for i in texts) >= SHORT:
                return [tree.texts[i] for i in texts]
    return [tree.texts[i] for i in inside]


def _between(tree: Tree, row: int, top: int) -> Iterable[int]:
    return (up for up in tree.ancestors(row, _DEEP) if up > top)


def date_among(tree: Tree, rows: list[int], now: datetime) -> tuple[Stamp | None, set[int]]:
    """The date that a row's texts state: one text, or a day and a month in texts of their own."""
    before = ""  # the text before, which may be the label
    short: list[tuple[int, str]] = []
    for i in rows:
        text = " ".join(tree.texts[i].split())
        if len(text) <= DATE_TEXT and DATE_HINT.search(text):
            stamp = parse_stamp(text, now)
            if _states_day(stamp) and not _LATER.search(before + text[:SHORT]):
                return stamp, {i}
        if len(text) <= SHORT * 2 and any(c.isdigit() for c in text):
            short.append((i, text))
        before = text[-SHORT:] if text.endswith((":", "：")) else ""
    for (i, one), (j, other) in pairwise(short):
        stamp = parse_stamp(f"{one} {other}", now)
        if _states_day(stamp) and stamp and stamp.rule != "compact":
            return stamp, {i, j}
    return None, set()


def _states_day(stamp: Stamp | None) -> bool:
    """A bare number is no date in a list, though it could be an epoch; a month is none either."""
    return stamp is not None and stamp.precision is not Precision.MONTH and stamp.rule != "epoch"


def _off_edge(title: str, now: datetime) -> tuple[str, Stamp | None]:
    """A date written inside the link, before or after the title: 关于…的公告2017-05-11."""
    found = _EDGE_DATE.search(title)
    if found:
        stamp = parse_stamp(found[1] or found[2], now)
        rest = (title[: found.start()] + title[found.end() :]).strip(" \u3000[]()（）")
        if stamp and len(rest) >= SHORT:
            return rest, Stamp(stamp.at, stamp.precision, f"{stamp.rule}+in_title")
    return title, None


def _day(stamp: Stamp, url: str, now: datetime) -> tuple[date | None, str]:
    """The day, and the rule. A day without a year takes the year that the address tells, if it does."""
    if stamp.precision is Precision.MONTH:
        return None, ""
    if not stamp.rule.startswith("month_day"):
        return stamp.day, stamp.rule
    told = _told(url, stamp.day)
    limit = now.astimezone(BEIJING).date()
    if told and told <= limit:
        return told, "month_day+url"
    return stamp.day, stamp.rule


def _told(url: str, day: date) -> date | None:
    path = url.partition("://")[2].partition("/")[2].partition("?")[0]
    for found in (*_URL_DAY.finditer(path), *_URL_LOOSE.finditer("/" + path)):
        year, month, in_month = int(found[1]), int(found[2]), int(found[3] or 15)
        for guess in (year, year + 1, year - 1):
            try:
                near = date(guess, day.month, day.day)
                if abs((near - date(year, month, in_month)).days) <= _NEAR:
                    return near
            except ValueError:
                continue
    return None
