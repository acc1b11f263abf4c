"""What no reader sees is read all the same, and called hidden."""

import io

import makers
import pytest
import xlsxwriter
from docx import Document
from people import people

from core.facts import HiddenText
from core.gap import GapReason
from extract.attachments.read import read_document
from extract.attachments.reading import Limits

NUMBER = people(1)[1][2]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def places(hidden: tuple[HiddenText, ...]) -> list[str]:
    """Places at which the number stands."""
    return [one.place for one in hidden if NUMBER in one.text]


def word(body: str, **parts: str) -> bytes:
    """A docx whose document.xml holds these paragraphs."""
    held = io.BytesIO()
    Document().save(held)
    main = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    inside = {"word/document.xml": main}
    inside |= {f"word/{name}.xml": text for name, text in parts.items()}
    return makers.with_parts(held.getvalue(), inside)


def test_a_number_split_over_runs_is_one_word_again():
    runs = "".join(
        f"<w:r><w:t>{part}</w:t></w:r>" for part in (NUMBER[:6], NUMBER[6:14], NUMBER[14:])
    )
    reading = read_document(word(f"<w:p>{runs}</w:p>"))
    assert NUMBER in reading.text


def test_a_tracked_deletion_is_hidden_and_an_insertion_is_text():
    body = (
        f"<w:p><w:del><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新增</w:t></w:r></w:ins></w:p>"
    )
    reading = read_document(word(body))
    assert places(reading.hidden) == ["修订删除内容"]
    assert reading.text == "新增"


def test_a_hidden_run_is_hidden():
    body = f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{NUMBER}</w:t></w:r><w:r><w:t>公示</w:t></w:r></w:p>"
    reading = read_document(word(body))
    assert places(reading.hidden) == ["隐藏文字"]
    assert NUMBER not in reading.text


def test_a_comment_is_hidden_and_a_footer_and_a_footnote_are_text():
    paragraph = f"<w:p><w:r><w:t>{NUMBER}</w:t></w:r></w:p>"
    reading = read_document(
        word(
            "<w:p/>",
            comments=f'<w:comments {W}><w:comment w:id="1" w:author="某科">{paragraph}</w:comment></w:comments>',
            footer9=f"<w:ftr {W}><w:p><w:r><w:t>第九页</w:t></w:r></w:p></w:ftr>",
            footnotes=f"<w:footnotes {W}><w:footnote>{paragraph}</w:footnote></w:footnotes>",
        )
    )
    assert places(reading.hidden) == ["批注（某科）"]
    assert "第九页" in reading.text
    assert NUMBER in reading.text
    assert [mark.place for mark in reading.marks if mark.place in ("页脚", "脚注")] == [
        "页脚",
        "脚注",
    ]


def test_document_properties_are_hidden():
    document = Document()
    document.core_properties.comments = f"户主{NUMBER}"
    held = io.BytesIO()
    document.save(held)
    assert places(read_document(held.getvalue()).hidden) == ["隐藏属性（文档属性）"]


