"""文字: what a reader sees on a page, line by line, and what stands in its source unseen."""

import re
from dataclasses import dataclass

from core.facts import Grid, HiddenText
from extract.tree import COMMENT, TEXT, Attributes, Tree

_SILENT = frozenset(
    {"script", "style", "noscript", "template", "head", "iframe", "object", "frameset"}
)
_BLOCK_NAMES = (
    "html body div p li ul ol dl dt dd table tr td th tbody thead tfoot caption h1 h2 h3 h4 h5 h6"
    " section article header footer nav aside main form fieldset legend option select button"
    " textarea blockquote pre center figure figcaption address hr details summary marquee"
)
_BLOCK = frozenset(_BLOCK_NAMES.split())
_TELLING_ATTRIBUTES = frozenset({"alt", "title", "placeholder", "value", "content"})
_LONG = 11  # digits of the shortest number that tells a person by itself
_LONG_NUMBER = re.compile(rf"\d{{{_LONG}}}")
_NUMBER = re.compile(r"\d{7}|\d[ \-]\d{4}")
_STRING = re.compile(r"\"([^\"\\\n]*(?:\\.[^\"\\\n]*)*)\"|'([^'\\\n]*(?:\\.[^'\\\n]*)*)'|`([^`]*)`")
_UNSEEN = re.compile(
    r"display\s*:\s*none", re.I
)  # what is hidden does not run on into what is seen
_CALL = re.compile(r"(?:tel|sms):", re.I)
_NEAR = 60  # characters before a call link that tell whose number it is
_DIGITS = re.compile(r"\d")
_MAX_SPAN = 200  # cells that one cell may cover; more is a mistake
_MAX_CELLS = 50_000
_MIN_SIDE = 2  # rows and columns of a table that is one


@dataclass(slots=True)
class Words:
    """The visible text. `offsets[row]` is where row `row` of the tree begins in it."""

    text: str
    offsets: list[int]

    def of(self, tree: Tree, row: int) -> str:
        """The visible text inside one row of the tree, lines kept."""
        return self.text[self.offsets[row] : self.offsets[tree.ends[row]]].strip()

    def between(self, start: int, end: int) -> str:
        """The visible text of the rows from start up to, not with, end."""
        return self.text[self.offsets[start] : self.offsets[end]].strip()


def read_words(tree: Tree) -> Words:
    """One line for each block; spaces folded; two links side by side kept apart by a space."""
    tags, texts, parents, ends = tree.tags, tree.texts, tree.parents, tree.ends
    count = len(tags)
    blocks, anchors, offsets = [0] * count, [-1] * count, [0] * (count + 1)
    pieces: list[str] = []
    length, last_block, last_anchor, spaced = 0, -1, -1, True
    row = 0
    while row < count:
        offsets[row] = length
        tag, parent = tags[row], parents[row]
        if tag == TEXT:
            text = texts[row]
            folded = " ".join(text.split())
            block, anchor = blocks[parent], anchors[parent]
            if block != last_block:
                if folded:
                    if pieces and pieces[-1] == " ":
                        pieces[-1] = "\n"
                    elif length:
                        pieces.append("\n")
                        length += 1
                        offsets[row] = length
                    last_block, spaced = block, True
            elif not spaced and (text[:1].isspace() or -1 < anchor != last_anchor > -1):
                pieces.append(" ")
                length += 1
                offsets[row] = length
                spaced = True
            if folded:
                pieces.append(folded)
                length += len(folded)
                last_anchor, spaced = anchor, False
                if text[-1].isspace():
                    pieces.append(" ")
                    length += 1
                    spaced = True
        elif tag in _SILENT:
            end = ends[row]
            for inside in range(row, end):
                offsets[inside] = length
            row = end
            continue
        else:
            above = parent if parent >= 0 else 0
            apart = tag in _BLOCK or _UNSEEN.search(tree.attributes[row].get("style") or "")
            blocks[row] = row if apart else blocks[above]
            anchors[row] = row if tag == "a" else anchors[above]
            if tag == "br":
                last_block = -1
        row += 1
    offsets[count] = length
    return Words("".join(pieces), offsets)


