"""版面: which part of a page a row stands in, and whether a reader sees it. Names of classes tell."""

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.tree import TEXT, Tree

_FOOT = re.compile(
    r"foot(?!note)|copy_?right|dibu|banquan|yejiao|pz_down|friend_?link|yqlj|youqing"
    r"|(?:^|\s)(?:page|wap|site|main|index|web|mobile)?[-_]?bot(?:tom)?(?:$|[\W_\d])",
    re.I,
)
_EDGE = r"(?:^|[\W_])"  # class names part their words with - and _
_NAV = re.compile(
    rf"nav|menu|banner|logo|search|sousuo|toolbar|weather|riqi|hot_?word|{_EDGE}(?:login|lang|share)(?:$|[\W_\d])"
    r"|(?:^|\s)(?:page|site|web|wap|gov|main|index|public|common|m)?[-_]?(?:header|head|top)(?:$|[\W_\d]|bar|er)",
    re.I,
)
_CRUMB = re.compile(
    rf"crumb|position(?!-)|location|dqwz|weizhi|sitemap|current-?(?:path|pos|loc)|curpage|lujing|{_EDGE}(?:dz|pos)(?:$|[\W_])",
    re.I,
)
_SIDE = re.compile(
    rf"sidebar|aside|relat|recomm|tuijian|xiangguan|paging|pagination|pager|fenye|{_EDGE}(?:side|hot|rank|prev|next)(?:$|[\W_\d])",
    re.I,
)
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_BLOCK_TAGS = "div ul ol li dl dt dd table tbody tr td section article body main aside"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_NAMED = frozenset({"div", "ul", "ol", "dl", "table", "section", "article", "main", "aside"})
_PASSING_CLASSES = "odd even first last on cur curr active current hover clearfix fl fr left right f_l f_r cl hidden"
_PASSING = frozenset(_PASSING_CLASSES.split())
_WRAPPER = 0.6  # what holds more of the page than this is the page, whatever its class says
_HEAD = 0.25  # no foot stands so high up

BODY, FOOT, NAV, CRUMB, SIDE = range(5)


@dataclass(slots=True)
class Layout:
    """By row: zone, structural path (equal numbers: equal place in the template), concealed or not.

    `names` are all the class attributes and ids of the page.
    """

    zones: list[int]
    paths: list[int]
    concealed: list[bool]
    names: set[str]


def read_layout(tree: Tree) -> Layout:
    """Zone, path and sight of every row, inherited from its parent."""
    count = len(tree.tags)
    zones, paths, concealed = [BODY] * count, [0] * count, [False] * count
    numbers: dict[tuple[int, str, str], int] = {}
    names: set[str] = set()
    for row, tag in enumerate(tree.tags):
        parent = tree.parents[row]
        if parent >= 0:
            zones[row], paths[row], concealed[row] = zones[parent], paths[parent], concealed[parent]
        if tag == TEXT:
            continue
        attributes = tree.attributes[row]
        style_class = (attributes.get("class") or "") if attributes else ""
        if attributes:
            name = attributes.get("id") or ""
            names.add(style_class)
            names.add(name)
            style = attributes.get("style")
            if "hidden" in attributes or (style and _HIDING.search(style)):
                concealed[row] = True
            if (
                (style_class or name)
                and zones[row] != FOOT
                and tree.ends[row] - row < count * _WRAPPER
                and (zone := _zone(style_class, name))
                and (zone != FOOT or row > count * _HEAD)
            ):
                zones[row] = zone
        if tag in ("footer", "nav", "header", "aside") and zones[row] == BODY:
            zones[row] = {"footer": FOOT, "aside": SIDE}.get(tag, NAV)
        if tag in _BLOCKS:
            lasting = _lasting(style_class) if style_class and tag in _NAMED else ""
            key = (paths[row], tag, lasting)
            paths[row] = numbers.setdefault(key, len(numbers) + 1)
    return Layout(zones, paths, concealed, names)


@lru_cache(maxsize=8192)
def _zone(style_class: str, name: str) -> int:
    named = f"{style_class} {name}"
    if _FOOT.search(named):
        return FOOT
    if _CRUMB.search(named):
        return CRUMB
    if _NAV.search(named):
        return NAV
    return SIDE if _SIDE.search(named) else BODY


@lru_cache(maxsize=8192)
def _lasting(style_class: str) -> str:
    return " ".join(one for one in style_class.split() if one.lower() not in _PASSING)
