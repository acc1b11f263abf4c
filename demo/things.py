"""Files beside the pages: pictures, style sheets, scripts, robots.txt, attachments. All tiny, all real."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import zxingcpp
from PIL import Image

from demo import matters
from demo.town import Style
from demo.wire import Reply

if TYPE_CHECKING:
    from demo.origin import Origin

_TEMPLATES = Path(__file__).parent / "templates"
_SIZES = {
    "logo": (64, 64, (181, 40, 42)),
    "banner": (480, 120, (196, 120, 60)),
    "tile": (48, 48, (60, 110, 160)),
    "red": (40, 48, (200, 30, 30)),
    "jiucuo": (80, 32, (30, 90, 170)),
    "ga": (20, 20, (40, 80, 150)),
    "wza": (60, 24, (70, 130, 80)),
    "p1": (240, 135, (120, 160, 190)),
    "p2": (240, 135, (150, 170, 120)),
    "p3": (240, 135, (190, 150, 110)),
    "p4": (240, 135, (140, 130, 170)),
}
_COLOURS = {
    Style.TRS: "#b5282a",
    Style.HANWEB: "#1d5fa8",
    Style.UCAP: "#2c7a4b",
    Style.TABLE: "#8a3b12",
}
_KINDS = {
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_SCANS = Path(__file__).parent / "pictures"
_EPOCH = (2020, 1, 1, 0, 0, 0)


def files(origin: "Origin") -> dict[str, Callable[[], Reply]]:
    """Every file of one site by path."""
    found: dict[str, Callable[[], Reply]] = {
        origin.addresses.style: partial(_style_sheet, origin.town.site.style),
        origin.addresses.script: lambda: _file(
            "application/javascript", (_TEMPLATES / "menu.js").read_bytes()
        ),
        "/robots.txt": lambda: _file("text/plain", b"User-agent: *\nAllow: /\n"),
        "/favicon.ico": lambda: _file("image/png", picture(16, 16, (181, 40, 42))),
    }
    for name, form in _SIZES.items():
        found[f"/images/{name}.png"] = partial(_picture, form)
    for number, code in enumerate(origin.town.site.codes, 1):
        found[f"/images/ewm{number}.png"] = partial(_code, code.says)
    for scan in _SCANS.glob("*.png"):
        found[f"/images/{scan.name}"] = partial(_scanned, scan)
    for entries in origin.entries.values():
        for entry in entries:
            for one in matters.attachments(entry):
                found[one.path] = partial(_attachment, one, entry.theme.slots["matter"])
    return found


def _style_sheet(style: Style) -> Reply:
    text = (_TEMPLATES / "style.css").read_text("utf-8").replace("#b5282a", _COLOURS[style])
    return _file("text/css", text.encode())


def _picture(form: tuple[int, int, tuple[int, int, int]]) -> Reply:
    return _file(_KINDS["png"], picture(*form))


def _code(says: str) -> Reply:
    return _file(_KINDS["png"], code(says))


@cache
def code(says: str) -> bytes:
    """A 二维码 as a PNG."""
    drawn = zxingcpp.create_barcode(says, zxingcpp.BarcodeFormat.QRCode).to_image(scale=4)
    written = io.BytesIO()
    Image.fromarray(drawn).save(written, "PNG")
    return written.getvalue()


def _scanned(scan: Path) -> Reply:
    """A list that was photographed: only who reads pictures finds what stands in it."""
    return _file(_KINDS["png"], scan.read_bytes())


def _attachment(one: matters.Attachment, matter: str) -> Reply:
    suffix = one.path.rpartition(".")[2]
    table = (("序号", "事项", "进展"), ("1", matter, "正常"))
    return _file(_KINDS[suffix], _WRITERS[suffix](table))


def _file(kind: str, body: bytes) -> Reply:
    return Reply(200, body, (("Content-Type", kind),))


@cache
def picture(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """A PNG of one colour."""

    def chunk(name: bytes, data: bytes) -> bytes:
        whole = name + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    line = b"\0" + bytes(colour) * width
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(line * height))
        + chunk(b"IEND", b"")
    )


def _sheet(table: matters.Rows) -> bytes:
    rows = "".join(f"<row>{''.join(map(_cell, row))}</row>" for row in table)
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return _package(
        "xl/workbook.xml",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        {
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets>'
            '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": _relation(f"{rels}/worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>',
        },
        {
            "xl/worksheets/sheet1.xml": "application/vnd.openxmlformats-officedocument"
            ".spreadsheetml.worksheet+xml"
        },
    )


def _cell(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def _letter(table: matters.Rows) -> bytes:
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{'　'.join(row)}</w:t></w:r></w:p>" for row in table)
    return _package(
        "word/document.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        {
            "word/document.xml": f'<w:document xmlns:w="{main}"><w:body>{lines}</w:body></w:document>'
        },
        {},
    )


def _relation(kind: str, target: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
    )


def _package(main: str, kind: str, parts: dict[str, str], kinds: dict[str, str]) -> bytes:
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{what}"/>'
        for name, what in {main: kind, **kinds}.items()
    )
    whole = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": _relation(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument",
            main,
        ),
        **parts,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, text in whole.items():
            entry = zipfile.ZipInfo(name, _EPOCH)  # a fixed time keeps the bytes the same
            bundle.writestr(entry, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return packed.getvalue()


def _print(table: matters.Rows) -> bytes:
    """A PDF of one page. Its own fonts know no Chinese, so it shows the number of rows only."""
    stream = f"BT /F1 14 Tf 72 760 Td (Rows: {len(table) - 1}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj%s endobj\n" % (number, one)
    table_at = len(body)
    body += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    body += b"".join(b"%010d 00000 n \n" % at for at in offsets)
    return body + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table_at,
    )


_WRITERS: dict[str, Callable[[matters.Rows], bytes]] = {
    "xlsx": _sheet,
    "docx": _letter,
    "pdf": _print,
}
