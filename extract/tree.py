"""One parse, one walk: a page as flat rows in document order, so that every rule is a loop over ints.

Lexbor builds the tree a browser would build; going through it once and keeping tag, attributes,
parent and end of each node costs a third of a millisecond, and nobody has to ask the parser again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser

TEXT = "-text"
COMMENT = "-comment"
MAX_NODES = 200_000
"""A page of more nodes is cut here: no reader sees so many, and memory must have an end."""

Attributes = dict[str, str | None]
_NONE: Attributes = {}


@dataclass(slots=True)
class Tree:
    """Rows by position in the document. `ends[i]` is one past the last row inside row i."""

    tags: list[str] = field(default_factory=list)
    attributes: list[Attributes] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)  # of text and comment rows, "" elsewhere
    cut: bool = False
    by_tag: dict[str, list[int]] = field(default_factory=dict)  # rows of each tag but text

    def named(self, tag: str) -> list[int]:
        """All rows of a tag, in document order."""
        return self.by_tag.get(tag, [])

    def scripts(self) -> Iterator[tuple[int, str]]:
        """Inline scripts: row and text."""
        for row in self.named("script"):
            if self.ends[row] > row + 1:
                yield row, self.texts[row + 1]

    def within(self, row: int) -> range:
        """The row itself and everything inside it."""
        return range(row, self.ends[row])

    def text_of(self, row: int) -> str:
        """All text inside, script and style text too, unspaced."""
        return "".join(self.texts[i] for i in self.within(row) if self.tags[i] == TEXT)

    def attribute(self, row: int, name: str) -> str:
        """Its value, "" where there is none."""
        return self.attributes[row].get(name) or ""

    def ancestors(self, row: int, most: int) -> Iterator[int]:
        """From the parent up, `most` of them."""
        for _ in range(most):
            row = self.parents[row]
            if row < 0:
                return
            yield row


_MANY_TAGS = 8000
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_FLAT_NAMES = (
    "area base br col embed hr img input link meta param source track wbr"
    " p li td th tr option dt dd tbody thead"
)
_FLAT = frozenset(_FLAT_NAMES.split())  # tags that close themselves or one another
_DEEPEST = 1000  # browsers stop at 512; the parser's time grows with the square of the depth


def _shallow(text: str) -> tuple[str, bool]:
    """The text up to where its tags nest too deep, and whether anything was cut."""
    depth = 0
    for found in _TAG.finditer(text):
        if found[2].lower() not in _FLAT:
            depth += -1 if found[1] else 1
            if depth > _DEEPEST:
                return text[: found.start()], True
            depth = max(depth, 0)
    return text, False


def grow(text: str) -> Tree:
    """The tree of a page. Scripting on, as in a reader's browser: <noscript> is text and no markup."""
    tree = Tree()
    if text.count("<") > _MANY_TAGS:
        text, tree.cut = _shallow(text)
    node = LexborHTMLParser(text, scripting=True).root
    open_rows: list[int] = []
    open_nodes = []
    tags, attributes, parents = tree.tags, tree.attributes, tree.parents
    ends, texts, by_tag = tree.ends, tree.texts, tree.by_tag
    row = 0
    while node is not None:
        tag = node.tag or ""
        tags.append(tag)
        parents.append(open_rows[-1] if open_rows else -1)
        ends.append(row + 1)
        inner = None
        if tag == TEXT:
            texts.append(node.text_content or "")
            attributes.append(_NONE)
        elif tag == COMMENT:
            texts.append(node.comment_content or "")
            attributes.append(_NONE)
        else:
            texts.append("")
            attributes.append(node.attributes)
            inner = node.first_child
            by_tag.setdefault(tag, []).append(row)
        row += 1
        if row >= MAX_NODES:
            tree.cut = True
            break
        if inner is not None:
            open_rows.append(row - 1)
            open_nodes.append(node)
            node = inner
            continue
        while (follower := node.next) is None and open_nodes:
            node = open_nodes.pop()
            ends[open_rows.pop()] = row
        node = follower
    while open_rows:
        ends[open_rows.pop()] = row
    return tree
