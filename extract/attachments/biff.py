"""老表格的里子: hidden rows and columns, comments and text boxes of an xls or et, off its records.

[MS-XLS] 2.4. Only records that tell these are read; whatever does not fit is passed over.
"""

import struct
from collections.abc import Iterator

from extract.attachments.ole import Ole
from extract.attachments.workbook import Unseen, cell_name

_BOUNDSHEET, _ROW, _COLINFO, _NOTE, _OBJ, _TXO, _CONTINUE = (
    0x85,
    0x208,
    0x7D,
    0x1C,
    0x5D,
    0x1B6,
    0x3C,
)
_BOF, _EOF = 0x809, 0x0A
_HIDDEN_COLUMN, _ZERO_HEIGHT = 0x1, 0x20
_MAX_COLUMNS = 256


def look_into_xls(ole: Ole) -> dict[str, Unseen]:
    """What nobody sees, by sheet."""
    stream = ole.stream("Workbook") or ole.stream("Book")
    found: dict[str, Unseen] = {}
    for kind, body in _records(stream, 0):
        if kind == _BOUNDSHEET and len(body) > 8:  # noqa: PLR2004 - offset, state, type, name
            (offset,) = struct.unpack_from("<I", body)
            found[_name(body[6:])] = _sheet(stream, offset)
        elif kind == _EOF:
            break
    return found


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _sheet(stream: bytes, offset: int) -> Unseen:
    unseen = Unseen()
    texts: dict[int, str] = {}  # object -> its words
    owners: dict[int, str] = {}  # object -> the cell whose comment it is
    depth, current, wanted = 0, -1, 0
    for kind, body in _records(stream, offset):
        if kind == _BOF:
            depth += 1  # a chart inside the sheet has its own
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif kind == _COLINFO and len(body) >= 10:  # noqa: PLR2004
            first, last, width, _, options = struct.unpack_from("<5H", body)
            if options & _HIDDEN_COLUMN or not width:
                unseen.columns.update(range(first, min(last + 1, _MAX_COLUMNS)))
        elif kind == _ROW and len(body) >= 14:  # noqa: PLR2004
            if struct.unpack_from("<H", body, 12)[0] & _ZERO_HEIGHT:
                unseen.rows.add(struct.unpack_from("<H", body)[0])
        elif kind == _NOTE and len(body) >= 8:  # noqa: PLR2004
            row, column, _, number = struct.unpack_from("<4H", body)
            owners[number] = cell_name(row + 1, column + 1)
        elif kind == _OBJ and len(body) >= 8:  # noqa: PLR2004
            (current,) = struct.unpack_from("<H", body, 6)
        elif kind == _TXO and len(body) >= 12:  # noqa: PLR2004
            (wanted,) = struct.unpack_from("<H", body, 10)
        elif kind == _CONTINUE and wanted and body:
            wide = body[0] & 1
            text = body[1:].decode("utf-16-le" if wide else "latin-1", "replace")[:wanted]
            texts[current] = texts.get(current, "") + text
            wanted -= len(text)
    unseen.notes = [(owners.get(number, ""), text) for number, text in texts.items()]
    return unseen


def _name(body: bytes) -> str:
    """A short string: length, flag, characters."""
    length, wide = body[0], body[1] & 1
    return body[2 : 2 + length * (1 + wide)].decode("utf-16-le" if wide else "latin-1", "replace")
