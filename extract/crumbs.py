"""当前位置: the breadcrumb, the column it names, and the source an article gives."""

import re
from collections.abc import Mapping

from extract.layout import CRUMB, FOOT, Layout
from extract.titles import bare
from extract.tree import TEXT, Tree
from extract.words import Words

_CRUMB_WORDS = re.compile(r"(?:当前|现在|您|你)?(?:所在|的)?(?:位置|位於|路径)\s*[:：]?")
_CRUMB_SPLIT = re.compile(r"\s*(?:>>|->|-->|»|›|＞|>|/|\\|→|::|\|)\s*|\s+-+\s+|\n")
_CRUMB_ENDS = frozenset(
    {
        "正文",
        "详情",
        "内容",
        "首页",
        "列表",
        "浏览文章",
        "文章内容",
        "详细",
        "信息内容",
        "详细内容",
        "网站首页",
        "主页",
        "查看",
    }
)
_ORIGIN = re.compile(
    r"(?:信息|文章|稿件|新闻|内容)?来\s*源\s*[:：]\s*([^\s:：|｜【】\[\]]{1,40}(?:[ \u3000、，,][^\s:：|｜\d【】\[\]]{2,20})*)"
)
_ORIGIN_END = re.compile(
    r"\s*(?:发布(?:时间|日期|机构)?|时间|日期|作者|编辑|责任编辑|责编|浏览|点击|阅读|字体|字号|访问|打印|分享|更新|撰稿|供稿|审核|\d{4}).*$"
)


def read_crumbs(tree: Tree, words: Words, layout: Layout) -> list[tuple[str, int]]:
    """The breadcrumb: names with the rows of their links (-1 where a name is no link), home first."""
    best: list[tuple[str, int]] = []
    for row, tag in enumerate(tree.tags):
        if tag == TEXT or layout.zones[row] == FOOT:
            continue
        size = words.offsets[tree.ends[row]] - words.offsets[row]
        if not 2 <= size <= 160 or tag in ("a", "script", "html", "body", "span", "em", "font"):  # noqa: PLR2004
            continue
        text = words.of(tree, row)
        says = _CRUMB_WORDS.search(text)
        if not (says or (layout.zones[row] == CRUMB and "首页" in text)):
            continue
        if not says and not re.search(r"[>＞»›/→\-]", text):
            continue
        trail = _trail(tree, words, row, text[says.end() :] if says else text)
        if len(trail) > len(best):
            best = trail
        if best and says:
            break
    return best


def _trail(tree: Tree, words: Words, row: int, text: str) -> list[tuple[str, int]]:
    anchors = {
        "".join(words.of(tree, i).split()): i for i in tree.within(row) if tree.tags[i] == "a"
    }
    names = [one.strip() for one in _CRUMB_SPLIT.split(text)]
    trail = []
    for name in names:
        plain = "".join(name.split())
        if plain:
            trail.append((name, anchors.get(plain, -1)))
    return trail


def column_of(trail: list[tuple[str, int]], title: str) -> str:
    """The last name of a breadcrumb that is a column: not 首页, not 正文, not the article's title."""
    for name, _ in reversed(trail):
        if name not in _CRUMB_ENDS and "首页" not in name and bare(name) not in bare(title):
            return name
        if bare(name) == bare(title):
            continue
    return ""


def read_origin(text: str, metas: Mapping[str, str]) -> str:
    """来源: as shown in the information bar, else the meta's."""
    stated = metas.get("ContentSource", "")
    if stated:
        return stated
    found = _ORIGIN.search(text)
    if not found:
        return ""
    return _ORIGIN_END.sub("", found[1]).strip(" 】]）)")
