"""列表: the lists of a page, item by item: title, address, date. Which list is meant is asked later.

Links that stand at equal places of the template are one list. A row is the largest part of the page
around a link that holds no other link of its list; the date is looked for there.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from core.clock import BEIJING
from core.facts import ListEntry, Precision, Stamp
from extract.dates import parse_stamp
from extract.layout import BODY, CRUMB, FOOT, NAV, SIDE, Layout
from extract.links import Link, page_kind
from extract.tree import TEXT, Tree
from extract.words import Words

_ROWS = frozenset({"li", "tr", "dt", "dd"})
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
_DATE_TEXT = 48  # characters of a text that can be a date with its label
_DATE_HINT = re.compile(r"\d\d|前|昨天|今天|刚刚|〇|年")
_TEXTS, _DEEP = 40, 12  # texts of one link that are looked at, and how deep they lie
_GIANT = 200  # characters of a row, if its fellows are shorter by far
_SHORT = 6  # mean length of titles under which links are ways in, not items
_MENU = 9  # mean length of names under which undated links are a menu
_NEAR = 31  # days between the day on the page and the one in the address


@dataclass(frozen=True, slots=True)
class Found:
    """One item, with the rows it spans in the tree."""

    entry: ListEntry
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One list of a page. `weight` says how much it looks like a list of articles."""

    items: tuple[Found, ...]
    zone: int
    path: int
    weight: float

    @property
    def dated(self) -> int:
        """How many of its items state a date."""
        return sum(one.entry.published is not None for one in self.items)


def read_listings(
    tree: Tree,
    words: Words,
    layout: Layout,
    links: Iterable[tuple[int, Link]],
    now: datetime,
) -> list[Listing]:
    """All lists of the page, in the order of their first items."""
    groups: dict[int, list[tuple[int, Link | None]]] = {}
    resolved = {row: link for row, link in links if tree.tags[row] == "a"}
    for row, tag in enumerate(tree.tags):
        if tag == "a" and tree.ends[row] > row + 1 and layout.zones[row] not in (FOOT, CRUMB):
            groups.setdefault(layout.paths[row], []).append((row, resolved.get(row)))
    found = [_listing(tree, words, layout, group, now) for group in _joined(tree, layout, groups)]
    return [one for one in found if one is not None]


_Group = list[tuple[int, Link | None]]


def _joined(tree: Tree, layout: Layout, groups: dict[int, _Group]) -> list[_Group]:
    """Lists that follow one another and mark their links with one class are one list.

    Broken tables are taken apart by the parser; pinned items often stand in a table of their own.
    """
    joined: list[_Group] = []
    for group in groups.values():
        first = group[0][0]
        style = tree.attribute(first, "class")
        if joined and style and layout.zones[first] == layout.zones[joined[-1][0][0]]:
            before = joined[-1]
            if style == tree.attribute(before[0][0], "class") and before[-1][0] < first:
                before.extend(group)
                continue
        joined.append(list(group))
    return joined


def _listing(
    tree: Tree, words: Words, layout: Layout, group: _Group, now: datetime
) -> Listing | None:
    offsets = words.offsets
    length = sum(offsets[tree.ends[row]] - offsets[row] for row, _ in group)
    first, last = group[0][0], tree.ends[group[-1][0]]
    around = words.text[max(0, offsets[first] - _DATE_TEXT) : offsets[last] + _DATE_TEXT]
    hinted = _DATE_HINT.search(around) is not None
    if not hinted and length < _SHORT * len(group):
        return None  # names too short for titles, and no dates among them: a menu
    group = _one_a_row(tree, group)
    spans = _spans(tree, [row for row, _ in group])
    spans = _without_giants(tree, words, group, spans)
    lead = _date_leads(tree, spans, now) if hinted else 0
    items = []
    for at, ((row, link), (start, end)) in enumerate(zip(group, spans, strict=True)):
        if lead:  # each date stands before its link, outside any row of its own
            start, end = (lead, row) if at == 0 else (tree.ends[group[at - 1][0]], row)
        found = _item(tree, row, link, start, end, now if hinted else None)
        if found is not None:
            items.append(found)
    items = _without_menus(tree, items)
    if not items:
        return None
    zone = layout.zones[items[0].start]
    return Listing(tuple(items), zone, layout.paths[group[0][0]], _weigh(items, zone))


