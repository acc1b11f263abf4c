"""A list of 200 people, in every format that offices publish: each field in the row of its name."""

import io

import makers
import pytest
from docx import Document
from people import people

from core.facts import Grid
from extract.attachments.read import read_document

ROWS = people(200)


def linked(grids: tuple[Grid, ...]) -> float:
    """Share of the people whose number, phone, account and address stand in one row with the name."""
    found = {tuple("".join(cell.split()) for cell in row) for grid in grids for row in grid.rows}
    return sum(row in found for row in ROWS[1:]) / (len(ROWS) - 1)


def test_rows_of_an_xlsx_are_whole():
    reading = read_document(makers.xlsx(ROWS), "名单.xlsx")
    assert reading.kind == "xlsx"
    assert linked(reading.grids) == 1


def test_rows_of_a_docx_are_whole():
    reading = read_document(makers.docx(ROWS), "名单.docx")
    assert linked(reading.grids) == 1
    assert "现将名单公示如下。" in reading.text


@pytest.mark.parametrize(
    ("made", "name", "form", "least"),
    [
        (makers.docx, "list.docx", "doc", 0.99),
        (makers.docx, "list.docx", "pdf", 0.97),
        (makers.docx, "list.docx", "odt", 0.99),
        (makers.docx, "list.docx", "rtf", 0.99),
        (makers.xlsx, "list.xlsx", "xls", 0.99),
        (makers.xlsx, "list.xlsx", "ods", 0.99),
    ],
)
def test_rows_stay_whole_in_what_libreoffice_writes(made, name, form, least, tmp_path):
    body = makers.by_libreoffice(made(ROWS), name, form, tmp_path)
    reading = read_document(body, f"附件.{form}")
    assert reading.kind == form
    assert linked(reading.grids) >= least


def test_the_name_of_the_file_decides_nothing(tmp_path):
    body = makers.by_libreoffice(makers.xlsx(ROWS), "list.xlsx", "xls", tmp_path)
    assert linked(read_document(body, "名单.doc").grids) == 1


def test_a_page_under_the_name_of_a_workbook_is_read_as_a_page():
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
    body = f"<html><table>{rows}</table></html>".encode("gbk")
    assert linked(read_document(body, "名单.xls").grids) == 1


def test_a_sheet_in_xml_is_read_as_a_workbook():
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{c}</Data></Cell>' for c in row) + "</Row>"
        for row in ROWS
    )
    body = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="名单"><Table>'
        f"{rows}</Table></Worksheet></Workbook>"
    ).encode()
    reading = read_document(body, "名单.xls")
    assert (reading.kind, linked(reading.grids)) == ("xml_sheet", 1)


def test_a_saved_page_is_read():
    body = (
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\n"
        b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + "<html><body><p>公示如下</p></body></html>".encode()
        + b"\r\n--x--"
    )
    assert read_document(body, "公示.doc").text == "公示如下"


def test_a_csv_in_gbk_is_a_table():
    body = "\n".join(",".join(row) for row in ROWS).encode("gbk")
    assert linked(read_document(body, "名单.csv").grids) == 1


def test_a_paragraph_of_a_pdf_is_one_line_though_it_was_wrapped(tmp_path):
    words = (
        "为了规范临时救助工作，保障困难群众基本生活，根据有关规定，结合本市实际，制定本办法。" * 3
    )
    document = Document()
    for number in range(1, 40):
        document.add_paragraph(f"第{number}条　{words}")
    held = io.BytesIO()
    document.save(held)
    body = makers.by_libreoffice(held.getvalue(), "办法.docx", "pdf", tmp_path)
    reading = read_document(body, "办法.pdf")
    lines = reading.text.splitlines()
    whole = sum("".join(line.split()).endswith(words) for line in lines)
    assert whole >= 30, "all but those that a page's end cuts"
    assert not reading.grids
    places = [mark for mark in reading.marks if mark.box]
    assert [m.start for m in places] == sorted(m.start for m in places)
