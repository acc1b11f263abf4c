"""列表: the lists of a page, item by item. Which list is meant is asked later.

Links that stand at equal places of the template are one list. A row is the largest part of the page
around a link that holds no other link of its list; the date is looked for there.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from extract.items import DATE_HINT, DATE_TEXT, SHORT, Found, date_among, read_item
from extract.layout import BODY, CRUMB, FOOT, NAV, SIDE, Layout
from extract.links import Link, page_kind
from extract.tree import TEXT, Tree
from extract.words import Words

_ROWS = frozenset({"li", "tr", "dt", "dd"})
_GIANT = 200  # characters of a row, if its fellows are shorter by far
_MENU = 9  # mean length of names under which undated links are a menu


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
    for row in tree.named("a"):
        if tree.ends[row] > row + 1 and layout.zones[row] not in (FOOT, CRUMB):
            groups.setdefault(layout.paths[row], []).append((row, resolved.get(row)))
    for row, link in links:  # rows that are links by script: <tr onclick="location='…'">
        if link.locator == "[onclick]" and tree.tags[row] != "a" and layout.zones[row] != FOOT:
            groups.setdefault(-layout.paths[row], []).append((row, link))
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
    around = words.text[max(0, offsets[first] - DATE_TEXT) : offsets[last] + DATE_TEXT]
    hinted = DATE_HINT.search(around) is not None
    if not hinted and length < SHORT * len(group):
        return None  # names too short for titles, and no dates among them: a menu
    group = _one_a_row(tree, group)
    spans = _spans(tree, [row for row, _ in group])
    spans = _without_giants(tree, words, group, spans)
    lead = _date_leads(tree, spans, now) if hinted else 0
    items = []
    for at, ((row, link), (start, end)) in enumerate(zip(group, spans, strict=True)):
        if lead:  # each date stands before its link, outside any row of its own
            start, end = (lead, row) if at == 0 else (tree.ends[group[at - 1][0]], row)
        found = read_item(tree, row, link, start, end, now if hinted else None)
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
        (row, tree.ends[row]) if size > _GIANT and size > usual * SHORT else span
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
    leads = before and date_among(tree, before[-1:], now)[0]
    return before[-1] if leads and not date_among(tree, after, now)[0] else 0


def _weigh(items: list[Found], zone: int) -> float:
    lengths = [min(len(one.entry.title), 30) for one in items]
    dated = sum(one.entry.published is not None for one in items)
    held = sum(page_kind(one.entry.url) == "attachment" for one in items)
    if not dated and (
        held * 2 > len(items) or sum(lengths) / len(items) < SHORT or _ways_in(items)
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
