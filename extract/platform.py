"""建站平台: which content system wrote a page, by the marks it leaves. Unknown is ""."""

import re

_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("gkmlpt", re.compile(r"gkmlpt", re.I)),
    ("ucap", re.compile(r"ucap(?:content|title|-content|\.|/)|UCAP-CONTENT|/ucap", re.I)),
    ("hanweb", re.compile(r"hanweb|jpaas|/jcms|jpage|/art/\d{4}/\d{1,2}/\d{1,2}/art_\d|/col/col\d+|<datastore", re.I)),
    ("VSB", re.compile(r"vsb_content|vsbscreen|_sitegray|v_news_content|/system/_content|/info/\d{4}/\d+\.htm|_vsl/")),
    ("Epoint", re.compile(r"ewb-|epoint|webbuilder", re.I)),
    ("easysite", re.compile(r"easysite", re.I)),
    ("lonsun", re.compile(r"lonsun|j-fontContent|wza-region", re.I)),
    ("TRS", re.compile(r"TRS_|trs_editor|createPageHTML|CurrChnlCls|/t20\d{6}_\d+\.s?html?|trsapp|WCM\b|isCode_1|NewsArticlePubDay")),
    ("gdjy", re.compile(r"/content/(?:post|mpost)_\d+\.html")),
)  # fmt: skip
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


def read_platform(html: str) -> str:
    """Key of PLATFORM_NAMES, "" where no mark is known."""
    return next((name for name, mark in _MARKS if mark.search(html)), "")
