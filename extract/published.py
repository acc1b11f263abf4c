"""发布时间: when an article says it was published, and by which rule that was read."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.facts import Precision, Stamp
from extract.dates import find_stamps, parse_stamp
from extract.layout import FOOT, NAV, Layout
from extract.lines import BAR, Line
from extract.scripts import without_comments
from extract.tree import TEXT, Tree
from extract.words import Words

_OPEN = r"\s*[:：]?\s*[\[【(（]?\s*$"
_WHEN = r"(?:时\s*间|日\s*期)"
_PUBLISHED = re.compile(
    rf"(?:发\s*布|发表|公布|公开|发稿|录入|上传|添加)\s*(?:{_WHEN}|于|日){_OPEN}"
)
_TIMED = re.compile(
    rf"(?:更新|信息|入库)?\s*{_WHEN}{_OPEN}|(?:发布|发表|公布|更新|公开)(?:于|日)?{_OPEN}"
)
_OTHER = re.compile(
    r"(?:成文|生成|印发|签发|发文|有效|实施|施行|生效|失效|废止|截止|截至|开始|结束|会议|开标|报名|访谈|活动|直播|办理|答复|回复"
    r"|受理|提交|来信|写信|出生|登记|考试|面试|招聘|公示|起止|培训|开庭|访问|当前|今天|现在|下载|工作|到期|成立|页面|备案)"
    rf"\s*(?:{_WHEN}|期\s*限|期\s*间|日)?{_OPEN}"
)
_ISSUED = re.compile(rf"发文\s*{_WHEN}{_OPEN}")
_SCRIPT = re.compile(
    r"(?:pub_?(?:lish)?_?(?:ed)?_?(?:date|time|data)?|fbsj|fbrq|docreltime|docpubtime|release_?(?:date|time)|news_?date|articledate)"
    r"\w{0,8}[\"']?\s*[=:]\s*[\"']([^\"']{6,40})[\"']",
    re.I,
)
_QUOTED = re.compile(r"[\"']([^\"'<>]{6,30})[\"']")
_METAS = (
    "pubdate",
    "publishdate",
    "publish_date",
    "publishtime",
    "pubtime",
    "article:published_time",
    "datepublished",
    "releasetime",
    "releasedate",
)
_TAIL = re.compile(r"[（(\[]([^（(\[]{8,20})[)）\]]\s*$")
_GAP = 260  # characters below the title within which a bare date is the article's
_LABELS_ONLY = 160  # characters beside the date on a line of labels; more is a paragraph
_LONGEST = _LABELS_ONLY + 40  # of a line with its date
_ALONE = 12  # characters beside a date that stands nearly alone
_NEARBY = 6  # rows between a label and the script that writes its date
_BEFORE = 14
_LABELLED, _IN_BAR = 8, 5  # ranks from which the rules are called so


@dataclass(frozen=True, slots=True)
class Published:
    """The date of publication and the rule that chose it; what the meta states, chosen or not."""

    stamp: Stamp | None
    rule: str  # labelled | info_bar | near_title | script | meta | issued | in_title | ""
    stated: Stamp | None


def read_published(
    tree: Tree,
    words: Words,
    layout: Layout,
    *,
    metas: Mapping[str, str],
    lines: list[Line],
    title_row: int,
    title: str,
    main: int,
    skipped: bytearray,
    now: datetime,
) -> Published:
    """As the page shows it; else as a script or a meta states it; else by 发文日期 or in the title.

    A date in a list (`skipped`), in the foot, in a comment, on a clock or inside the main text is
    never it; a month alone neither.
    """
    by_name = {name.lower(): value for name, value in metas.items() if value}
    stated = next(
        (stamp for name in _METAS if (stamp := _whole(by_name.get(name, ""), now))),
        None,
    )
    shown, rule, issued = _shown(tree, words, layout, lines, title_row, main, skipped, now)
    if shown:
        return Published(shown, rule, stated)
    if written := _written(tree, now):
        return Published(written, "script", stated)
    if stated:
        return Published(stated, "meta", stated)
    if issued:
        return Published(issued, "issued", stated)
    heading = words.of(tree, title_row) if title_row >= 0 else ""
    tail = _TAIL.search(title) or _TAIL.search(heading)
    in_title = _whole(tail[1], now) if tail else None
    return Published(in_title, "in_title" if in_title else "", stated)


def _whole(text: str, now: datetime) -> Stamp | None:
    """A day or better, not after tomorrow."""
    stamp = parse_stamp(text, now)
    if stamp and stamp.precision is not Precision.MONTH and stamp.at <= now + timedelta(days=1):
        return stamp
    return None


def _shown(
    tree: Tree,
    words: Words,
    layout: Layout,
    lines: list[Line],
    title_row: int,
    main: int,
    skipped: bytearray,
    now: datetime,
) -> tuple[Stamp | None, str, Stamp | None]:
    """The best visible date, its rule, and a 发文日期 if one stands there."""
    title_end = words.offsets[tree.ends[title_row]] if title_row >= 0 else -1
    inner = range(main + 1, tree.ends[main]) if main >= 0 else range(0)
    top = (
        title_row + 60 if title_row in inner else main
    )  # a title inside the main text: the bar too
    best, best_rank, issued = None, 0, None
    limit = now + timedelta(days=1)
    for line in lines:
        text = line.text
        if len(text) > _LONGEST or ("20" not in text and "19" not in text and "年" not in text):
            continue
        zone = layout.zones[line.start]
        if zone == FOOT or skipped[line.start]:
            continue
        inside = line.start in inner and line.start > top
        for at, end, stamp in find_stamps(text, now):
            if stamp.at > limit:
                continue
            before = text[max(0, at - _BEFORE) : at]
            if _OTHER.search(before):
                if _ISSUED.search(before) and not inside:
                    issued = issued or stamp
                continue
            distance = words.offsets[line.start] - title_end
            near = title_row >= 0 and -2 <= distance <= _GAP  # noqa: PLR2004 - the title's own line
            # A sentence between title and date: the date is the signature under a short text.
            near = near and "。" not in words.text[title_end : words.offsets[line.start]]
            rank = _rank(text, before, len(text) - (end - at), inside, near)
            if zone == NAV and ("星期" in text or "今天" in text):
                rank = 0
            if layout.concealed[line.start]:
                rank -= 3
            if rank > best_rank:
                best, best_rank = stamp, rank
    rule = (
        "labelled"
        if best_rank >= _LABELLED
        else "info_bar"
        if best_rank >= _IN_BAR
        else "near_title"
    )
    return best, rule, issued


def _rank(text: str, before: str, rest: int, inside: bool, near: bool) -> int:
    """How sure a shown date is the article's own; 0 is not at all."""
    if rest > _LABELS_ONLY:
        return 0
    if _PUBLISHED.search(before):
        return 10 if near else 4 if inside else 9
    if inside:
        return 0
    if _TIMED.search(before):
        return 9 if near else 6
    if BAR.search(text):
        return 7 if near else 5
    return 4 if near and rest <= _ALONE else 0


def _written(tree: Tree, now: datetime) -> Stamp | None:
    """The one date that scripts state by its name, or write behind the label 发布时间."""
    days: dict[str, Stamp] = {}
    for row, script in tree.scripts():
        if "20" not in script:
            continue
        label = _before(tree, row)
        labelled = _PUBLISHED.search(label) or _TIMED.search(label)
        script = without_comments(script)
        for form in (_SCRIPT, _QUOTED) if labelled else (_SCRIPT,):
            for found in form.finditer(script):
                if stamp := _whole(found[1], now):
                    days.setdefault(stamp.day.isoformat(), stamp)
    # Several days are a list that a script holds, not this article's date.
    return next(iter(days.values())) if len(days) == 1 else None


def _before(tree: Tree, row: int) -> str:
    """The end of the text that stands right before a row."""
    for at in range(row - 1, max(row - _NEARBY, 0), -1):
        if tree.tags[at] == "script":
            break
        if tree.tags[at] == TEXT and not tree.texts[at].isspace():
            return tree.texts[at].strip()[-_BEFORE:]
    return ""
