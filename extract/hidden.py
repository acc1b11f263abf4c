"""暗链: links that no reader can see and that lead to foreign sites.

Hiding alone proves nothing: menus, tabs and share widgets are hidden until a click. What tells is where
the links lead: a hidden block whose links mostly go to strangers was not put there for readers.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from core.facts import HiddenAnchor, HiddenAnchors
from core.snapshot import Source
from extract.addresses import host_of, site_of
from extract.links import Link
from extract.tree import Attributes, Tree

_TRICK = re.compile(
    r"(?P<none>display\s*:\s*none)|(?P<hidden>visibility\s*:\s*hidden)|(?P<clear>(?<!-)opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!))"
    r"|(?P<away>(?:left|top|right|bottom|text-indent|margin(?:-\w+)?)\s*:\s*-\s*\d{3,}|(?:left|top)\s*:\s*\d{4,}px)"
    r"|(?P<tiny>(?:font-size|(?:^|[;\s])(?:max-)?(?:height|width))\s*:\s*[01](?:px|pt|em)?\s*(?:;|$|!))",
    re.I,
)
_TRICKS = {
    "none": "display:none",
    "hidden": "visibility:hidden",
    "clear": "opacity:0",
    "away": "off-screen",
    "tiny": "no size",
}
_COLOUR = re.compile(r"(?:^|[;\s])color\s*:\s*([#\w]+)", re.I)
_BACKGROUND = re.compile(r"background(?:-color)?\s*:\s*([#\w]+)", re.I)
_TINY = re.compile(r"^[01](?:px)?$")
# Hosts that any government page may link: the official ones, State media, and the share buttons' own.
_KNOWN = frozenset(
    """people.com.cn people.cn xinhuanet.com news.cn cctv.com cctv.cn cntv.cn china.com.cn china.org.cn
    chinanews.com chinanews.com.cn gmw.cn ce.cn cnr.cn youth.cn qstheory.cn 12371.cn cri.cn chinadaily.com.cn
    xuexi.cn legaldaily.com.cn stdaily.com 81.cn cac.gov.cn chinacourt.org dangjian.cn wenming.cn cyol.com
    weibo.com weibo.cn qq.com wechat.com douyin.com toutiao.com kuaishou.com bilibili.com renren.com douban.com
    baidu.com jiathis.com bshare.cn sharejs.com conac.cn 12377.cn piyao.org.cn 12388.gov.cn microsoft.com
    google.com firefox.com.cn firefox.com mozilla.org chrome.cn facebook.com twitter.com linkedin.com""".split()  # noqa: SIM905
)
_OFFICIAL = re.compile(r"(?:^|\.)(?:gov|edu|mil|ac)\.cn$|\.xn--zfr164b$|(?:^|\.)gov\.test$")


def read_hidden_anchors(
    tree: Tree, links: Iterable[tuple[int, Link]], url: str, source: Source
) -> HiddenAnchors:
    """Hidden links to strangers. Empty where a hidden block leads mostly to its own or official sites."""
    hiding = _hiding(tree)
    if not hiding:
        return HiddenAnchors(source, ())
    own = site_of(host_of(url))
    blocks: dict[int, list[tuple[Link, bool]]] = {}
    top = -1
    spans = sorted((row, tree.ends[row]) for row in hiding)
    tops: list[tuple[int, int]] = []
    for start, end in spans:
        if start >= top:
            tops.append((start, end))
            top = end
    for row, link in links:
        if tree.tags[row] not in ("a", "area") or not link.url:
            continue
        at = bisect_right(tops, (row, len(tree.tags))) - 1
        if at >= 0 and row < tops[at][1]:
            block = tops[at][0]
            site = site_of(host_of(link.url))
            blocks.setdefault(block, []).append((link, site != own and not _known(site)))
    found = []
    for block, held in blocks.items():
        strangers = [link for link, strange in held if strange]
        if len(strangers) * 2 > len(held):
            trick = hiding[block]
            found += [HiddenAnchor(one.url, one.text, trick) for one in strangers]
    return HiddenAnchors(source, tuple(found))


def _known(site: str) -> bool:
    return site in _KNOWN or _OFFICIAL.search(site) is not None


def _hiding(tree: Tree) -> dict[int, str]:
    """Rows that hide what is in them, and the trick."""
    found: dict[int, str] = {}
    for row, attributes in enumerate(tree.attributes):
        if not attributes:
            continue
        style = attributes.get("style")
        if style and (trick := _trick(style)):
            found[row] = trick
        elif "hidden" in attributes and tree.tags[row] not in ("input", "html", "body"):
            found[row] = "hidden"
        elif tree.tags[row] == "marquee" and _tiny(attributes):
            found[row] = "no size"
    return found


@lru_cache(maxsize=4096)
def _trick(style: str) -> str:
    found = _TRICK.search(style)
    if found:
        return _TRICKS[found.lastgroup or ""]
    if "background" not in style:
        return ""
    ink, paper = _COLOUR.search(style), _BACKGROUND.search(style)
    if ink and paper and ink[1].lower() == paper[1].lower():
        return "same colour"
    return ""


def _tiny(attributes: Attributes) -> bool:
    return any(_TINY.match((attributes.get(side) or "").strip()) for side in ("width", "height"))
