"""栏目: what kind of column a name stands for, and which columns a page leads to."""

import re
from collections.abc import Iterable
from functools import lru_cache

from core.subject import Column, ColumnKind
from extract.addresses import host_of, site_of
from extract.layout import BODY, NAV, Layout
from extract.links import Link
from extract.tree import Tree
from extract.words import Words

_RULES: tuple[tuple[ColumnKind, str], ...] = (
    # Order is meaning: 政策解读 is no 政策文件, 领导动态 is news, 机构动态 too, 互动交流 is no 动态.
    (ColumnKind.INTERPRETATION, r"解读|图解|一图读懂|政策问答|政策释义|回应关切"),
    (ColumnKind.SURVEY, r"征集|调查|意见征求|征求意见|民意"),
    (
        ColumnKind.INTERACTION,
        r"互动|信箱|留言|咨询|投诉|信访|访谈|答复|回复选登|问政|连线|建言|诉求|热线|来信|纠错|举报",
    ),
    (ColumnKind.SERVICE, r"办事|办理|服务(?!信息)|下载|表格|审批|一网通办|便民|事项清单|查询"),
    (ColumnKind.NEWS, r"动态|要闻|新闻(?!发布会)|资讯|快讯|时政|头条|播报|信息速递|图片报道"),
    (ColumnKind.NOTICE, r"通知|公告|公示|通告|通报"),
    (ColumnKind.POLICY, r"政策|文件|法规|法律|规章|规定|条例|规范性|行政规范|公报|红头"),
    (ColumnKind.LEADERS, r"领导|班子|局长|市长|县长|区长|主任之窗|厅长|州长"),
    (ColumnKind.ORGANS, r"机构|职能|职责|内设|部门设置|直属单位|组织架构|三定"),
    (
        ColumnKind.OVERVIEW,
        r"概况|简介|走进|概览|市情|县情|区情|省情|州情|基本情况|历史沿革|地理|人口",
    ),
)
_COMPILED = tuple((kind, re.compile(words)) for kind, words in _RULES)


@lru_cache(maxsize=4096)
def column_kind(name: str) -> ColumnKind:
    """The kind that a column's name says; OTHER where it says none."""
    bare = "".join(name.split())
    return next((kind for kind, words in _COMPILED if words.search(bare)), ColumnKind.OTHER)


_NOT_A_COLUMN = re.compile(
    r"首\s*页|主页|登\s*录|注册|退出|英文|english|繁|简体|无障碍|适老|长者|关怀|收藏|搜索|检索|地图|微信|微博|客户端|移动版|手机|邮箱|RSS"
    r"|个人中心|版$|^\W*$|^\d+$|^(?:上|下|前|后)一?页$|^更多|^EN$",
    re.I,
)
_MORE = re.compile(r"^\W*(?:更多|more|查看更多|查看全部|\+)\W*$", re.I)
_FOLDER = re.compile(r"/(?:index\.\w+)?$|/col/col\d+")
_BLOCK = 2000  # characters of a block that a list with its heading can be
_LONGEST = 12  # characters of a column's name


def read_columns(
    tree: Tree,
    words: Words,
    layout: Layout,
    links: Iterable[tuple[int, Link]],
    trail: Iterable[tuple[str, int]],
    url: str,
) -> tuple[Column, ...]:
    """Columns of this site that the page names: in its menu, its breadcrumb, and by 更多 beside a list."""
    own = site_of(host_of(url))
    by_row = {row: link for row, link in links if link.url and tree.tags[row] == "a"}
    found: dict[str, Column] = {}

    def keep(name: str, address: str, origin: str) -> None:
        name = " ".join(name.split()).strip(" >»·|")
        if (
            2 <= len(name) <= _LONGEST  # noqa: PLR2004
            and address not in found
            and site_of(host_of(address)) == own
            and not _NOT_A_COLUMN.search(name)
        ):
            found[address] = Column(name, address, column_kind(name), origin=origin)

    for name, row in trail:
        if row in by_row:
            keep(name, by_row[row].url, "breadcrumb")
    for row, link in by_row.items():
        if link.kind != "page":
            continue
        if _MORE.match(link.text):
            keep(_heading_beside(tree, words, row), link.url, "navigation")
        elif layout.zones[row] == NAV or (
            # The head of a block or a tab: it leads to a folder, and its name is a column's.
            layout.zones[row] == BODY
            and _FOLDER.search(link.url)
            and len(link.text) <= _LONGEST
            and column_kind(link.text) is not ColumnKind.OTHER
        ):
            keep(link.text, link.url, "navigation")
    return tuple(found.values())


def _heading_beside(tree: Tree, words: Words, row: int) -> str:
    """The name that a 更多 link stands beside: the first line of the smallest block with other words."""
    link = words.of(tree, row)
    for up in tree.ancestors(row, 4):
        if words.offsets[tree.ends[up]] - words.offsets[up] > _BLOCK:
            return ""
        lines = [one.strip() for one in words.of(tree, up).split("\n")]
        others = [one.replace(link, "").strip() for one in lines]
        named = [one for one in others if one]
        if named:
            return named[0] if len(named[0]) <= _LONGEST else ""
    return ""
