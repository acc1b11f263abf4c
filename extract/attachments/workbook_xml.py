"""工作簿的里子: what an xlsx holds beside its cells: hidden rows and columns, comments, text boxes,
caches of pivot tables and of other workbooks, properties."""

import posixpath
import re
from typing import Any

from extract.attachments.draft import Draft
from extract.attachments.package import Package, attribute, local, targets_of
from extract.attachments.properties import hide_properties
from extract.attachments.workbook import Unseen

_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_SAID = re.compile(rb'\b(r|min|max|hidden|ht|width)="([^"]*)"')
_CACHES = ("xl/pivotCache/", "xl/externalLinks/external", "customXml/item", "xl/customProperty")
_TELLING = re.compile(r"[\u3400-\u9fff]|\d{7}")
_MAX_COLUMNS = 16_384


def look_into(draft: Draft, package: Package) -> dict[str, Unseen]:
    """What nobody sees, by sheet; text boxes and caches go straight into the draft."""
    found: dict[str, Unseen] = {}
    for name, path in _sheets(package):
        unseen = found[name] = Unseen()
        _rows_and_columns(package.read(path), unseen)
        for target in _related(package, path):
            if "comment" in target.lower():
                _comments(package.xml(target), unseen)
            elif "/drawings/drawing" in target:
                for text in _paragraphs(package.xml(target)):
                    draft.line(text)
    for name in package.names:
        if name.startswith(_CACHES) and name.endswith(".xml") and "Props" not in name:
            told = _told(package.xml(name))
            draft.hide(f"隐藏缓存（{posixpath.basename(name)}）", told)
    hide_properties(draft, package)
    return found


def _sheets(package: Package) -> list[tuple[str, str]]:
    book = package.xml("xl/workbook.xml")
    if book is None:
        return []
    targets = targets_of(package, "xl/workbook.xml")
    found = []
    for sheet in book.iter():
        if local(sheet) == "sheet":
            path = targets.get(attribute(sheet, "id"), "")
            found.append((attribute(sheet, "name"), path))
    return found


def _related(package: Package, path: str) -> list[str]:
    return sorted(set(targets_of(package, path).values())) if path else []


def _rows_and_columns(xml: bytes, unseen: Unseen) -> None:
    """A scan of the bytes: the tree of a large sheet costs more than reading its cells."""
    for match in _COLUMN.finditer(xml):
        said = dict(_SAID.findall(match[1]))
        if _true(said.get(b"hidden", b"")) or said.get(b"width") in (b"0", b"0.0"):
            first, last = _number(said.get(b"min")), _number(said.get(b"max"))
            unseen.columns.update(range(first - 1, min(last, _MAX_COLUMNS)))
    for match in _ROW.finditer(xml):
        said = dict(_SAID.findall(match[1]))
        if _true(said.get(b"hidden", b"")) or said.get(b"ht") in (b"0", b"0.0"):
            unseen.rows.add(_number(said.get(b"r")) - 1)
    letters, last_row = b"", 0
    for match in _CELL.finditer(xml):
        column, row = match[1], int(match[2])
        last_row = max(last_row, row)
        if (len(column), column) > (len(letters), letters):
            letters = column
    width = 0
    for letter in letters:
        width = width * 26 + letter - 64
    unseen.rows_end, unseen.columns_end = last_row, width


def _true(value: bytes) -> bool:
    return value in (b"1", b"true")


def _number(value: bytes | None) -> int:
    return int(value) if value and value.isdigit() and len(value) < 8 else 0  # noqa: PLR2004


def _comments(root: Any, unseen: Unseen) -> None:
    if root is None:
        return
    for one in root.iter():
        if local(one) in ("comment", "threadedComment"):
            text = "".join(t.text or "" for t in one.iter() if local(t) in ("t", "text"))
            unseen.notes.append((attribute(one, "ref") or "?", text))


def _paragraphs(root: Any) -> list[str]:
    if root is None:
        return []
    return [
        text
        for p in root.iter()
        if local(p) == "p"
        and (text := "".join(t.text or "" for t in p.iter() if local(t) == "t").strip())
    ]


def _told(root: Any) -> str:
    """Values of a cache, one a line, where they could tell something."""
    if root is None:
        return ""
    values: dict[str, None] = {}
    for one in root.iter():
        for value in (attribute(one, "v"), one.text or ""):
            if value and _TELLING.search(value):
                values[value.strip()] = None
    return "\n".join(values)
