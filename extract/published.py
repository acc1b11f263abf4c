"""发布时间: when an article says it was published, and by which rule that was read."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.facts import Precision, Stamp
from extract.dates import find_stamps, parse_stamp
from extract.layout import FOOT, NAV, Layout
from extract.tree import TEXT, Tree
from extract.words import Words

_LABEL = re.compile(
    r"(?:发布|发表|公布|公开|更新|发稿|录入|上传|添加|日期|时间|信息)\s*(?:时\s*间|日\s*期|于)?\s*[:：]?\s*[\[【(（]?\s*$|^\s*(?:时间|日期)\s*[:：]?\s*$"
)
_BEST_LABEL = re.compile(
    r"(?:发布|发表|公布|公开|发稿|录入|上传|添加)\s*(?:时\s*间|日\s*期|于)\s*[:：]?\s*[\[【(（]?\s*$"
)
_OTHER_LABEL = re.compile(
    r"(?:成文|生成|印发|签发|发文|有效|实施|施行|生效|失效|废止|截止|截至|开始|结束|会议|开标|报名|访谈|活动|直播|办理|答复|回复"
    r"|受理|提交|来信|写信|出生|登记|考试|面试|招聘|公示|起止|培训|开庭|访问|当前|今天|现在|下载|工作)\s*(?:时\s*间|日\s*期|期\s*限|期\s*间)?\s*[:：]?\s*$"
)
_BAR = re.compile(
    r"来\s*源|作\s*者|浏览|点击|阅读|字体|字号|打印|分享|责任?编辑|编辑[:：]|访问(?:次数|量)|收藏|\[?大\s*中\s*小|信息提供|供稿|发布机构|索引号|大字体"
)
_SCRIPT_DATE = re.compile(
    r"""(?:pub_?(?:lish)?_?(?:date|time)?|fbsj|fbrq|docreltime|docpubtime|release_?time|news_?date|create_?time|articledate|pubdata)"""
    r"""\s*["']?\s*[=:]\s*["']([^"']{6,40})["']""",
    re.I,
)
_META_DATES = (
    "PubDate",
    "publishdate",
    "article:published_time",
    "pubdate",
    "PublishDate",
    "firstpublishedtime",
    "releaseTime",
    "datePublished",
    "createDate",
    "others",
)
_GAP = 260  # characters from the title down within which a bare date is the article's


@dataclass(frozen=True, slots=True)
class Dated:
    """A date on the page: the stamp and the rule that chose it."""

    stamp: Stamp | None
    rule: str


def read_published(
    tree: Tree,
    words: Words,
    layout: Layout,
    *,
    metas: Mapping[str, str],
    title_row: int,
    title: str,
    main: int,
    skipped: Iterable[range],
    now: datetime,
) -> tuple[Dated, Stamp | None]:
    """The date of publication as the page shows it, else as a script or a meta states it; and the meta's.

    Rules: labelled, info_bar, near_title, script, meta, in_title. A date in a list, in the foot, in a
    comment, on a clock or inside the main text is never it.
    """
    stated = next(
        (s for name in _META_DATES if (s := parse_stamp(metas.get(name, ""), now)) is not None),
        None,
    )
    if stated is not None and stated.precision is Precision.MONTH:
        stated = None
    shown = _shown(tree, words, layout, title_row, main, list(skipped), now)
    if shown.stamp is not None:
        return shown, stated
    for row, tag in enumerate(tree.tags):
        if tag == "script" and tree.ends[row] > row + 1:
            script = re.sub(r"/\*.*?\*/|^\s*//.*$", "", tree.texts[row + 1], flags=re.S | re.M)
            for found in _SCRIPT_DATE.finditer(script):
                stamp = parse_stamp(found[1], now)
                if stamp and stamp.precision is not Precision.MONTH:
                    return Dated(stamp, "script"), stated
    if stated is not None:
        return Dated(stated, "meta"), stated
    tail = re.search(r"[（(\[]([^（(\[]{8,20})[)）\]]\s*$", title)
    if tail and (stamp := parse_stamp(tail[1], now)) and stamp.precision is not Precision.MONTH:
        return Dated(stamp, "in_title"), stated
    return Dated(None, ""), stated