def _without_menus(tree: Tree, items: list[Found]) -> list[Found]:
    """Where some containers of a list hold dates, those with short names and none are menus beside it."""
    dated = {tree.parents[one.start] for one in items if one.entry.published}
    if not dated:
        return items
    by_parent: dict[int, list[Found]] = {}
    for one in items:
        by_parent.setdefault(tree.parents[one.start], []).append(one)
    return [
        one
        for parent, group in by_parent.items()
        if parent in dated or sum(len(it.entry.title) for it in group) >= _MENU * len(group)
        for one in group
    ]


def _one_a_row(tree: Tree, group: list[tuple[int, Link | None]]) -> list[tuple[int, Link | None]]:
    """Of two links in one <li> or to one address, the one that says more; the first in a tie."""
    kept: _Group = []
    last_row, last_url = -1, ""
    for row, link in group:
        holder = next((up for up in tree.ancestors(row, 6) if tree.tags[up] in _ROWS), -1)
        url = link.url if link else ""
        if kept and ((holder >= 0 and holder == last_row) or (url and url == last_url)):
            if _length(tree, row) > _length(tree, kept[-1][0]):
                kept[-1] = (row, link)
            continue
        kept.append((row, link))
        last_row, last_url = holder, url
    return kept


def _length(tree: Tree, row: int) -> int:
    return len("".join(tree.text_of(row).split()))


def _spans(tree: Tree, rows: list[int]) -> list[tuple[int, int]]:
    """The rows of the tree that each item may speak for: start and end."""
    starts = []
    for at, row in enumerate(rows):
        before = rows[at - 1] if at else -1
        after = rows[at + 1] if at + 1 < len(rows) else len(tree.tags)
        up = row
        if len(rows) == 1:
            up = next((a for a in tree.ancestors(row, 4) if tree.tags[a] in _ROWS), row)
        else:
            while (higher := tree.parents[up]) > before and tree.ends[higher] <= after:
                if tree.tags[higher] in ("body", "html"):
                    break
                up = higher
        starts.append(up)
    ends = [tree.ends[start] for start in starts]
    # What follows a row up to the next row of the same parent is still its own: <dt>…</dt><dd>date</dd>.
    extras = [
        after - ends[at]
        for at, (start, after) in enumerate(pairwise(starts))
        if tree.parents[start] == tree.parents[after]
    ]
    extra = min(extras, default=0)
    for at, start in enumerate(starts):
        follower = starts[at + 1] if at + 1 < len(starts) else -1
        limit = tree.ends[tree.parents[start]] if tree.parents[start] >= 0 else len(tree.tags)
        if follower >= 0 and tree.parents[follower] == tree.parents[start]:
            ends[at] = follower
        else:
            ends[at] = min(ends[at] + extra, limit)
    return list(zip(starts, ends, strict=True))


