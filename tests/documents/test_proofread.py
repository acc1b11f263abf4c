"""govpatrol proofread: leaks and misprints of one document, each with its place, none in clear."""

import io
import json
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from docx import Document

from cli.group import govpatrol
from demo.wire import Reply
from tests.crawler.faulty import Web
from tests.extract.attachments.makers import pdf

NUMBER, PHONE = "532901190002275480", "13812633920"  # of nobody alive: born 1900
TEXT = f"临时救助公示\n各部门要认真布署下一步工作。\n户主杨桂，身份证号{NUMBER}，手机{PHONE}。\n"


def proofread(folder: Path, *words: str, text: bytes | None = None) -> Result:
    return CliRunner().invoke(
        govpatrol, ["--data", str(folder / "data"), "proofread", *words], input=text
    )


def told(folder: Path, body: bytes, name: str) -> dict[str, object]:
    (folder / name).write_bytes(body)
    result = proofread(folder, str(folder / name), "--json", str(folder / "out.json"))
    assert result.exit_code in (0, 1), result.output
    whole = (folder / "out.json").read_text(encoding="utf-8") + result.output
    assert NUMBER not in whole
    assert PHONE not in whole
    answer: dict[str, object] = json.loads((folder / "out.json").read_text(encoding="utf-8"))
    return answer


def test_a_text_tells_line_and_offset_of_a_leak_and_of_a_misprint(tmp_path):
    found = {one["check"]: one for one in told(tmp_path, TEXT.encode(), "公示.txt")["findings"]}
    leak, misprint = found["id_card_number"], found["typo"]
    assert TEXT[leak["start"] : leak["end"]] == NUMBER
    assert (leak["locator"]["line"], leak["locator"]["offset"]) == (3, 9)
    assert (leak["type"], leak["severity"], leak["linked_to"]) == ("ID", "fail", "杨*")
    assert (misprint["wrong"], misprint["suggestion"]) == ("布署", "部署")
    assert misprint["sentence"] == "各部门要认真布署下一步工作。"
    assert misprint["tier"] == "A-"
    assert misprint["rule"]


def test_a_workbook_tells_sheet_and_cell_and_what_is_hidden(tmp_path):
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ("姓名", "联系电话", "身份证号"))
        sheet.write_row(1, 0, ("杨桂", PHONE, NUMBER))
        sheet.set_column(2, 2, None, None, {"hidden": True})
    found = {one["type"]: one for one in told(tmp_path, held.getvalue(), "名单.xlsx")["findings"]}
    assert found["ID"]["locator"]["cell"] == "C2"
    assert found["ID"]["locator"]["sheet"] == "名单"
    assert found["ID"]["hidden"]
    assert found["ID"]["linked_to"] == "杨*"
    assert not found["MOBILE"]["hidden"]


def test_files_in_an_archive_are_told_by_their_path(tmp_path):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("一/公示.txt", TEXT)
    answer = told(tmp_path, held.getvalue(), "附件.zip")
    assert {one["file"] for one in answer["findings"]} == {"附件.zip/一/公示.txt"}


def test_standard_input_is_read_and_the_answer_goes_to_standard_output(tmp_path):
    result = proofread(tmp_path, "-", "--json", "-", text=TEXT.encode())
    assert result.exit_code == 1, "a script must notice what has to be mended"
    assert json.loads(result.stdout)["counts"]["fail"] >= 3
    assert not (tmp_path / "data").exists(), "nothing is left behind"


def test_a_clean_text_ends_with_nothing_to_mend(tmp_path):
    result = proofread(tmp_path, "-", text="各部门要认真部署下一步工作。".encode())
    assert result.exit_code == 0


def test_a_file_that_cannot_be_read_is_a_sentence_and_no_traceback(tmp_path):
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    result = proofread(tmp_path, str(tmp_path / "坏.docx"))
    assert result.exit_code == 1
    assert "没有读成" in result.output
    assert proofread(tmp_path, str(tmp_path / "无.docx")).exit_code == 1


