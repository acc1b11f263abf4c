"""Twenty documents made to kill their reader: of memory, of time, of stack, of disk."""

import gzip
import io
import zipfile
import zlib

import makers
import xlsxwriter
from docx import Document

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_MB = 1_000_000


def bombs() -> dict[str, bytes]:
    """By name."""
    return {
        "两个相距极远的单元格": _far_cells(),
        "两个相距极远的单元格（不写 r）": _sheet(
            '<row r="1"><c t="str"><v>a</v></c></row><row r="1048576"><c r="XFD1048576" t="str"><v>b</v></c></row>'
        ),
        "docx 正文 600MB": _word(f"<w:p><w:r><w:t>{'甲' * 200 * _MB}</w:t></w:r></w:p>"),
        "docx 十亿笑": _laughs(),
        "docx 表中套表一万层": _word("<w:tbl><w:tr><w:tc>" * 10_000),
        "docx 段落五百万": _word("<w:p/>" * 5_000_000),
        "docx 单元格横跨二十亿": _word(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2000000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'
        ),
        "xlsx 共享字符串 500MB": _strings(),
        "xlsx 一百万行": _sheet(
            "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 1_000_000))
        ),
        "xlsx 合并全表": _sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row>',
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
        "xlsx 隐藏列二十亿": _sheet(
            "", "", '<cols><col min="1" max="2000000000" hidden="1"/></cols>'
        ),
        "zip 42 层式": _nested(),
        "zip 一个 2GB 文件": _giant(),
        "zip 十万个空文件": makers.packed({f"{n}.txt": b"" for n in range(100_000)}),
        "zip 谎报大小": _liar(),
        "gz 2GB": _gz(),
        "pdf 流 1GB": _pdf_stream(),
        "pdf 页树成环": _pdf_ring(),
        "html 嵌套五十万层": b"<div>" * 500_000,
        "ole 扇区成环": _ole_ring(),
    }


def _far_cells() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "b")
    return held.getvalue()


def _sheet(rows: str, after: str = "", before: str = "") -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet()
    xml = f"<worksheet {_SHEET}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    return _packed_again(held.getvalue(), "xl/worksheets/sheet1.xml", xml)


def _strings() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet().write(0, 0, "a")
    xml = f"<sst {_SHEET}><si><t>{'a' * 500 * _MB}</t></si></sst>"
    return _packed_again(held.getvalue(), "xl/sharedStrings.xml", xml)


def _word(body: str) -> bytes:
    held = io.BytesIO()
    Document().save(held)
    xml = f"<w:document {_W}><w:body>{body}</w:body></w:document>"
    return _packed_again(held.getvalue(), "word/document.xml", xml)


def _laughs() -> bytes:
    held = io.BytesIO()
    Document().save(held)
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)
    )
    xml = (
        f"<!DOCTYPE x [{entities}]><w:document {_W}><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p>"
        "</w:body></w:document>"
    )
    return _packed_again(held.getvalue(), "word/document.xml", xml)


def _packed_again(body: bytes, name: str, xml: str) -> bytes:
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for member in old.namelist():
            new.writestr(member, xml if member == name else old.read(member))
    return held.getvalue()


def _nested() -> bytes:
    body = makers.packed({f"{n}.txt": b"\0" * 10 * _MB for n in range(10)})
    for _ in range(4):
        body = makers.packed({f"{n}.zip": body for n in range(10)})
    return body


def _giant() -> bytes:
    held = io.BytesIO()
    with (
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("a.txt", "w", force_zip64=True) as file,
    ):
        for _ in range(2000):
            file.write(b"\0" * _MB)
    return held.getvalue()


def _liar() -> bytes:
    """The central directory says 10 bytes."""
    body = bytearray(makers.packed({"a.txt": b"\0" * 300 * _MB}))
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = body.find(sign) + place
        body[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(body)


def _gz() -> bytes:
    held = io.BytesIO()
    with gzip.GzipFile(fileobj=held, mode="wb", compresslevel=1) as file:
        for _ in range(2000):
            file.write(b"\0" * _MB)
    return held.getvalue()


def _pdf_stream() -> bytes:
    squeeze = zlib.compressobj(1)
    stream = (
        b"".join(squeeze.compress(b"0 0 m " * (_MB // 6)) for _ in range(1000)) + squeeze.flush()
    )
    plain = makers.pdf("q")
    head = b"<</Length 1>>stream\nq\nendstream"
    filtered = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(stream), stream)
    return plain.replace(head, filtered)


def _pdf_ring() -> bytes:
    return makers.pdf("q").replace(b"/Kids[3 0 R]/Count 1", b"/Kids[2 0 R 2 0 R]/Count 99999")


def _ole_ring() -> bytes:
    head = bytearray(512)
    head[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    head[26:34] = b"\x03\x00\xfe\xff\x09\x00\x06\x00"
    head[44:76] = b"\x01\0\0\0" + b"\x01\0\0\0" + b"\0" * 8 + b"\x02\0\0\0" + b"\xff" * 12
    head[76:80] = b"\0\0\0\0"
    head[80:] = b"\xff" * (512 - 80)
    fat = b"\x01\0\0\0" * 128  # every sector goes on in sector 1
    return bytes(head) + fat + b"\0" * 512 * 20
