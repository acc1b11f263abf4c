"""Pictures: without the extra each is a trouble with what to install; with it, words, tables, repair."""

import importlib.util
import io
from pathlib import Path

import makers
import pytest
from people import people

from extract.attachments.boxes import Piece, lines_of, tables_of
from extract.attachments.read import read_document
from extract.attachments.reading import Limits
from extract.attachments.repair import repaired

NUMBER = people(1)[1][2]
FONT = next(
    (
        found
        for folder in ("opentype/noto/NotoSansCJK-Regular.ttc", "truetype/wqy/wqy-zenhei.ttc")
        if (found := Path("/usr/share/fonts", folder)).exists()
    ),
    None,
)
needs_ocr = pytest.mark.skipif(
    importlib.util.find_spec("rapidocr") is None, reason="未安装 rapidocr（extra [ocr]）"
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154"
    "789c6360000002000001e221bc330000000049454e44ae426082"
)


def test_a_picture_that_nobody_asked_to_read_is_a_trouble_and_not_an_empty_text():
    reading = read_document(PIXEL, "公示.png")
    assert reading.kind == "picture"
    assert "设置" in reading.troubles[0].detail


@pytest.mark.skipif(importlib.util.find_spec("rapidocr") is not None, reason="已安装 rapidocr")
def test_without_the_extra_the_trouble_says_what_to_install():
    reading = read_document(PIXEL, "公示.png", limits=Limits(pictures=True))
    assert "govpatrol[ocr]" in reading.troubles[0].detail


def test_pictures_inside_a_document_are_owned_up_to_where_they_are_not_read():
    body = makers.packed(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": b"<d/>",
            "word/media/a.png": b"x" * 9000,
        }
    )
    reading = read_document(body, "通知.docx")
    assert [t.place for t in reading.troubles] == ["文内图片1张"]


def test_letters_are_put_right_only_where_the_checksum_then_holds():
    confused = NUMBER.replace("0", "O", 2).replace("1", "l", 1)
    assert repaired(f"身份证{confused}，") == f"身份证{NUMBER}，"
    wrong = NUMBER[:-1] + ("1" if NUMBER[-1] != "1" else "2")
    assert repaired(wrong.replace("0", "O", 1)) == wrong.replace("0", "O", 1)
    assert repaired("ABCDEFGHIJKLMNOPQR") == "ABCDEFGHIJKLMNOPQR"
    assert repaired(NUMBER) == NUMBER


def test_words_with_boxes_become_rows_though_recognition_joined_two_cells():
    rows = people(30)
    pieces = []
    for number, row in enumerate(rows):
        y = 40.0 * number
        cells = list(zip((0, 60, 160, 420), (40, 130, 400, 560), row[:4], strict=True))
        if number == 7:
            cells[0:2] = [(0, 130, "".join(row[:2]))]
        pieces += [Piece(text, x0, y, x1, y + 24) for x0, x1, text in cells]
    tables, rest = tables_of(lines_of(pieces))
    assert not rest
    (table,) = tables
    assert sum(tuple(row) == rows[n][:4] for n, row in enumerate(table.rows)) == 30


def drawn(rows: list[tuple[str, ...]]) -> bytes:
    """A list as a picture, with rules, as offices post them."""
    if FONT is None:
        pytest.skip("没有中文字体，无法画样本")
    from PIL import Image, ImageDraw, ImageFont

    edges = (40, 140, 280, 620, 850)
    image = Image.new("RGB", (900, 60 * len(rows) + 160), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(str(FONT), 26)
    pen.text((300, 30), "临时救助名单", fill="black", font=font)
    for number, row in enumerate(rows):
        y = 100 + 60 * number
        pen.line((edges[0], y, edges[-1], y), fill="black", width=2)
        for x, text in zip(edges, row, strict=False):
            pen.text((x + 8, y + 12), text, fill="black", font=font)
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()


@needs_ocr
def test_a_list_in_a_picture_comes_back_as_rows():
    rows = [row[:4] for row in people(8)]
    reading = read_document(drawn(rows), "公示.png", limits=Limits(pictures=True))
    (grid,) = reading.grids
    found = {tuple("".join(cell.split()) for cell in row) for row in grid.rows}
    assert sum(row in found for row in rows) >= len(rows) - 1
    assert "临时救助名单" in reading.text


@needs_ocr
def test_a_scanned_page_of_a_pdf_is_read_like_a_picture():
    from PIL import Image

    held = io.BytesIO()
    Image.open(io.BytesIO(drawn([row[:4] for row in people(4)]))).save(held, "PDF", resolution=150)
    reading = read_document(held.getvalue(), "扫描.pdf", limits=Limits(pictures=True))
    assert people(4)[1][2] in reading.text
    assert reading.grids
    unread = read_document(held.getvalue(), "扫描.pdf")
    assert unread.troubles[0].place == "第1页为扫描图片"


@needs_ocr
def test_a_picture_without_text_is_empty_and_no_trouble():
    from PIL import Image

    held = io.BytesIO()
    Image.new("RGB", (400, 300), "steelblue").save(held, "PNG")
    reading = read_document(held.getvalue(), "a.png", limits=Limits(pictures=True))
    assert reading.text == ""
    assert not reading.troubles