def _without_giants(
    tree: Tree, words: Words, group: _Group, spans: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """A row far longer than its fellows holds more than an item (an article, a whole column): only its link."""
    sizes = [words.offsets[end] - words.offsets[start] for start, end in spans]
    usual = sorted(sizes)[len(sizes) // 2]
    return [
        (row, tree.ends[row]) if size > _GIANT and size > usual * _SHORT else span
        for (row, _), span, size in zip(group, spans, sizes, strict=True)
    ]


def _date_leads(tree: Tree, spans: list[tuple[int, int]], now: datetime) -> int:
    """Where dates stand before bare links, the row of the first date; 0 where they do not."""
    if len(spans) < 3 or any(tree.tags[start] != "a" for start, _ in spans):  # noqa: PLR2004
        return 0
    first, last = spans[0][0], spans[-1]
    before = [
        i
        for i in range(tree.parents[first], first)
        if tree.tags[i] == TEXT and tree.texts[i].strip()
    ]
    after = [
        i
        for i in range(tree.ends[last[0]], last[1])
        if tree.tags[i] == TEXT and tree.texts[i].strip()
    ]
    leads = before and _date_among(tree, before[-1:], now)[0]
    return before[-1] if leads and not _date_among(tree, after, now)[0] else 0


def _item(
    tree: Tree, row: int, link: Link | None, start: int, end: int, now: datetime | None
) -> Found | None:
    """One item; `now` is None where no date stands near its list."""
    after = tree.ends[row]
    inside = _spoken(tree, row, after)[:_TEXTS]
    stamp, around = None, []
    if now is not None:
        around = _spoken(tree, start, row) + _spoken(tree, after, end)
        stamp, _ = _date_among(tree, around, now)
        if stamp is None and len(inside) > 1:
            stamp, used = _date_among(tree, inside, now)
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
    if any(_PINNED.search(tree.texts[i]) for i in around if len(tree.texts[i]) < _SHORT):
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
        block = next((up for up in held if tree.tags[up] in ("p", "div", "dt", "dd")), -1)
        blocks.setdefault(block, []).append(i)
    if len(blocks) > 1:
        for block, texts in blocks.items():
            if block >= 0 and sum(len(tree.texts[i].strip()) for i in texts) >= _SHORT:
                return [tree.texts[i] for i in texts]
    return [tree.texts[i] for i in inside]


def _between(tree: Tree, row: int, top: int) -> Iterable[int]:
    return (up for up in tree.ancestors(row, _DEEP) if up > top)


def _date_among(tree: Tree, rows: list[int], now: datetime) -> tuple[Stamp | None, set[int]]:
    """The date that a row's texts state: one text, or a day and a month in texts of their own."""
    before = ""  # the text before, which may be the label
    short: list[tuple[int, str]] = []
    for i in rows:
        text = " ".join(tree.texts[i].split())
        if len(text) <= _DATE_TEXT and _DATE_HINT.search(text):
            stamp = parse_stamp(text, now)
            if _states_day(stamp) and not _LATER.search(before + text[:_SHORT]):
                return stamp, {i}
        if len(text) <= _SHORT * 2 and any(c.isdigit() for c in text):
            short.append((i, text))
        before = text[-_SHORT:] if text.endswith((":", "：")) else ""
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
        if stamp and len(rest) >= _SHORT:
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


def _weigh(items: list[Found], zone: int) -> float:
    lengths = [min(len(one.entry.title), 30) for one in items]
    dated = sum(one.entry.published is not None for one in items)
    held = sum(page_kind(one.entry.url) == "attachment" for one in items)
    if not dated and (
        held * 2 > len(items) or sum(lengths) / len(items) < _SHORT or _ways_in(items)
    ):
        return 0.0
    weight = sum(lengths) * (1 + 2 * dated / len(items))
    return weight * {BODY: 1.0, SIDE: 0.3, NAV: 0.3}.get(zone, 0.1)


_WAY_IN: Callable[[str], object] = re.compile(
    r"^https?://[^/]+/?$|/(?:index(?:_\d+)?\.\w+)?$|/(?:col|node|list|channels?)[/_]?\w*(?:/index\.\w+|/|\.s?html?)?$"
).search


def _ways_in(items: list[Found]) -> bool:
    """Links to other sites' front doors, or to columns: friends and menus, not articles."""
    urls = [one.entry.url for one in items if one.entry.url]
    return bool(urls) and sum(_WAY_IN(url) is not None for url in urls) > len(urls) / 2
