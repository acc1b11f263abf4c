"""条目: which of a page's lists is its own, whether it is filled, and where it goes on."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from core.facts import ListEntry
from extract.layout import BODY, Layout
from extract.links import Link
from extract.listing import Listing
from extract.scripts import without_comments
from extract.tree import TEXT, Tree

_EMPTY = re.compile(
    r"共\s*0\s*(?:条|篇|件|个|页)|(?:暂无|没有|未(?:找|查)到|无)\s*(?:相关|任何|该|此|最新|更多)?\s*(?:数据|信息|记录|内容|结果|文章|资料|公告)|暂无"
    r"|(?:数据|信息|内容)(?:整理|更新|完善|建设)中|no (?:data|records?)",
    re.I,
)
_NEXT = re.compile(
    r"^\s*(?:下一?页|后一?页|下一?頁|next(?:\s*page)?|>|›|»|>>|下页>+)\s*>*\s*$", re.I
)
_NUMBER = re.compile(r"^\s*[\[(]?\s*(\d{1,4})\s*[\])]?\s*$")
_TRS_PAGER = re.compile(
    r"createPage(?:HTML|Html)?\w*\s*\(\s*[\"']?(\d{1,5})[\"']?\s*,\s*[\"']?(\d{1,5})[\"']?\s*,\s*[\"']([\w\-./]+)[\"']\s*,\s*[\"'](\w+)[\"']"
)
_MAIN_LIST = 8  # items: a list of so many needs no company
_SHARE = 0.3  # of the weightiest list's weight, for others to stand beside it
_MIN_ITEMS = 3
MIN_WEIGHT = 20.0
_DOMINANT = 0.6
_UNDATED = 5  # items that make a list even without dates
_PAGER_ROWS = 160
_MAX_PAGES = 50
_YEAR_TURNS = timedelta(days=200)
"""How far a day lies above the one before it where a year has turned between the two."""


def own_entries(listings: Iterable[Listing], home: bool) -> tuple[ListEntry, ...]:
    """The page's own list; on a page of many lists, a home page, all of them. Each address once."""
    ranked = sorted(
        (one for one in listings if one.weight >= MIN_WEIGHT), key=lambda one: -one.weight
    )
    if not ranked:
        return ()
    best = ranked[0]
    home = home or many_lists(ranked)
    kept = [best]
    if home:
        kept = [one for one in ranked if one.weight > 0]
    elif len(best.items) < _MAIN_LIST or not best.dated:
        kept += [
            one
            for one in ranked[1:]
            if one.zone == best.zone == BODY
            and one.weight > best.weight * _SHARE
            and len(one.items) >= _MIN_ITEMS
            and bool(one.dated) == bool(best.dated)
        ]
    found: dict[str, ListEntry] = {}
    items = sorted((item for one in kept for item in one.items), key=lambda item: item.start)
    for number, item in enumerate(items):
        entry = item.entry
        key = entry.url or f"{entry.title} {entry.published} {'' if home else number}"
        if key not in found or (entry.published and not found[key].published):
            found[key] = entry
    entries = tuple(found.values())
    return entries if home or len(kept) > 1 else _years_in_order(entries)


def _years_in_order(entries: tuple[ListEntry, ...]) -> tuple[ListEntry, ...]:
    """Days without a year, newest first: a January above a December means the December before it.

    Each by itself was read as the latest such day; the order knows better. A list that does not fall
    for some lines before it jumps is in no order, and stays as it is.
    """
    told: list[ListEntry] = []
    last: date | None = None
    back = falling = 0
    for entry in entries:
        if entry.published is None or entry.date_rule != "month_day":
            told.append(entry)
            continue
        day = entry.published
        if last and day > last:
            day = _years_before(day, back)
        if last and day - last > _YEAR_TURNS:
            if falling < _MIN_ITEMS:
                return entries
            back += 1
            day = _years_before(entry.published, back)
        falling = falling + 1 if last is None or day <= last else 0
        last = day
        told.append(replace(entry, published=day))
    return tuple(told)


def _years_before(day: date, years: int) -> date:
    """The same day so many years earlier; of 29 February the day before, where there is none."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def many_lists(listings: Iterable[Listing]) -> bool:
    """True where no one list outweighs the rest: a home page, or the front of a column."""
    weights = [one.weight for one in listings if one.weight >= MIN_WEIGHT]
    return len(weights) >= _MIN_ITEMS and max(weights) < sum(weights) * _DOMINANT


def listed_rows(tree: Tree, listings: Iterable[Listing]) -> bytearray:
    """1 for each row of the tree in a list: no date there is the page's own, no text its main text."""
    rows = bytearray(len(tree.tags))
    for one in listings:
        if one.weight >= MIN_WEIGHT and (
            one.dated >= _MIN_ITEMS or (len(one.items) >= _UNDATED and one.zone == BODY)
        ):
            for item in one.items:
                rows[item.start : item.end] = b"\1" * (item.end - item.start)
    return rows


def says_empty(text: str) -> bool:
    """True where the page itself says that there is nothing."""
    return _EMPTY.search(text) is not None


def next_pages(
    tree: Tree, layout: Layout, links: Iterable[tuple[int, Link]], url: str
) -> tuple[str, ...]:
    """The list's further pages: the next one first, then as numbered. TRS pagers are worked out."""
    following, numbered = "", []
    for row, link in links:
        if tree.tags[row] != "a" or not link.url or link.url == url:
            continue
        text = link.text
        if not following and _NEXT.match(text):
            following = link.url
        elif (number := _NUMBER.match(text)) and _in_pager(tree, row):
            numbered.append((int(number[1]), link.url))
    pages = [following] if following else []
    pages += [one for _, one in sorted(numbered)]
    if not pages:
        pages = _worked_out(tree, url)
    return tuple(dict.fromkeys(pages))[:_MAX_PAGES]


def _in_pager(tree: Tree, row: int) -> bool:
    """A number among numbers: a neighbour link is a number too, or says 页."""
    parent = tree.parents[row]
    if tree.tags[parent] in ("li", "span", "td"):
        parent = tree.parents[parent]
    if tree.ends[parent] - parent > _PAGER_ROWS:
        return False
    texts = [
        text
        for i in tree.within(parent)
        if tree.tags[i] == TEXT and (text := tree.texts[i].strip())
    ]
    numbers = sum(_NUMBER.match(one) is not None for one in texts)
    beside = numbers > 1 or any("页" in one for one in texts)
    return beside and numbers * 3 >= len(texts)


def _worked_out(tree: Tree, url: str) -> list[str]:
    """createPageHTML(pages, current, "index", "html"): TRS writes index_1.html, index_2.html …"""
    for _, script in tree.scripts():
        if "createPage" not in script:
            continue
        found = _TRS_PAGER.search(without_comments(script))
        if found:
            count, current = int(found[1]), int(found[2])
            folder = url.partition("?")[0].rpartition("/")[0]
            return [
                f"{folder}/{found[3]}_{number}.{found[4]}"
                for number in range(current + 1, min(count, current + 1 + _MAX_PAGES))
            ]
    return []
