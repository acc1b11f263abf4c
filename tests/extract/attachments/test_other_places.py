"""Places that no reader of words looks into: each number there is told all the same."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
import xlsxwriter
from docx import Document

from checks.privacy.leak import LeakType
from checks.privacy.scan import scan
from extract.attachments.read import read_document

NUMBER = "532901190002275480"  # of nobody alive: born 1900
OTHERS = ("532924190307220450", "532931190509160285", "530111190711300527")
TODAY = date(2026, 3, 31)
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c"
    "6360000002000100ffff03000006000557bfabd40000000049454e44ae426082"
)


def ids(body: bytes, name: str) -> set[str]:
    """Who is named by each identity number that was found."""
    found = set()
    for _, part in read_document(body, name).walk():
        for leak in scan(part.text, part.grids, part.hidden, today=TODAY):
            if leak.type is LeakType.ID and leak.clear:
                found |= {one for one in (NUMBER, *OTHERS) if leak.clear.is_(one)}
    return found


def linked(body: bytes, name: str) -> dict[str, str]:
    leaks = [
        leak
        for _, part in read_document(body, name).walk()
        for leak in scan(part.text, part.grids, part.hidden, today=TODAY)
    ]
    return {
        one: leak.linked_to
        for one in (NUMBER, *OTHERS)
        for leak in leaks
        if leak.clear and leak.clear.is_(one)
    }


def book(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as made:
        fill(made)
    return held.getvalue()


def paper() -> bytes:
    made, held = Document(), io.BytesIO()
    made.add_paragraph("公示正文")
    made.save(held)
    return held.getvalue()


def changed(body: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(body)) as old, zipfile.ZipFile(held, "w") as new:
        names = old.namelist()
        for name in names:
            inside = old.read(name)
            new.writestr(name, change(inside) if re.fullmatch(part, name) else inside)
        if part not in names and "\\" not in part and "*" not in part:
            new.writestr(part, change(b""))
    return held.getvalue()


def _chart(made):
    sheet = made.add_worksheet("a")
    chart = made.add_chart({"type": "bar"})
    chart.add_series({"values": "=a!$A$1:$A$3", "name": f"杨桂 {NUMBER}"})
    sheet.insert_chart(0, 0, chart)


WORKBOOKS = {
    "the target of a link": lambda b: b.add_worksheet().write_url(
        0, 0, f"http://x/?sfzh={NUMBER}", string="查看"
    ),
    "the header of a sheet": lambda b: b.add_worksheet().set_header(f"&C杨桂 {NUMBER}"),
    "a list to choose from": lambda b: b.add_worksheet().data_validation(
        0, 0, 0, 0, {"validate": "list", "source": [NUMBER, "b"]}
    ),
    "a word of advice": lambda b: b.add_worksheet().data_validation(
        0, 0, 0, 0, {"validate": "any", "input_message": f"身份证 {NUMBER}"}
    ),
    "a defined name": lambda b: (b.add_worksheet(), b.define_name("持证人", f'="{NUMBER}"')),
    "a series of a chart": _chart,
    "the alternative text of a picture": lambda b: b.add_worksheet().insert_image(
        0, 0, "t.png", {"image_data": io.BytesIO(_PIXEL), "description": f"身份证 {NUMBER}"}
    ),
    "the name of a sheet": lambda b: b.add_worksheet(f"杨桂{NUMBER}").write(0, 0, "x"),
    "a property of its own": lambda b: (
        b.add_worksheet(),
        b.set_custom_property("经办人证件", NUMBER),
    ),
}


@pytest.mark.parametrize("fill", WORKBOOKS.values(), ids=WORKBOOKS)
def test_a_workbook_tells_numbers_beside_its_cells(fill):
    assert ids(book(fill), "a.xlsx") == {NUMBER}


def test_a_reading_aid_and_a_threaded_comment_are_told():
    plain = book(lambda b: b.add_worksheet().write(0, 0, "杨桂"))
    aid = f"<t>杨桂</t><rPh sb='0' eb='2'><t>{NUMBER}</t></rPh>".encode()
    assert ids(
        changed(plain, "xl/sharedStrings.xml", lambda s: s.replace("<t>杨桂</t>".encode(), aid)),
        "a.xlsx",
    ) == {NUMBER}
    comment = f"<ThreadedComments><threadedComment><text>身份证 {NUMBER}</text></threadedComment></ThreadedComments>"
    assert ids(
        changed(plain, "xl/threadedComments/threadedComment1.xml", lambda _: comment.encode()),
        "a.xlsx",
    ) == {NUMBER}


def _body(xml: str) -> tuple[str, Callable[[bytes], bytes]]:
    return "word/document.xml", lambda s: s.replace(b"<w:body>", b"<w:body>" + xml.encode())


_BOX = f"<w:txbxContent><w:p><w:r><w:t>身份证号 {NUMBER}</w:t></w:r></w:p></w:txbxContent>"
_EITHER = "<w:p><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
PAPERS = {
    "a variable of the document": (
        "word/settings.xml",
        lambda s: s.replace(
            b"</w:settings>",
            f"<w:docVars><w:docVar w:name='a' w:val='{NUMBER}'/></w:docVars></w:settings>".encode(),
        ),
    ),
    "the title of a content control": _body(
        f"<w:sdt><w:sdtPr><w:alias w:val='身份证 {NUMBER}'/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    ),
    "the preset text of a form field": _body(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:textInput>"
        f"<w:default w:val='{NUMBER}'/></w:textInput></w:ffData></w:fldChar></w:r></w:p>"
    ),
    "words that were moved away": _body(
        f"<w:p><w:moveFrom w:id='1'><w:r><w:t>身份证号 {NUMBER}</w:t></w:r></w:moveFrom></w:p>"
    ),
    "a box for new programs": _body(
        f"{_EITHER}<mc:Choice Requires='wps'><w:drawing>{_BOX}</w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r></w:p>"
    ),
    "a box for old programs alone": _body(
        f"{_EITHER}<mc:Choice Requires='wps'/><mc:Fallback><w:pict>{_BOX}</w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    ),
    "the target of a link": (
        "word/_rels/document.xml.rels",
        lambda s: s.replace(
            b"</Relationships>",
            f"<Relationship Id='r9' Type='h' Target='http://x/?id={NUMBER}' TargetMode='External'/>"
            "</Relationships>".encode(),
        ),
    ),
    "a chart's cache": (
        "word/charts/chart1.xml",
        lambda _: f"<chartSpace><strCache><pt><v>杨桂 {NUMBER}</v></pt></strCache></chartSpace>".encode(),
    ),
    "a building block": (
        "word/glossary/document.xml",
        lambda _: f"<w:d xmlns:w='{_WORD}'><w:t>身份证号 {NUMBER}</w:t></w:d>".encode(),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("part", "change"), PAPERS.values(), ids=PAPERS)
def test_a_paper_tells_numbers_beside_its_text(part, change):
    assert ids(changed(paper(), part, change), "a.docx") == {NUMBER}


def test_a_workbook_inside_a_paper_is_read_as_a_workbook():
    inner = book(lambda b: b.add_worksheet("名单").write_row(0, 0, ("杨桂", NUMBER)))
    assert linked(changed(paper(), "word/embeddings/book.xlsx", lambda _: inner), "a.docx") == {
        NUMBER: "杨桂"
    }


def test_a_number_that_was_told_is_not_told_again_as_hidden():
    body = book(lambda b: b.add_worksheet("名单").write_row(0, 0, ("杨桂", NUMBER)))
    assert not [one for one in read_document(body, "a.xlsx").hidden if NUMBER in one.text]


def pdf(objects: list[bytes], catalog: str = "", page: str = "", drawn: str = "") -> bytes:
    """One page and what is added to it, written by hand."""
    stream = f"{drawn} BT /F1 12 Tf 50 700 Td (public notice) Tj ET".encode()
    whole = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 4 0 R>>>>"
        f"/Contents 5 0 R{page}>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream",
        *objects,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(whole, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(whole) + 1
    return (
        out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    )  # fmt: skip


def _annotation(inside: str) -> bytes:
    return f"<</Type/Annot{inside}/Rect[50 600 300 620]>>".encode()


_ON_PAGE = "/Annots[6 0 R]"
PDFS = {
    "a field of a form": pdf(
        [_annotation(f"/Subtype/Widget/FT/Tx/T(id)/V({NUMBER})")], "/AcroForm<</Fields[6 0 R]>>", _ON_PAGE
    ),
    "a note": pdf([_annotation(f"/Subtype/Text/Contents(id {NUMBER})")], "", _ON_PAGE),
    "typed over the page": pdf([_annotation(f"/Subtype/FreeText/DA(/F1 12 Tf)/Contents({NUMBER})")], "", _ON_PAGE),
    "the target of a link": pdf(
        [_annotation(f"/Subtype/Link/A<</S/URI/URI(http://x/?id={NUMBER})>>")], "", _ON_PAGE
    ),
    "a bookmark": pdf(
        [
            b"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>",
            f"<</Title({NUMBER})/Parent 6 0 R/Dest[3 0 R/Fit]>>".encode(),
        ],
        "/Outlines 6 0 R",
    ),
    "text that runs upwards": pdf([], drawn=f"BT /F1 12 Tf 0 1 -1 0 300 100 Tm (ID {NUMBER}) Tj ET"),
    "text aslant": pdf([], drawn=f"BT /F1 12 Tf 0.866 0.5 -0.5 0.866 100 300 Tm (ID {NUMBER}) Tj ET"),
    "text in no colour": pdf([], drawn=f"BT 3 Tr /F1 12 Tf 50 500 Td (ID {NUMBER}) Tj ET"),
    "text below the page": pdf([], drawn=f"BT /F1 12 Tf 50 -200 Td (ID {NUMBER}) Tj ET"),
}  # fmt: skip


@pytest.mark.parametrize("body", PDFS.values(), ids=PDFS)
def test_a_pdf_tells_numbers_beside_its_lines(body):
    assert ids(body, "a.pdf") == {NUMBER}


def test_a_workbook_inside_a_pdf_is_read():
    inner = book(lambda b: b.add_worksheet("名单").write_row(0, 0, ("杨桂", NUMBER)))
    held = b"<</Type/EmbeddedFile/Length %d>>stream\n" % len(inner) + inner + b"\nendstream"
    file = b"<</Type/Filespec/F(a.xlsx)/UF(a.xlsx)/EF<</F 7 0 R>>>>"
    names = "/Names<</EmbeddedFiles<</Names[(a.xlsx) 6 0 R]>>>>"
    assert linked(pdf([file, held], names), "a.pdf") == {NUMBER: "杨桂"}


NAMES = ("赵样甲", "李样乙", "王样丙")
THREE = (NUMBER, *OTHERS[:2])


def _shapes(rows):
    def fill(made):
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return book(fill)


SHAPES = {
    "a column a person": [("姓名", *NAMES), ("身份证号", *THREE), ("金额", 1, 2, 3)],
    "two lines a person": [
        ("序号", "姓名/身份证号", "金额"),
        *(
            row
            for n, (name, number) in enumerate(zip(NAMES, THREE, strict=True), 1)
            for row in ((n, name, 300), ("", number, ""))
        ),
    ],
    "tables side by side": [
        ("姓名", "身份证号", "", "姓名", "身份证号"),
        (NAMES[0], THREE[0], "", NAMES[1], THREE[1]),
        (NAMES[2], THREE[2], "", "", ""),
    ],
    "a number over two cells": [
        ("序号", "姓名", "身份证号码", ""),
        *((n, name, i[:9], i[9:]) for n, (name, i) in enumerate(zip(NAMES, THREE, strict=True), 1)),
    ],
    "no header": [(n, name, i, "500") for n, (name, i) in enumerate(zip(NAMES, THREE, strict=True), 1)],
    "titles above the header": [
        ("二〇二四年花名册",), ("制表单位：某某镇",), ("序号", "户主姓名", "身份证号", "备注"),
        *((n, name, i, "") for n, (name, i) in enumerate(zip(NAMES, THREE, strict=True), 1)),
    ],
}  # fmt: skip


@pytest.mark.parametrize("rows", SHAPES.values(), ids=SHAPES)
def test_every_shape_of_a_list_ties_its_numbers_to_their_names(rows):
    assert linked(_shapes(rows), "a.xlsx") == dict(zip(THREE, NAMES, strict=True))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("cell", ["{}", '"\t{}"', '="{}"', "'{}"])
def test_a_csv_in_any_guise(encoding, cell):
    lines = ["姓名,身份证号", *(f"{n},{cell.format(i)}" for n, i in zip(NAMES, THREE, strict=True))]
    assert linked("\n".join(lines).encode(encoding), "名单.csv") == dict(
        zip(THREE, NAMES, strict=True)
    )
