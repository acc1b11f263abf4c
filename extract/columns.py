"""栏目类别: what kind of column a name stands for. Windows in the rulebook are set by kind."""

import re
from functools import lru_cache

from core.subject import ColumnKind

_RULES: tuple[tuple[ColumnKind, str], ...] = (
    # Order is meaning: 政策解读 is no 政策文件, 领导动态 is news, 机构动态 too, 互动交流 is no 动态.
    (ColumnKind.INTERPRETATION, r"解读|图解|一图读懂|政策问答|政策释义|回应关切"),
    (ColumnKind.SURVEY, r"征集|调查|意见征求|征求意见|民意"),
    (
        ColumnKind.INTERACTION,
        r"互动|信箱|留言|咨询|投诉|信访|访谈|答复|回复选登|问政|连线|建言|诉求|热线|来信|纠错|举报",
    ),
    (ColumnKind.SERVICE, r"办事|办理|服务(?!信息)|下载|表格|审批|一网通办|便民|事项清单|查询"),
    (ColumnKind.NEWS, r"动态|要闻|新闻|资讯|快讯|时政|头条|今日|播报|信息速递|图片报道|活动"),
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
