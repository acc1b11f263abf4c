"""行: a page's visible lines with the rows they stand in, and the information bar among them."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from extract.dates import find_stamps
from extract.layout import CRUMB, FOOT, NAV, Layout
from extract.tree import TEXT, Tree

_UNSEEN = frozenset({"script", "style", "noscript", "title", "option", "textarea", "template"})
_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "dl", "tr", "div", "td", "body", "section"}
)
_PARAGRAPH = 300  # characters: a line so long is joined with no more
_CELL = 8  # rows inside a cell that holds a label or a date and no more
_TABLE_ROW = 40
BAR = re.compile(
    r"来\s*源|作\s*者|浏览|点击|阅读|字体|字号|打印|分享|编辑|访问(?:次数|量)|收藏|大\s*中\s*小|信息提供|供稿|发布机构|发布(?:时间|日期)|发表(?:时间|日期)|(?:日\s*期|时\s*间)\s*:"
)
_BAR_LONG = 220


@dataclass(frozen=True, slots=True)
class Line:
    """NFKC text of neighbours within one small block, so that a label and its date meet."""

    start: int  # first row
    end: int  # last row
    text: str


def read_lines(tree: Tree) -> list[Line]:
    """The page's lines in document order."""
    found: list[Line] = []
    start, last, text, holder = -1, -1, "", -1
    tags, texts, parents = tree.tags, tree.texts, tree.parents
    blocks = [0] * len(tags)
    for row, tag in enumerate(tags):
        parent = parents[row]
        if tag != TEXT:
            blocks[row] = _block(tree, row, blocks[parent] if parent >= 0 else 0)
            continue
        raw = texts[row]
        if raw.isspace() or tags[parent] in _UNSEEN:
            continue
        block = blocks[parent]
        if block == holder and len(text) < _PARAGRAPH:
            text = f"{text} {' '.join(raw.split())}"
        else:
            if text:
                found.append(Line(start, last, _plain(text)))
            start, text, holder = row, " ".join(raw.split()), block
        last = row
    if text:
        found.append(Line(start, last, _plain(text)))
    return found


def bar_row(lines: Iterable[Line], layout: Layout, skipped: bytearray, now: datetime) -> int:
    """Where the information bar (来源、发布时间、浏览次数 …) begins, -1 where there is none."""
    for line in lines:
        if len(line.text) > _BAR_LONG or layout.zones[line.start] in (FOOT, NAV, CRUMB):
            continue
        if BAR.search(line.text) and (":" in line.text or any(c.isdigit() for c in line.text)):
            if skipped[line.start]:
                continue
            if ":" in line.text or next(find_stamps(line.text, now), None):
                return line.start
    return -1


def _plain(text: str) -> str:
    """A paragraph is no label, no bar and no title: it stays as it is."""
    if len(text) > _PARAGRAPH or text.isascii():
        return text
    return unicodedata.normalize("NFKC", text)


def _block(tree: Tree, row: int, above: int) -> int:
    """The row itself where it is a block, else the block above it; a small cell belongs to its <tr>."""
    tag = tree.tags[row]
    if tag not in _BLOCKS:
        return above
    if tag == "td" and tree.ends[row] - row < _CELL:
        parent = tree.parents[row]
        if parent >= 0 and tree.ends[parent] - parent < _TABLE_ROW:
            return parent
    return row
