"""当前位置: the breadcrumb, the column it names, and the source an article gives."""

import re
from bisect import bisect_left
from collections.abc import Mapping

from extract.titles import bare
from extract.tree import Tree
from extract.words import Words

_HERE = re.compile(r"(?:位\s*置|路\s*径)\s*[是为]?\s*[:：]?\s*")
_SEP = r"(?:-+>|>>|>|»|›|＞|→|/|\\\\|::|·|(?<=\s)[-—]+(?=\s))"
_HOME = r"(?:网站|本站|返回)?首\s*页|主\s*页|[\u4e00-\u9fff]{2,14}(?:网|网站|门户|政府|局|厅)"
_TRAIL = re.compile(rf"(?:{_HOME})((?:\s*{_SEP}\s*[^\n>»›＞→/]{{1,60}}?(?=\s*{_SEP}|\n|$)){{1,9}})")
_PLAIN_TRAIL = re.compile(
    rf"(?:^|\n)\s*(?:网站|本站|返回)?首\s*页((?:\s*{_SEP}\s*[^\n>»›＞→/]{{1,40}}?(?=\s*{_SEP}|\n|$)){{1,9}})"
)
_SPLIT = re.compile(rf"\s*{_SEP}\s*")
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
_TITLE_LIKE = 9  # characters of a name that may be a title cut short
_ORIGIN = re.compile(
    r"来\s*源\s*[:：]\s*([^\s:：|｜【】\[\]]{1,40}(?:[ \u3000、，,][^\s:：|｜\d【】\[\]]{2,20}){0,8})"
)
_ORIGIN_END = re.compile(
    r"\s*(?:发布(?:时间|日期|机构)?|时间|日期|作者|编辑|责任编辑|责编|浏览|点击|阅读|字体|字号|访问|打印|分享|更新|撰稿|供稿|审核|\d{4}).*$"
)


def read_crumbs(tree: Tree, words: Words) -> list[tuple[str, int]]:
    """The breadcrumb: names with the rows of their links (-1 where a name is no link), home first."""
    text = words.text
    for here in _HERE.finditer(text):
        found = _TRAIL.match(text, here.end())
        if found:
            return _named(tree, words, found)
    found = _PLAIN_TRAIL.search(text)
    return _named(tree, words, found) if found else []


def _named(tree: Tree, words: Words, found: re.Match[str]) -> list[tuple[str, int]]:
    start, end = found.start(), found.end()
    first = bisect_left(words.offsets, start)
    anchors = {}
    for row in range(first, len(tree.tags)):
        if words.offsets[row] >= end:
            break
        if tree.tags[row] == "a":
            anchors["".join(words.of(tree, row).split())] = row
    names = ["首页", *(one.strip() for one in _SPLIT.split(found[1]) if one.strip())]
    return [(name, anchors.get("".join(name.split()), -1)) for name in names]


def column_of(trail: list[tuple[str, int]], title: str) -> str:
    """The last name of a breadcrumb that is a column: not 首页, not 正文, not the article's title."""
    plain = bare(title)
    for name, _ in reversed(trail):
        itself = plain and (
            bare(name) == plain or (len(name) > _TITLE_LIKE and bare(name)[:8] in plain)
        )
        if name not in _CRUMB_ENDS and "首页" not in name and not itself and not name.isdigit():
            return name
    return ""


def column_named(metas: Mapping[str, str], trail: list[tuple[str, int]], title: str) -> str:
    """The meta's ColumnName, but for one that is the article's own title or a year's folder; else the
    breadcrumb's."""
    stated = metas.get("ColumnName", "")
    if stated and not stated.isdigit() and (not title or bare(stated) != bare(title)):
        return stated
    return column_of(trail, title) or stated


def level_of(trail: list[tuple[str, int]], title: str) -> int:
    """How deep the column stands: 首页 > 政策文件 is 1, 首页 > 政策文件 > 部门文件 is 2; 0 without a trail."""
    last = column_of(trail, title)
    names = [name for name, _ in trail if "首页" not in name and name not in _CRUMB_ENDS]
    return names.index(last) + 1 if last in names else 0


def read_origin(text: str, metas: Mapping[str, str]) -> str:
    """来源: as shown in the information bar, else the meta's."""
    stated = metas.get("ContentSource", "")
    if stated:
        return stated
    found = _ORIGIN.search(text)
    if not found:
        return ""
    return _ORIGIN_END.sub("", found[1]).strip(" 】]）)")
