"""老文档的属性: the strings of the two property streams of doc, xls, ppt, wps and et. [MS-OLEPS]."""

import struct

from extract.attachments.draft import Draft
from extract.attachments.ole import Ole

_STREAMS = ("\x05SummaryInformation", "\x05DocumentSummaryInformation")
_NARROW, _WIDE, _CODE_PAGE = 0x1E, 0x1F, 1
_CODECS = {936: "gb18030", 65001: "utf-8", 950: "big5", 1200: "utf-16-le", 1252: "cp1252"}
_MOST = 100  # properties of one stream


def hide_ole_properties(draft: Draft, ole: Ole) -> None:
    """Author, title, comments, company … as a hidden place."""
    told: list[str] = []
    for name in _STREAMS:
        stream = ole.stream(name)
        if len(stream) >= 48:  # noqa: PLR2004 - header and one section
            told += _strings(stream, struct.unpack_from("<I", stream, 44)[0])
    draft.hide("隐藏属性（文档属性）", "\n".join(told))


def _strings(stream: bytes, section: int) -> list[str]:
    if section + 8 > len(stream):
        return []
    (count,) = struct.unpack_from("<I", stream, section + 4)
    places: list[tuple[int, int]] = []
    for number in range(min(count, _MOST)):
        at = section + 8 + number * 8
        if at + 8 > len(stream):
            break
        key, offset = struct.unpack_from("<II", stream, at)
        places.append((key, section + offset))
    page = next((_short(stream, at + 4) for key, at in places if key == _CODE_PAGE), 936)
    codec = _CODECS.get(page, "gb18030")
    found = []
    for _, at in places:
        if at + 8 > len(stream):
            continue
        kind, length = struct.unpack_from("<II", stream, at)
        if kind in (_NARROW, _WIDE) and 0 < length < len(stream):
            size = length * 2 if kind == _WIDE else length
            raw = stream[at + 8 : at + 8 + size]
            text = raw.decode("utf-16-le" if kind == _WIDE else codec, "replace").strip("\0 ")
            if text:
                found.append(text)
    return found


def _short(stream: bytes, at: int) -> int:
    return int(struct.unpack_from("<H", stream, at)[0]) if at + 2 <= len(stream) else 0