def read_hidden(tree: Tree, words: Words) -> tuple[HiddenText, ...]:
    """Text in the source that no reader sees, where it could tell something: Chinese, or numbers."""
    found: list[HiddenText] = []
    for row, (tag, attributes) in enumerate(zip(tree.tags, tree.attributes, strict=True)):
        if tag == COMMENT:
            text = tree.texts[row]
            if _tells(text):
                found.append(HiddenText("comment", text.strip()))
        elif tag == "script":
            if tree.ends[row] > row + 1 and _tells(text := tree.texts[row + 1]):
                found.extend(HiddenText("script", one) for one in _strings(text))
        else:
            for name, value in attributes.items():
                if not value:
                    continue
                if name not in _TELLING_ATTRIBUTES:
                    # href?sfzh=…, data-tel, onclick="show('…')": only a number of a person's length
                    if len(value) >= _LONG and _LONG_NUMBER.search(value):
                        near = ""
                        if _CALL.match(value):
                            end = words.offsets[tree.ends[row]]
                            near = _DIGITS.sub("", words.text[max(0, end - _NEAR) : end]) + " "
                        found.append(HiddenText(f"{tag}[{name}]", near + value.strip()))
                    continue
                if not _tells(value):
                    continue
                place = _place(tag, name, attributes)
                if place and (
                    name != "title" or tree.texts[min(row + 1, tree.ends[row] - 1)] != value
                ):
                    found.append(HiddenText(place, value.strip()))
    return tuple(found)


def _place(tag: str, name: str, attributes: Attributes) -> str:
    """What to call the attribute, "" for one that is seen or says nothing: <li value>, <option value>."""
    if name == "value":
        return f"input[{attributes.get('type') or 'text'}]" if tag == "input" else ""
    if name == "content":
        return (
            f"meta[{attributes.get('name') or attributes.get('property') or ''}]"
            if tag == "meta"
            else ""
        )
    return f"{tag}[{name}]"


def _tells(text: str) -> bool:
    """Chinese, or a number long enough to be somebody's."""
    return not text.isascii() or _NUMBER.search(text) is not None


def _strings(script: str) -> list[str]:
    found = []
    for match in _STRING.finditer(script):
        value = match[1] or match[2] or match[3]
        if value and _tells(value):
            found.append(value)
    return found


def read_grids(tree: Tree, words: Words) -> tuple[Grid, ...]:
    """Tables of data as rows of cells, spans filled. A table that holds tables is layout, not data."""
    found = []
    tables = tree.named("table")
    for number, row in enumerate(tables, 1):
        if number < len(tables) and tables[number] < tree.ends[row]:
            continue
        rows = _grid(tree, words, row)
        if len(rows) >= _MIN_SIDE and len(rows[0]) >= _MIN_SIDE:
            found.append(Grid(f"table {number}", rows))
    return tuple(found)


def _grid(tree: Tree, words: Words, table: int) -> tuple[tuple[str, ...], ...]:
    lines: list[dict[int, str]] = []
    hanging: dict[int, tuple[int, str]] = {}  # column -> rows still covered, and their text
    cells = 0
    for row in tree.within(table):
        if tree.tags[row] == "tr":
            lines.append({column: text for column, (_, text) in hanging.items()})
            hanging = {c: (left - 1, text) for c, (left, text) in hanging.items() if left > 1}
        elif tree.tags[row] in ("td", "th") and lines:
            line, column = lines[-1], 0
            while column in line:
                column += 1
            text = words.of(tree, row)
            wide, high = _span(tree, row, "colspan"), _span(tree, row, "rowspan")
            for covered in range(column, column + wide):
                line[covered] = text
                if high > 1:
                    hanging[covered] = (high - 1, text)
            cells += wide * high
            if cells > _MAX_CELLS:
                break
    width = max((max(line, default=-1) + 1 for line in lines), default=0)
    return tuple(tuple(line.get(c, "") for c in range(width)) for line in lines if line)


def _span(tree: Tree, row: int, name: str) -> int:
    value = tree.attribute(row, name).strip()
    return max(1, min(int(value), _MAX_SPAN)) if value.isascii() and value.isdigit() else 1