def test_a_document_behind_an_address_is_read(tmp_path):
    with Web() as web:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("公示.txt", TEXT)
        web.pages["127.0.0.1/附件/a.zip"] = web.pages["127.0.0.1/%E9%99%84%E4%BB%B6/a.zip"] = Reply(
            200, held.getvalue(), ()
        )
        url = f"http://127.0.0.1:{web.port}/附件/a.zip"
        refused = proofread(tmp_path, url)
        assert "内网地址" in refused.output
        words = [
            "--data",
            str(tmp_path / "d"),
            "--set",
            "crawl.allow_private=true",
            "proofread",
            url,
        ]
        result = CliRunner().invoke(govpatrol, words)
        assert "身份证号（杨*）" in result.output
        missing = CliRunner().invoke(govpatrol, [*words[:-1], f"{url}x"])
        assert "HTTP 404" in missing.output


def test_a_docx_comes_back_with_a_comment_at_each_place(tmp_path):
    document = Document()
    for line in TEXT.splitlines():
        document.add_paragraph(line)
    document.add_table(rows=1, cols=2).rows[0].cells[1].text = f"联系人张三 身份证{NUMBER}"
    document.save(tmp_path / "稿.docx")
    copy = tmp_path / "批注.docx"
    proofread(tmp_path, str(tmp_path / "稿.docx"), "--annotate", str(copy))
    comments = [comment.text for comment in Document(copy).comments]
    assert any("布署" in text for text in comments)
    assert any("身份证号" in text for text in comments)
    assert not any(NUMBER in text for text in comments)
    (tmp_path / "稿.txt").write_text(TEXT, encoding="utf-8")
    refused = proofread(tmp_path, str(tmp_path / "稿.txt"), "--annotate", str(copy))
    assert "只有 docx" in refused.output


ASKED = ("check", "type", "severity", "masked", "locator", "start", "end", "linked_to")


def _packed(name: str, body: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, body)
    return held.getvalue()


def _sheet() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, ("姓名", "身份证号"))
        sheet.write_row(1, 0, ("杨桂", NUMBER))
    return held.getvalue()


def _paper() -> bytes:
    made, held = Document(), io.BytesIO()
    made.add_paragraph(f"户主杨桂，身份证号{NUMBER}。")
    made.save(held)
    return held.getvalue()


_ROWS = f"姓名,身份证号\n杨桂,{NUMBER}\n李桂,略\n"
FORMATS = {
    "a.txt": (f"户主杨桂，身份证号{NUMBER}。".encode(), ("line", "offset")),
    "a.html": (f"<p>户主杨桂，身份证号{NUMBER}。</p>".encode(), ("line", "offset")),
    "a.csv": (_ROWS.encode("gb18030"), ("table", "row", "column")),
    "a.xlsx": (_sheet(), ("sheet", "cell")),
    "a.docx": (_paper(), ("line", "offset")),
    "a.rtf": (b"{\\rtf1\\ansi\\ansicpg936 ID " + NUMBER.encode() + b"}", ("line", "offset")),
    "a.pdf": (pdf(f"BT /F1 12 Tf 72 700 Td (ID {NUMBER}) Tj ET"), ("page", "box")),
    "a.zip": (_packed("a.xlsx", _sheet()), ("sheet", "cell")),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_finding_has_the_same_parts_whatever_the_format(tmp_path, name):
    body, parts = FORMATS[name]
    (leak,) = [f for f in told(tmp_path, body, name)["findings"] if f["check"] == "id_card_number"]
    assert set(ASKED) <= set(leak)
    assert (leak["type"], leak["severity"]) == ("ID", "fail")
    assert leak["masked"] == "53**************80"
    assert set(parts) <= set(leak["locator"])
    assert leak["locator"]["text"]
    assert isinstance(leak["start"], int)
    assert leak["end"] - leak["start"] == len(NUMBER)
    assert leak["linked_to"] in ("杨*", "")
