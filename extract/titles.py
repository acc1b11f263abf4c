"""标题: what an article is called, by its meta, its heading and <title>, without the site's own name."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from extract.layout import CRUMB, FOOT, NAV, Layout
from extract.tree import TEXT, Tree
from extract.words import Words

_SPLIT = re.compile(
    r"\s*(?:_{1,2}|\||｜|——|--|»|›|>|\s-|-\s|(?<=[\u4e00-\u9fff）”》])[-－](?=[\u4e00-\u9fff])|\s–\s)\s*"
)
_SITE_WORDS = re.compile(
    r"(?:门户网站|政府网站?|官方网站|官网|网站|信息网|政务网|服务平台|公共平台|人民政府|委员会|政府网|网)$"
)
_TITLE_CLASS = re.compile(
    r"title|biaoti|\btit\b|_tit\b|\bbt\b|headline|arti.*name|xl_tit|newstit", re.I
)
_MARKUP = re.compile(r"<[^>]{1,200}>|&lt;.{1,60}?&gt;|&nbsp;?")
_MAX_TITLE = 200


@dataclass(frozen=True, slots=True)
class Title:
    """`row` is where it stands in the tree, -1 where only a meta or <title> says it."""

    text: str
    row: int
    stated: bool  # ArticleTitle says it
    is_site: bool  # it is no more than the site's name


def read_title(
    tree: Tree, words: Words, layout: Layout, metas: Mapping[str, str], main: int
) -> Title:
    """The page's title: ArticleTitle, else the heading that agrees with <title>, else <title>."""
    whole = next(
        (clean(tree.text_of(row)) for row, tag in enumerate(tree.tags) if tag == "title"), ""
    )
    stated = clean(metas.get("ArticleTitle", ""))
    site = clean(metas.get("SiteName", ""))
    if stated and bare(stated) == bare(site):
        stated = ""
    heading, row = _heading(tree, words, layout, stated or whole, main)
    is_site = not stated and (not whole or bare(whole) == bare(site) or bool(_SITE_WORDS.search(whole)))
    if stated:
        return Title(stated, row, True, False)
    if heading:
        return Title(heading, row, False, is_site and bare(heading) in bare(whole))
    return Title(_without_site(whole, site), -1, False, is_site)


def _heading(tree: Tree, words: Words, layout: Layout, known: str, main: int) -> tuple[str, int]:
    """The heading on the page that agrees with what the page says of itself; else its one <h1>."""
    known = bare(known)
    best, best_row, best_score = "", -1, 0.0
    until = tree.ends[main] if main >= 0 else len(tree.tags)
    for row in range(until):
        tag, attributes = tree.tags[row], tree.attributes[row]
        if tag in ("title", "a", TEXT) or layout.zones[row] == FOOT:
            continue
        named = attributes and (
            _TITLE_CLASS.search(attributes.get("class") or "")
            or _TITLE_CLASS.search(attributes.get("id") or "")
        )
        rank = {"h1": 3.0, "h2": 2.0, "ucaptitle": 3.0, "h3": 1.0}.get(tag, 0.0)
        if not named and not rank and tag not in ("div", "p", "td", "span", "strong", "b", "font"):
            continue
        size = words.offsets[tree.ends[row]] - words.offsets[row]
        if not 4 <= size <= _MAX_TITLE:
            continue
        text = clean(words.of(tree, row).replace("\n", ""))
        plain = bare(text)
        if len(plain) < 4:  # noqa: PLR2004 - no title is shorter
            continue
        agrees = 0.0
        if known and plain in known:
            agrees = 4.0 * len(plain) / len(known) + (3.0 if known.startswith(plain) else 0.0)
        elif known and known in plain and len(plain) < len(known) * 1.3:
            agrees = 4.0
        score = rank + (1.5 if named else 0.0) + agrees
        if layout.zones[row] in (NAV, CRUMB):
            score -= 3.0
        if not agrees and not (rank >= 2.0 or named):  # noqa: PLR2004 - h1, h2 or a class that says so
            continue
        if score > best_score:
            best, best_row, best_score = text, row, score
    if best_score < 3.0:  # noqa: PLR2004 - an <h1>, or an agreement with <title>
        return "", -1
    return best, best_row


def _without_site(whole: str, site: str) -> str:
    """<title> without the names of site and column that systems append."""
    if site and bare(whole) == bare(site):
        return whole
    parts = [one for one in _SPLIT.split(whole) if one.strip()]
    if len(parts) < 2:  # noqa: PLR2004
        return whole
    kept = [
        one
        for one in parts
        if not (site and bare(one) in bare(site)) and not _SITE_WORDS.search(one)
    ]
    if not kept:
        return parts[0]
    # The article's part is the longest, and stands first in most systems (last in 大汉).
    return max(kept, key=len)


def clean(text: str) -> str:
    """Markup that was pasted into a title taken out, spaces folded."""
    return " ".join(_MARKUP.sub("", text).split())


def bare(text: str) -> str:
    """For comparing: no spaces, one form of each sign."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()
