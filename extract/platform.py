"""建站平台: which content system wrote a page, by the marks it leaves. Unknown is ""."""

import re
from collections.abc import Iterable

from extract.layout import Layout
from extract.links import Link
from extract.tree import Tree

_WORDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("gkmlpt", ("gkmlpt",)),
    ("ucap", ("ucapcontent", "ucaptitle", "ucap-content", "/ucap")),
    ("hanweb", ("hanweb", "jpaas", "/jcms", "jpage", "<datastore", "/col/col")),
    (
        "VSB",
        ("vsb_content", "vsbscreen", "_sitegray", "v_news_content", "/system/_content", "_vsl/"),
    ),
    ("Epoint", ("ewb-", "epoint", "webbuilder")),
    ("easysite", ("easysite",)),
    ("lonsun", ("lonsun", "j-fontcontent", "wza-region")),
    ("TRS", ("trs_", "createpagehtml", "currchnlcls", "trsapp", "newsarticlepubday")),
)
# Shapes of addresses, looked for only where their first letters stand: a search through a whole page is dear.
_SHAPES: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("hanweb", "/art_", re.compile(r"/art/\d{4}/\d{1,2}/\d{1,2}/art_\d")),
    ("VSB", "/info/", re.compile(r"/info/\d{4}/\d+\.htm")),
    ("TRS", "/t20", re.compile(r"/t20\d{6}_\d+\.s?html?")),
    ("gdjy", "/content/", re.compile(r"/content/m?post_\d+\.html")),
)
PLATFORM_NAMES = {
    "TRS": "拓尔思 TRS WCM",
    "hanweb": "大汉 jcms/jpaas",
    "ucap": "开普 UCAP",
    "Epoint": "国泰新点 Epoint",
    "gkmlpt": "广东信息公开目录平台",
    "gdjy": "广东省政府网站集约化平台",
    "VSB": "博达 VSB",
    "easysite": "EasySite",
    "lonsun": "龙讯",
}


def read_platform(tree: Tree, layout: Layout, links: Iterable[Link]) -> str:
    """Key of PLATFORM_NAMES, "" where no mark is known. Class names, ids, tags and addresses tell."""
    pager = ["createpagehtml" for _, script in tree.scripts() if "createPageHTML" in script]
    marks = " ".join([*layout.names, *tree.by_tag, *(one.raw for one in links), *pager]).lower()
    for name, words in _WORDS:
        if any(word in marks for word in words):
            return name
    for name, start, shape in _SHAPES:
        if start in marks and shape.search(marks):
            return name
    return ""
