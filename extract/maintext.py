"""正文区: which row of the tree holds the main text."""

import re

from extract.layout import BODY, SIDE, Layout
from extract.tree import TEXT, Tree

# Containers that content systems name: TRS, 开普 ucap, 大汉 jcms, 博达, 国泰新点, gkmlpt and their kin.
_NAMED = re.compile(
    r"TRS_?(?:Editor|UEDITOR|AUTOADD|PreAppend)|UCAP-?CONTENT|^zoom(?:con)?$|[\s]zoom(?:con)?$|vsb_content|v_news_content"
    r"|ewb-?(?:article-?info|info-?content|news-?content)|article-?(?:con|body|text|main|txt|info)|artibody|news_?(?:con|text|body)"
    r"|pages?_content|content_?(?:txt|text|body|main|detail)|detail-?(?:con|text|main)|con_?te?xt|wp_articlecontent|zhengwen"
    r"|j-fontContent|text_?con|txt_?con|^(?:content|article|neirong|nr|zw|zoomcon|BodyLabel|mainText|myfont)$",
    re.I,
)
_PROSE = re.compile(r"[，。；：、！？]")
_SHARE = 0.65  # what a child must hold of its parent's prose for the search to go down into it
_HALF = 0.4  # the same where a page carries its text twice, for desk and phone
_ENOUGH = 40  # characters of prose under which a page has no main text
_LONG = 20  # characters that make a line prose even without a comma
_FLAT = frozenset(
    {"p", "span", "font", "strong", "b", "em", "i", "a", "h1", "h2", "h3", "u", "o:p", "br"}
)


def main_text(tree: Tree, layout: Layout, listed: bytearray) -> tuple[int, int]:
    """The row that holds the main text, -1 where a page has none, and how many characters of prose.

    Rows marked in `listed` are items of lists, and their summaries are no main text.
    """
    weights = prose(tree, layout, listed)
    if not weights or weights[0] < _ENOUGH:
        return -1, 0
    row = _main_row(tree, weights)
    return row, weights[row]


def _main_row(tree: Tree, weights: list[int]) -> int:
    named = [
        (weights[row], -row)
        for row, attributes in enumerate(tree.attributes)
        if attributes
        and weights[row] > _ENOUGH
        and (
            _named(attributes.get("id"))
            or _named(attributes.get("class"))
            or tree.tags[row] == "ucapcontent"
        )
    ]
    whole = weights[0]
    if named:
        best = max(named)
        if best[0] > whole * _HALF:
            return _down(tree, weights, -best[1], _SHARE + 0.3)
    return _down(tree, weights, 0, _SHARE, _HALF)


def _named(name: str | None) -> bool:
    return bool(name) and _NAMED.search(name or "") is not None


def prose(tree: Tree, layout: Layout, listed: bytearray) -> list[int]:
    """By row: how many characters of prose stand inside. Links, menus and the foot count for nothing."""
    weights = [0] * len(tree.tags)
    linked = -1  # end of the link we are in
    for row, tag in enumerate(tree.tags):
        if tag == "a":
            linked = max(linked, tree.ends[row])
        if tag != TEXT or row < linked or listed[row] or layout.zones[row] not in (BODY, SIDE):
            continue
        parent = tree.parents[row]
        if tree.tags[parent] in ("script", "style", "noscript", "title", "a", "option", "textarea"):
            continue
        text = tree.texts[row].strip()
        if text and (
            len(text) >= _LONG or _PROSE.search(text) or tree.tags[parent] in ("p", "td", "span")
        ):
            weights[row] = len(text)
    for row in range(len(weights) - 1, 0, -1):
        weights[tree.parents[row]] += weights[row]
    return weights


def _down(tree: Tree, weights: list[int], row: int, share: float, least: float = 1.0) -> int:
    """Into the one child that holds nearly all, as long as there is one and it is a block."""
    while True:
        children = _children(tree, row)
        heavy = max(children, key=lambda child: (weights[child], -child), default=-1)
        if heavy < 0 or tree.tags[heavy] in _FLAT or tree.tags[heavy] == TEXT:
            return row
        if weights[heavy] < weights[row] * share:
            twins = [c for c in children if c != heavy and weights[c] > weights[heavy] * 0.8]
            if weights[heavy] < weights[row] * least or len(twins) != 1:
                return row
            heavy = min(heavy, twins[0])
        if tree.tags[heavy] in ("tbody", "tr", "table") and weights[heavy] < weights[row]:
            return row
        row = heavy


def _children(tree: Tree, row: int) -> list[int]:
    found, child = [], row + 1
    while child < tree.ends[row]:
        found.append(child)
        child = tree.ends[child]
    return found
