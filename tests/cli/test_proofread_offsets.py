"""Where a finding says it stands, it stands: in every kind of document, read here or from a pipe."""

import io
import json
from pathlib import Path

import pytest
import xlsxwriter
from click.testing import CliRunner
from docx import Document

from cli.group import govpatrol

PHONE = "13812633920"
LINE = "各部门要认真布署安全生产工作，严格落实党中央、国物院要求。"
KEYS = {
    "check",
    "tier",
    "severity",
    "wrong",
    "suggestion",
    "start",
    "end",
    "sentence",
    "locator",
    "rule",
    "score",
}


def docx() -> bytes:
    held, document = io.BytesIO(), Document()
    document.add_heading("通知")
    document.add_paragraph(f"联系电话{PHONE}。")
    document.add_paragraph(LINE)
    document.save(held)
    return held.getvalue()


def xlsx() -> bytes:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        book.add_worksheet("一").write_column(0, 0, ("标题", f"联系人电话{PHONE}", LINE))
    return held.getvalue()


PAGE = f"<html><title>通知</title><body><p>电话{PHONE}</p><p>{LINE}</p></body></html>"
FILES = {
    "通知.txt": f"通知\n电话{PHONE}\n{LINE}\n".encode(),
    "通知.html": PAGE.encode(),
    "通知.docx": docx(),
    "通知.xlsx": xlsx(),
}


def told(folder: Path, target: str, body: bytes | None = None) -> dict[str, object]:
    asked = ["--data", str(folder / "data"), "proofread", target, "--json", "-"]
    result = CliRunner().invoke(govpatrol, asked, input=body)
    assert result.exit_code in (0, 1), result.output
    assert PHONE not in result.stdout
    answer: dict[str, object] = json.loads(result.stdout)
    return answer


@pytest.mark.parametrize("name", FILES)
def test_start_and_end_hold_the_wrong_word_in_the_text_that_is_told(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name])
    answer = told(tmp_path, str(path))
    (read,) = answer["files"]
    found = {one["wrong"]: one for one in answer["findings"] if one["wrong"]}
    assert {"布署", "国物院"} <= set(found)
    for wrong, one in found.items():
        assert set(one) >= KEYS
        assert read["text"][one["start"] : one["end"]] == wrong
        assert wrong in one["sentence"]
    assert (found["布署"]["tier"], found["布署"]["suggestion"]) == ("A-", "部署")
    assert (found["国物院"]["tier"], found["国物院"]["severity"]) == ("A", "review")


def test_a_pipe_is_read_like_a_file(tmp_path: Path) -> None:
    answer = told(tmp_path, "-", FILES["通知.txt"])
    assert {"布署", "国物院"} <= {one["wrong"] for one in answer["findings"]}


def test_an_adviser_that_does_not_start_is_said_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_bytes(FILES["通知.txt"])
    asked = [
        "--data",
        str(tmp_path / "data"),
        "--set",
        f"pycorrector.kenlm={tmp_path / 'none.klm'}",
    ]
    result = CliRunner().invoke(govpatrol, [*asked, "proofread", str(path)])
    assert "没有取得第二意见" in result.output
    assert "不会联网下载" in result.output
    assert "布署" in result.output


def test_a_comment_covers_just_the_words_in_the_right_one_of_two_like_lines(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("要认真部署。")
    document.add_paragraph("要认真").add_run("布署工作，再次布署。").bold = True
    document.add_paragraph("要认真布署工作，再次布署。")
    document.save(str(tmp_path / "a.docx"))
    asked = ["--data", str(tmp_path / "data"), "proofread", str(tmp_path / "a.docx")]
    CliRunner().invoke(govpatrol, [*asked, "--annotate", str(tmp_path / "b.docx")])
    written = Document(str(tmp_path / "b.docx"))
    assert [p.text for p in written.paragraphs] == [p.text for p in document.paragraphs]
    for paragraph in written.paragraphs[1:]:
        covered, open_ = [], False
        for child in paragraph._p:
            tag = child.tag.rpartition("}")[2]
            open_ = tag == "commentRangeStart" or (open_ and tag != "commentRangeEnd")
            if tag == "r" and open_:
                covered.append(child.text)
        assert covered == ["布署", "布署"]
    assert all(run.bold for run in written.paragraphs[1].runs[1:] if run.text)
