"""rtf、网页存档、XML 表格: what is often sent under the name of .doc or .xls."""

import email
import email.policy
import re
from typing import Any

from extract.attachments.draft import Draft
from extract.attachments.package import attribute, local, parse_xml
from extract.attachments.plain import read_html
from extract.attachments.reading import UnreadableError

_TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z0-9])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.I,
)
_UNSEEN_GROUPS = frozenset(
    b"fonttbl colortbl stylesheet listtable listoverridetable rsidtbl generator themedata pict"
    b" colorschememapping datastore latentstyles object xmlnstbl".split()
)
_HIDDEN_GROUPS = {
    b"info": "隐藏属性（文档属性）",
    b"annotation": "批注",
    b"deleted": "修订删除内容",
}
_BREAKS = {
    b"par": b"\n",
    b"line": b"\n",
    b"row": b"\n",
    b"cell": b"\t",
    b"tab": b" ",
    b"page": b"\n",
}
_MAX_DEEP = 1_000
_HALVES = frozenset(map(chr, range(0xD800, 0xE000)))  # of surrogate pairs: no text by themselves


def read_rtf(draft: Draft, body: bytes) -> None:
    """Words, tables as rows, and what stands in unseen groups. Chinese comes as GBK bytes or \\u."""
    pieces: dict[str, list[str]] = {"": []}
    stack: list[tuple[str | None, int, bool]] = []
    place: str | None = ""  # None: a group without words of the author
    skip, raw, hidden = 1, b"", False
    left = 0  # characters after \\u that stand in for it

    def say(text: str) -> None:
        if place is not None:
            pieces.setdefault("隐藏文字" if hidden and not place else place, []).append(text)

    for match in _TOKEN.finditer(body):
        word, number, byte, sign, brace, text = match.groups()
        if byte:
            if left:
                left -= 1
            else:
                raw += bytes.fromhex(byte.decode())
            continue
        if raw:
            say(raw.decode("gb18030", "replace"))
            raw = b""
        if brace == b"{":
            if len(stack) > _MAX_DEEP:
                raise UnreadableError("文件结构嵌套过深")
            stack.append((place, skip, hidden))
        elif brace == b"}":
            place, skip, hidden = stack.pop() if stack else ("", 1, False)
        elif sign:
            if sign == b"*" and place == "":
                place = None
            elif sign in b"\\{}":
                say(sign.decode("ascii", "replace"))
            elif sign == b"~":
                say(" ")
        elif word:
            if word in _UNSEEN_GROUPS:
                place = None
            elif word in _HIDDEN_GROUPS:
                place = _HIDDEN_GROUPS[word]
            elif word == b"v":
                hidden = number != b"0"
            elif word == b"uc":
                skip = min(int(number or 1), 10)
            elif word == b"u" and number:
                say(_character(int(number)))
                left = skip
            elif word in _BREAKS:
                say(_BREAKS[word].decode())
        elif text:
            cut = min(left, len(text))
            left -= cut
            say(text[cut:].decode("gb18030", "replace"))
    if raw:
        say(raw.decode("gb18030", "replace"))
    _tell(draft, "".join(pieces.pop("")))
    for where, told in pieces.items():
        draft.hide(where, "".join(told))


def _character(code: int) -> str:
    code %= 65536
    return "" if chr(code) in _HALVES else chr(code)


def _tell(draft: Draft, text: str) -> None:
    """Lines with tabs in a stretch are rows of a table."""
    rows: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if line.endswith("\t"):
            rows.append([" ".join(cell.split()) for cell in line.split("\t")[:-1]])
            continue
        if rows:
            width = max(map(len, rows))
            table = [row + [""] * (width - len(row)) for row in rows]
            draft.table(f"表{draft.next_table()}", table)
            rows = []
        draft.line(line.strip())


def read_mht(draft: Draft, body: bytes) -> None:
    """The page of a web archive; its other files are pictures and styles."""
    message = email.message_from_bytes(body, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            inner = part.get_payload(decode=True)
            if isinstance(inner, bytes):
                read_html(draft, inner)
                return
    raise UnreadableError("网页存档中没有网页")


def read_xml_sheet(draft: Draft, body: bytes) -> None:
    """SpreadsheetML 2003, which web systems hand out as .xls."""
    root = parse_xml(body)
    if root is None:
        raise UnreadableError("表格文件已损坏")
    for sheet in root.iter():
        if local(sheet) == "Worksheet":
            hidden = any(local(o) == "Visible" and "Hidden" in (o.text or "") for o in sheet.iter())
            name = attribute(sheet, "Name")
            rows = [_xml_row(row) for row in sheet.iter() if local(row) == "Row"]
            width = max(map(len, rows), default=0)
            place = f"隐藏工作表“{name}”" if hidden else f"工作表“{name}”"
            table = [row + [""] * (width - len(row)) for row in rows]
            draft.table(place, table, hidden_columns=range(width) if hidden else ())


def _xml_row(row: Any) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if local(cell) != "Cell":
            continue
        index = attribute(cell, "Index")
        if index.isdigit() and len(cells) < int(index) <= 16_384:  # noqa: PLR2004 - columns there are
            cells += [""] * (int(index) - 1 - len(cells))
        text = "".join(t for data in cell if local(data) == "Data" for t in data.itertext())
        cells.append(" ".join(text.split()))
    return cells
