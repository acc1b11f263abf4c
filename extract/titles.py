"""标题: what a page is called, by its meta, its heading and <title>, without the site's own name."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extract.layout import BODY, CRUMB, FOOT, NAV, Layout
from extract.lines import BAR, Line
from extract.tree import Tree
from extract.words import Words

_SPLIT = re.compile(
    r"\s*(?:_{1,2}|\||｜|--|»|›|>|\s-|-\s|(?<=[\u4e00-\u9fff）”》\]])[-－](?=[\u4e00-\u9fff])|\s–\s)\s*"
)
_SITE_WORDS = re.compile(
    r"(?:网站?|官网|门户|服务平台|公共平台|人民政府|委员会|局|厅|办公室|中心|协会)$|^powered by|^document$|无标题"
    r"|^(?:https?://)?(?:[\w\-]+\.){1,5}(?:cn|com|net|org)/?$"
    r"|^(?:详[细情]|内容|正文|文章|信息)?(?:页面?|详情|详细(?:页面)?)$",
    re.I,
)
_DATE_TAIL = re.compile(r"\s*[（(\[](?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?[)）\]]\s*$")
_GENERIC = re.compile(r"(?:详细|详情|内容|正文|文章)(?:页面?)?$")
_TITLE_CLASS = re.compile(
    r"title|biaoti|headline|(?:^|[\W_])(?:tit|bt|tt)\d?(?:$|[\W_])|arti\w*name|newstit", re.I
)
_MARKUP = re.compile(r"<[^>]{1,200}>|&lt;.{1,60}?&gt;|&nbsp;?")
_HEADINGS = {"h1": 3.0, "ucaptitle": 3.0, "h2": 2.0, "h3": 1.0}
_PLAIN_TAGS = frozenset({"div", "p", "td", "span", "strong", "b", "font", "h4", "h5", "center"})
_SHORTEST, _LONGEST = 4, 200  # characters of a title
_TOO_SHORT = 8  # characters: a <title> so short may be a column's, if an article stands below
_LONG = 15
_ENOUGH = 3.0  # points: an <h1>, or agreement with <title>
_ABOVE = 4  # lines that are looked at above the information bar


@dataclass(frozen=True, slots=True)
class Title:
    """`row` is where it stands in the tree, -1 where only a meta or <title> says it."""

    text: str
    row: int
    stated: bool  # ArticleTitle says it
    is_site: bool  # <title> is no more than the site's name
    whole: str  # <title>


def read_title(
    tree: Tree,
    words: Words,
    layout: Layout,
    *,
    metas: Mapping[str, str],
    lines: list[Line],
    main: int,
    bar: int,
    skipped: bytearray,
    crumbs: Iterable[str],
) -> Title:
    """ArticleTitle; else the heading that agrees with <title>; else the line above the information
    bar, or the page's <h1>; else <title> without the site.

    `bar` is the row of the information bar, -1 for none; `skipped` are rows of lists, whose headings
    are other pages'; `crumbs` are names of columns, never titles.
    """
    whole = next((clean(tree.text_of(row)) for row in tree.named("title")), "")
    stated = clean(metas.get("ArticleTitle", ""))
    site = clean(metas.get("SiteName", ""))
    if stated and bare(stated) == bare(site):
        stated = ""
    columns = {bare(one) for one in crumbs} | {bare(metas.get("ColumnName", ""))}
    alone = _without_site(whole, site)
    is_site = not stated and (
        bare(whole) == bare(site) or _names_site(alone) or _GENERIC.search(alone) is not None
    )
    known = stated or alone
    if (
        not stated
        and bar >= 0
        and (bare(known) in columns or is_site or len(bare(known)) < _TOO_SHORT)
    ):
        known = ""  # an article under a <title> that only names its column or the site
    text, row, score = _heading(
        tree, words, layout, known, whole if known else "", main, bar, skipped
    )
    if stated:
        return Title(stated, row, True, False, whole)
    if bare(text) in columns and bare(alone) not in columns:
        text, score = "", 0.0
    if not known and bar >= 0 and score < _ENOUGH + 1:
        above, above_row = _above(lines, layout, bar, columns)
        if above and score < _ENOUGH:
            text, row, score = above, above_row, _ENOUGH
    if score < _ENOUGH:
        text, row = "", -1
    elif known and (tail := _DATE_TAIL.search(text)) and not _DATE_TAIL.search(known):
        text = text[: tail.start()]  # <title> has it without: the date is no part of it
    return Title(text or alone, row, False, is_site, whole)


def _heading(
    tree: Tree,
    words: Words,
    layout: Layout,
    known: str,
    whole: str,
    main: int,
    bar: int,
    skipped: bytearray,
) -> tuple[str, int, float]:
    """The best heading, its row and its points. Agreement with what is known counts most."""
    raw = known + whole
    known, whole = bare(known), bare(whole)
    best, best_row, best_score = "", -1, 0.0
    until = tree.ends[main] if main >= 0 else len(tree.tags)
    offsets, ends = words.offsets, tree.ends
    for row in range(until):
        tag = tree.tags[row]
        rank = _HEADINGS.get(tag, 0.0)
        if (not rank and tag not in _PLAIN_TAGS) or skipped[row]:
            continue
        size = offsets[ends[row]] - offsets[row]
        if not _SHORTEST <= size <= _LONGEST or layout.zones[row] == FOOT:
            continue
        attributes = tree.attributes[row]
        named = bool(attributes) and _is_title_class(
            f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
        )
        if not known and not rank and not named:
            continue
        text = words.of(tree, row)
        if not rank and not named and text[:2] not in raw:
            continue
        text = clean(text.replace("\n", ""))
        plain = bare(text)
        if len(plain) < _SHORTEST or (":" in plain and BAR.search(plain)):
            continue
        agrees = 0.0
        if known and plain in known:
            agrees = 4.0 * len(plain) / len(known) + (3.0 if known.startswith(plain) else 0.0)
        elif known and known in plain and (len(plain) < len(known) * 1.3 or plain in whole):
            agrees = 4.0 + len(plain) / len(known)
        if not agrees and not (rank > 1.0 or named):
            continue
        score = rank + (1.5 if named else 0.0) + agrees
        if layout.zones[row] in (NAV, CRUMB):
            score -= _ENOUGH
        if not agrees and bar >= 0 and row < bar and layout.zones[row] == BODY:
            score += 1.0 + row / bar  # the nearer to the bar, the likelier
        if score > best_score:
            best, best_row, best_score = text, row, score
    return best, best_row, best_score


def _is_title_class(names: str) -> bool:
    return _TITLE_CLASS.search(names) is not None


def _above(lines: list[Line], layout: Layout, bar: int, columns: set[str]) -> tuple[str, int]:
    """The line that stands over the information bar, where it can be a title."""
    over = [line for line in lines if line.end < bar][-_ABOVE:]
    for line in reversed(over):
        plain = bare(line.text)
        if layout.zones[line.start] in (NAV, CRUMB, FOOT) or plain in columns:
            continue
        if _SHORTEST < len(plain) <= _LONGEST and not BAR.search(line.text) and "位置" not in plain:
            return clean(line.text), line.start
    return "", -1


def _names_site(text: str) -> bool:
    return not text or _SITE_WORDS.search(text) is not None


def _without_site(whole: str, site: str) -> str:
    """<title> without the names of site and column that systems append."""
    if site and bare(whole) == bare(site):
        return whole
    parts = [one for one in _SPLIT.split(whole) if one.strip()]
    head, dash, tail = (parts[0] if parts else "").rpartition("——")
    if dash and (_names_site(tail) or (site and bare(tail) in bare(site))):
        parts[0] = head.strip()  # elsewhere a dash opens a subtitle
    if len(parts) == 1:
        return parts[0]
    kept = [one for one in parts if not (site and bare(one) in bare(site)) and not _names_site(one)]
    if not kept:
        return parts[0] if parts else whole
    # The page's own part stands first in most systems; where a far longer one follows, that is it.
    longest = max(kept, key=len)
    return longest if len(longest) > max(2 * len(kept[0]), _LONG) else kept[0]


def clean(text: str) -> str:
    """Markup that was pasted into a title taken out, spaces folded."""
    return " ".join(_MARKUP.sub("", text).split())


def bare(text: str) -> str:
    """For comparing: no spaces, one form of each sign."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return "".join(text.split()).lower()
