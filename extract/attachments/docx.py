"""docx: body, tables, text boxes, headers, footers, notes; and what nobody sees: tracked deletions,
hidden runs, comments, field codes, properties. Split runs are one word again."""

import re
from typing import Any

from extract.attachments.draft import Draft
from extract.attachments.package import Package, attribute, local
from extract.attachments.properties import hide_properties

_TELLING = re.compile(r"\d{7}|@")
_OUTSIDE = (
    (re.compile(r"word/header\d*\.xml"), "页眉"),
    (re.compile(r"word/footer\d*\.xml"), "页脚"),
    (re.compile(r"word/footnotes\.xml"), "脚注"),
    (re.compile(r"word/endnotes\.xml"), "尾注"),
)
_MAX_SPAN = 200
_MAX_DEEP = 40  # tables in tables; deeper is an attack


def read_docx(draft: Draft, package: Package) -> None:
    """Everything in reading order, main text first."""
    main = next((n for n in package.names if re.fullmatch(r"word/document\d*\.xml", n)), "")
    root = package.xml(main)
    if root is not None:
        _Body(draft).blocks(root, 0)
    for pattern, place in _OUTSIDE:
        for name in package.names:
            if pattern.fullmatch(name) and (outside := package.xml(name)) is not None:
                draft.mark(place)
                _Body(draft).blocks(outside, 0)
    comments = package.xml("word/comments.xml")
    for one in comments if comments is not None else ():
        author = attribute(one, "author")
        text = "\n".join(_plain(p) for p in one.iter() if local(p) == "p")
        draft.hide(f"批注（{author}）" if author else "批注", text)
    for name in package.names:
        if re.fullmatch(r"customXml/item\d*\.xml", name):
            item = package.xml(name)
            text = "\n".join(t.strip() for t in item.itertext()) if item is not None else ""
            if _TELLING.search(text):
                draft.hide("隐藏数据（customXml）", text)
    hide_properties(draft, package)


class _Body:
    """Walks one XML file; tables get their numbers here."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.deleted: list[str] = []
        self.unseen: list[str] = []

    def blocks(self, root: Any, depth: int) -> None:
        """Paragraphs and tables under an element, at any wrapping (sdt, ins, body …)."""
        for one in root:
            name = local(one)
            if name == "p":
                self._paragraph(one, depth)
            elif name == "tbl":
                self._table(one, depth)
            elif depth < _MAX_DEEP and name not in ("sectPr", "Fallback"):
                self.blocks(one, depth + 1)
        if depth == 0:
            self.draft.hide("修订删除内容", "\n".join(self.deleted))
            self.draft.hide("隐藏文字", "\n".join(self.unseen))

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        boxes: list[Any] = []
        text = self._text(paragraph, boxes)
        self.draft.line(text.strip())
        for box in boxes:
            if depth < _MAX_DEEP:
                self.blocks(box, depth + 1)

    def _text(self, paragraph: Any, boxes: list[Any]) -> str:
        pieces: list[str] = []
        gone: list[str] = []
        unseen: list[str] = []
        codes: list[str] = []
        stack = [(paragraph, False)]
        while stack:
            one, vanished = stack.pop()
            name = local(one)
            if name == "t":
                (unseen if vanished else pieces).append(one.text or "")
            elif name == "delText":
                gone.append(one.text or "")
            elif name == "instrText":
                codes.append(one.text or "")
            elif name in ("tab", "ptab"):
                pieces.append(" ")
            elif name in ("br", "cr"):
                pieces.append("\n")
            elif name == "noBreakHyphen":
                pieces.append("-")
            elif name == "txbxContent":
                boxes.append(one)
            elif name not in ("Fallback", "pPr"):
                hidden = vanished or (name == "r" and _vanishes(one))
                stack.extend((child, hidden) for child in reversed(one))
        if gone:
            self.deleted.append("".join(gone))
        if unseen:
            self.unseen.append("".join(unseen))
        if codes and _TELLING.search(code := "".join(codes)):
            self.unseen.append(code)
        return "".join(pieces)

    def _table(self, table: Any, depth: int) -> None:
        rows: list[list[str]] = []
        inner: list[Any] = []
        boxes: list[Any] = []
        for row in _children(table, "tr"):
            cells: list[str] = []
            for cell in _children(row, "tc"):
                text = "\n".join(self._text(p, boxes) for p in _children(cell, "p")).strip()
                inner.extend(_children(cell, "tbl"))
                if _merged_down(cell) and rows and len(cells) < len(rows[-1]):
                    text = rows[-1][len(cells)]
                cells.extend([" ".join(text.split())] * _wide(cell))
            rows.append(cells)
        width = max(map(len, rows), default=0)
        place = f"表{self.draft.next_table()}"
        self.draft.table(place, [row + [""] * (width - len(row)) for row in rows])
        for one in inner if depth < _MAX_DEEP else ():
            self._table(one, depth + 1)
        for box in boxes if depth < _MAX_DEEP else ():
            self.blocks(box, depth + 1)


def _children(element: Any, name: str) -> list[Any]:
    """Children of that name, through the wrappers that Word lays round them."""
    found = []
    for one in element:
        if local(one) == name:
            found.append(one)
        elif local(one) in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            found += _children(one, name)
    return found


def _vanishes(run: Any) -> bool:
    for properties in run:
        if local(properties) == "rPr":
            return any(
                local(p) in ("vanish", "webHidden") and attribute(p, "val") not in ("0", "false")
                for p in properties
            )
    return False


def _merged_down(cell: Any) -> bool:
    return any(
        local(p) == "vMerge" and attribute(p, "val") != "restart"
        for properties in cell
        if local(properties) == "tcPr"
        for p in properties
    )


def _wide(cell: Any) -> int:
    for properties in cell:
        if local(properties) == "tcPr":
            for p in properties:
                if local(p) == "gridSpan" and attribute(p, "val").isdigit():
                    return max(1, min(int(attribute(p, "val")[:5]), _MAX_SPAN))
    return 1


def _plain(paragraph: Any) -> str:
    return "".join(t.text or "" for t in paragraph.iter() if local(t) in ("t", "delText"))
