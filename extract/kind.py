"""页面种类: home, list, article or other, weighed from what was read on the page and from its address."""

import re
from dataclasses import dataclass

_ARTICLE_URL = re.compile(
    r"/t?20\d{6}_\d+\.|/art/\d{4}/|art_\d+_\d+|/content/(?:m?post|mpost)_|/info/\d+/\d+\.htm|/20\d\d-?\d\d(?:-\d\d)?/\d+|/20\d\d/\d\d?[-/]\d\d?/"
    r"|/[0-9a-f]{32}\.s?html?|content[/_]\d{5,}|/contents?/\d+/\d+|articleinfo|detail|[?&](?:id|articleid|infoid|contentid)=\d",
    re.I,
)
_LIST_URL = re.compile(
    r"/col/col\d+|/(?:list|node|channels?|column)[\w/_-]*\d*(?:\.s?html?|/)?$|/(?:more\w*|list\w*|index(?:_\d+)?|\w*column)\.\w+$|/$|pageNum=",
    re.I,
)
_HOME_URL = re.compile(r"^https?://[^/]+(?:/(?:(?:index|default|main|home)\.\w+)?)?$", re.I)
_PROSE = 120  # characters of main text that make an article even without a date
_HARDLY = 40
_TITLE = 8  # characters: a title of its own, not the name of a column


@dataclass(frozen=True, slots=True)
class Signs:
    """What the page showed. Counts, and lengths in characters."""

    url: str
    article_meta: bool  # ArticleTitle says something of its own
    column_meta: bool
    crumbs: tuple[str, ...]
    title: str
    site_title: bool  # the title is the site's own name
    dated: bool  # a date of publication was read
    date_rule: str
    prose: int  # main text, links left out
    items: int  # of the weightiest list
    dated_items: int
    lists: int  # lists that look like lists of articles
    many_lists: bool  # and none of them outweighs the rest
    pager: bool


def judge_kind(signs: Signs) -> str:
    """home, list, article or other. The page's own words go before its address."""
    ends = signs.crumbs[-1] if signs.crumbs else ""
    own_title = len(signs.title) >= _TITLE and signs.title not in signs.crumbs
    portal = signs.site_title and signs.many_lists  # one of its boxes may be dated
    shown = (
        signs.date_rule in ("labelled", "info_bar")
        and (signs.prose >= _HARDLY or own_title)
        and not portal
    ) or (signs.dated and own_title and signs.prose >= _PROSE and signs.lists <= 1)
    if not signs.article_meta and not signs.crumbs and not shown:
        shallow = signs.url.partition("://")[2].count("/") <= 1
        many = signs.many_lists and not signs.column_meta and not signs.dated
        front = _HOME_URL.match(signs.url) and (signs.site_title or not signs.column_meta)
        if front or (shallow and (many or (signs.site_title and signs.lists > 1))):
            return "home"
    if signs.article_meta or ends in ("正文", "内容", "详情", "文章内容", "详细内容", "信息内容"):
        return "article"
    listed = signs.dated_items >= 2 or signs.items >= 5  # noqa: PLR2004
    if shown:
        return "article"
    if _heavy(signs) or (signs.pager and signs.items):
        return "list"
    if signs.dated and signs.date_rule not in ("meta", "issued", "in_title") and not listed:
        return "article"
    if signs.date_rule == "meta" and signs.column_meta:
        return "other"  # a leader's or an office's page: its meta date is the column's
    if signs.dated and signs.prose >= _PROSE // 2:
        return "article"
    if _ARTICLE_URL.search(signs.url) and (signs.dated or signs.prose >= _PROSE):
        return "article"
    if listed and signs.prose < _PROSE * 3:
        return "list"
    if signs.prose >= _PROSE:
        return "article" if own_title and not signs.column_meta else "other"
    if signs.items:
        return "list"
    # A list of nothing: only where the page has the place of a list and no text of its own.
    empty = signs.prose < _HARDLY and (signs.crumbs or signs.pager or _LIST_URL.search(signs.url))
    return "list" if empty else "other"


def _heavy(signs: Signs) -> bool:
    """More list than text."""
    return signs.dated_items >= 5 and signs.dated_items * 40 > signs.prose  # noqa: PLR2004