def _shown(
    tree: Tree,
    words: Words,
    layout: Layout,
    title_row: int,
    main: int,
    skipped: list[range],
    now: datetime,
) -> Dated:
    """The visible date. Lines are joined per smallest block, so that label and date meet."""
    title_end = words.offsets[tree.ends[title_row]] if title_row >= 0 else -1
    begin, end = (main, tree.ends[main]) if main >= 0 else (-1, -1)
    best, best_rank = Dated(None, ""), 0
    limit = now + timedelta(days=1)
    for start, stop, text in _lines(tree, layout):
        if not any(c.isdigit() for c in text) and "年" not in text:
            continue
        if (
            begin >= 0
            and begin < start < end
            and not (title_row > begin and start < title_row + 60)
        ):
            inside = True
        else:
            inside = False
        if any(start in one for one in skipped):
            continue
        for at, after, stamp in find_stamps(text, now):
            if stamp.at > limit or stamp.precision is Precision.MONTH:
                continue
            before = text[max(0, at - 14) : at]
            if _OTHER_LABEL.search(before):
                continue
            rank = _rank(
                text,
                before,
                len(text) - (after - at),
                inside,
                words.offsets[start] - title_end,
                title_end >= 0,
            )
            if layout.zones[start] == FOOT or (layout.zones[start] == NAV and "星期" in text):
                rank = 0
            if layout.concealed[start]:
                rank -= 3
            if rank > best_rank:
                best = Dated(
                    stamp, "labelled" if rank > 7 else "info_bar" if rank > 4 else "near_title"
                )  # noqa: PLR2004
                best_rank = rank
    return best


def _rank(text: str, before: str, rest: int, inside: bool, distance: int, titled: bool) -> int:
    """How sure a shown date is the article's own; 0 is not at all."""
    near = titled and -2 <= distance <= _GAP
    if _BEST_LABEL.search(before) and rest < 160:  # noqa: PLR2004 - a line of labels, not a paragraph
        return 10 if near else 8 if not inside else 4
    if _LABEL.search(before) and rest < 160 and not inside:  # noqa: PLR2004
        return 9 if near else 6
    if _BAR.search(text) and rest < 160:  # noqa: PLR2004
        return 7 if near else 5 if not inside else 0
    if near and rest <= 12 and not inside:  # noqa: PLR2004 - a date and hardly a word more
        return 4
    return 0


def _lines(tree: Tree, layout: Layout) -> Iterable[tuple[int, int, str]]:
    """The page's texts, neighbours within one small block joined: first row, last row, NFKC text."""
    start, last, text, holder = -1, -1, "", -1
    for row, tag in enumerate(tree.tags):
        if tag != TEXT or not tree.texts[row].strip():
            continue
        parent = tree.parents[row]
        if tree.tags[parent] in ("script", "style", "noscript", "title", "option", "textarea"):
            continue
        block = _block(tree, parent)
        if block == holder and len(text) < 300:  # noqa: PLR2004 - longer is a paragraph
            text = f"{text} {' '.join(tree.texts[row].split())}"
        else:
            if text:
                yield start, last, unicodedata.normalize("NFKC", text)
            start, text, holder = row, " ".join(tree.texts[row].split()), block
        last = row
    if text:
        yield start, last, unicodedata.normalize("NFKC", text)


_LINE_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h6", "ul", "dl", "tr", "div", "td", "body", "section"}
)


def _block(tree: Tree, row: int) -> int:
    while row >= 0 and tree.tags[row] not in _LINE_BLOCKS:
        row = tree.parents[row]
    if row >= 0 and tree.tags[row] in ("td", "p") and tree.ends[row] - row < 8:  # noqa: PLR2004 - label and date in cells
        above = tree.parents[row]
        if above >= 0 and tree.ends[above] - above < 40 and tree.tags[row] == "td":  # noqa: PLR2004
            return above
    return row
