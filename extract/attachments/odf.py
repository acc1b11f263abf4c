"""odt, odp and the hidden side of ods: one content.xml, read by hand; deletions and comments apart."""

from typing import Any

from extract.attachments.draft import Draft
from extract.attachments.package import Package, attribute, local
from extract.attachments.properties import hide_properties
from extract.attachments.workbook import Unseen

_MAX_DEEP = 60
_MAX_REPEAT = 1_000
_UNSEEN = ("collapse", "filter")


def read_odt(draft: Draft, package: Package) -> None:
    """Text, headers and footers."""
    for name in ("content.xml", "styles.xml"):
        root = package.xml(name)
        if root is not None:
            for body in root.iter():
                if local(body) in ("body", "header", "footer"):
                    if local(body) != "body":
                        draft.mark("页眉页脚")
                    _blocks(draft, body, 0)
    hide_properties(draft, package)


def _blocks(draft: Draft, element: Any, depth: int) -> None:
    for one in element:
        name = local(one)
        if name in ("p", "h"):
            draft.line(_text(draft, one))
        elif name == "tracked-changes":
            deleted = [
                _text(draft, p)
                for change in one.iter()
                if local(change) == "deletion"
                for p in change.iter()
                if local(p) in ("p", "h")
            ]
            draft.hide("修订删除内容", "\n".join(deleted))
        elif name == "table":
            _table(draft, one)
        elif name == "page":
            draft.mark(attribute(one, "name") or "页")
            _blocks(draft, one, depth + 1)
        elif name == "notes":
            told = [_text(draft, p) for p in one.iter() if local(p) in ("p", "h")]
            draft.hide("隐藏备注", "\n".join(told))
        elif depth < _MAX_DEEP:
            _blocks(draft, one, depth + 1)


def _table(draft: Draft, table: Any) -> None:
    rows: list[list[str]] = []
    for row in table.iter():
        if local(row) != "table-row":
            continue
        cells: list[str] = []
        for cell in row:
            if local(cell) in ("table-cell", "covered-table-cell"):
                text = " ".join(_text(draft, p) for p in cell if local(p) in ("p", "h"))
                if local(cell) == "covered-table-cell" and cells and not text:
                    text = cells[-1]
                cells += [" ".join(text.split())] * _repeat(cell, "number-columns-repeated")
        rows.append(cells)
    width = max(map(len, rows), default=0)
    draft.table(f"表{draft.next_table()}", [row + [""] * (width - len(row)) for row in rows])


def _repeat(element: Any, name: str) -> int:
    said = attribute(element, name)
    return max(1, min(int(said), _MAX_REPEAT)) if said.isascii() and said.isdigit() else 1


def _text(draft: Draft, paragraph: Any) -> str:
    """The words of a paragraph; its comments go to the hidden places."""
    pieces: list[str] = []

    def walk(element: Any, depth: int) -> None:
        name = local(element)
        if name in ("annotation", "annotation-end"):
            told = [t.strip() for t in element.itertext() if t.strip()]
            draft.hide("批注", "\n".join(told))
        else:
            if name in ("tab", "s"):
                pieces.append(" ")
            elif name == "line-break":
                pieces.append("\n")
            pieces.append(element.text or "")
            for child in element if depth < _MAX_DEEP else ():
                walk(child, depth + 1)
                pieces.append(child.tail or "")

    walk(paragraph, 0)
    return "".join(pieces).strip()


def look_into_ods(draft: Draft, package: Package) -> dict[str, Unseen]:
    """Hidden rows and columns and the comments of each sheet."""
    found: dict[str, Unseen] = {}
    root = package.xml("content.xml")
    for table in root.iter() if root is not None else ():
        if local(table) != "table" or not attribute(table, "name"):
            continue
        unseen = found[attribute(table, "name")] = Unseen()
        column = row = 0
        for one in table.iter():
            name = local(one)
            if name == "table-column":
                column = _pass(one, column, unseen.columns, "number-columns-repeated")
            elif name == "table-row":
                row = _pass(one, row, unseen.rows, "number-rows-repeated")
            elif name == "annotation":
                unseen.notes.append((f"第{row}行", "\n".join(one.itertext())))
    hide_properties(draft, package)
    return found


def _pass(element: Any, at: int, unseen: set[int], repeat: str) -> int:
    count = _repeat(element, repeat)
    if attribute(element, "visibility") in _UNSEEN:
        unseen.update(range(at, at + count))
    return at + count