def test_an_outer_entity_in_a_docx_is_not_resolved(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("不可外传", encoding="utf-8")
    held = io.BytesIO()
    Document().save(held)
    evil = (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>甲&e;乙</w:t></w:r></w:p></w:body></w:document>"
    )
    reading = read_document(makers.with_parts(held.getvalue(), {"word/document.xml": evil}))
    assert "不可外传" not in repr(reading)


def workbook_with_hidden_places() -> bytes:
    rows = people(3)
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        seen = book.add_worksheet("公示")
        for number, row in enumerate(rows):
            seen.write_row(number, 0, row)
        seen.set_column(2, 2, None, None, {"hidden": True})
        seen.set_row(3, None, None, {"hidden": True})
        seen.write_comment(1, 1, f"身份证{NUMBER}")
        draft = book.add_worksheet("底稿")
        draft.write(0, 0, NUMBER)
        draft.hide()
    return held.getvalue()


@pytest.mark.parametrize("form", ["xlsx", "xls", "ods"])
def test_hidden_sheet_column_row_and_cell_comment_of_a_workbook(form, tmp_path):
    body = workbook_with_hidden_places()
    if form != "xlsx":
        body = makers.by_libreoffice(body, "list.xlsx", form, tmp_path)
    reading = read_document(body)
    assert reading.kind == form
    shown, hidden = reading.grids
    assert shown.hidden_columns == (2,)
    assert shown.hidden_rows == (3,)
    assert shown.rows[1][2] == NUMBER, "the number keeps the row of its name"
    assert hidden.place == "隐藏工作表“底稿”"
    assert hidden.hidden_columns == (0,)
    assert NUMBER not in reading.text
    assert people(3)[3][1] not in reading.text.split()
    assert [place.startswith("批注 公示!") for place in places(reading.hidden)] == [True]


def test_the_cache_of_a_pivot_table_is_hidden():
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet().write(0, 0, "汇总")
    cache = (
        f'<pivotCacheDefinition><sharedItems><s v="{NUMBER}"/></sharedItems></pivotCacheDefinition>'
    )
    body = makers.with_parts(held.getvalue(), {"xl/pivotCache/pivotCacheDefinition1.xml": cache})
    assert places(read_document(body).hidden) == ["隐藏缓存（pivotCacheDefinition1.xml）"]


def test_text_under_a_black_box_is_hidden_and_blotted_in_the_text():
    reading = read_document(makers.pdf(f"BT /F1 12 Tf 72 700 Td (No. {NUMBER} ok) Tj ET"))
    assert NUMBER in reading.text
    assert places(reading.hidden) == []
    boxed = f"BT /F1 12 Tf 72 700 Td (No. {NUMBER} ok) Tj ET 0 g 92 695 130 18 re f"
    reading = read_document(makers.pdf(boxed))
    assert NUMBER not in reading.text
    assert "█" in reading.text
    assert places(reading.hidden) == ["隐藏文字（第1页，遮盖但未删除）"]


def test_white_text_on_white_is_hidden_and_white_text_on_a_dark_bar_is_not():
    white = f"1 g BT /F1 12 Tf 72 700 Td ({NUMBER}) Tj ET"
    assert places(read_document(makers.pdf(white)).hidden)
    bar = f"0 g 60 690 300 30 re f {white}"
    reading = read_document(makers.pdf(bar))
    assert NUMBER in reading.text
    assert places(reading.hidden) == []


@pytest.mark.parametrize(
    ("turn", "matrix"),
    [(90, "0 1 -1 0 300 100"), (180, "-1 0 0 -1 500 400"), (270, "0 -1 1 0 300 700")],
)
def test_a_page_that_was_turned_by_its_scanner_reads_upright(turn, matrix):
    body = makers.pdf(f"BT /F1 12 Tf {matrix} Tm (No. {NUMBER}) Tj ET", turn)
    reading = read_document(body)
    assert reading.text == f"No. {NUMBER}"
    assert places(reading.hidden) == []


def test_slide_notes_are_hidden():
    body = makers.packed(
        {
            "[Content_Types].xml": b"<Types/>",
            "ppt/slides/slide1.xml": "<sld><p><r><t>公示</t></r></p></sld>".encode(),
            "ppt/slides/_rels/slide1.xml.rels": (
                b'<Relationships><Relationship Id="r1" Target="../notesSlides/notesSlide1.xml"/>'
                b"</Relationships>"
            ),
            "ppt/notesSlides/notesSlide1.xml": f"<notes><p><r><t>{NUMBER}</t></r></p></notes>".encode(),
        }
    )
    reading = read_document(body)
    assert reading.text == "公示"
    assert places(reading.hidden) == ["隐藏备注（第1页）"]


def test_a_number_in_the_name_of_a_file_in_a_gbk_zip_is_told():
    body = makers.gbk_zip(f"低保/{NUMBER}.txt", "公示".encode())
    reading = read_document(body, "附件.zip")
    (part,) = reading.parts
    assert part.name == f"低保/{NUMBER}.txt"
    assert places(part.hidden) == ["文件名"]
    assert [path for path, _ in reading.walk()] == ["附件.zip", f"附件.zip/低保/{NUMBER}.txt"]


def test_archives_are_opened_three_deep_and_no_deeper():
    body = b"text at last"
    for _ in range(3):
        body = (
            makers.packed({"a.zip": body}) if body[:2] == b"PK" else makers.packed({"a.txt": body})
        )
    assert [r.text for _, r in read_document(body).walk()][-1] == "text at last"
    deeper = makers.packed({"a.zip": body})
    *_, (_, last) = read_document(deeper).walk()
    assert last.text == ""
    assert last.troubles


def test_a_bomb_is_too_large_before_it_is_unpacked():
    bomb = makers.packed({"a.txt": b"\0" * 50_000_000})
    reading = read_document(bomb, limits=Limits(unpacked=30_000_000))
    ((_, _), (_, part)) = reading.walk()
    assert part.troubles[0].reason.value == "too_large"


def test_a_7z_is_opened_where_libarchive_is_there(tmp_path):
    try:
        import libarchive
    except (ImportError, OSError, AttributeError, TypeError):
        pytest.skip("libarchive 未安装")
    path = tmp_path / "a.7z"
    with libarchive.file_writer(str(path), "7zip") as archive:
        archive.add_file_from_memory("低保/名单.txt", len(NUMBER), NUMBER.encode())
    reading = read_document(path.read_bytes(), "a.7z")
    assert [(p.name, p.text) for p in reading.parts] == [("低保/名单.txt", NUMBER)]


def test_without_libarchive_a_rar_says_what_is_missing():
    reading = read_document(b"Rar!\x1a\x07\x01\x00" + b"\0" * 50, "名单.rar")
    assert reading.kind == "rar"
    assert reading.troubles[0].detail
    assert reading.troubles[0].reason is GapReason.UNREADABLE
