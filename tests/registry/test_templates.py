import zipfile
from pathlib import Path

import pytest
import python_calamine
import xlsxwriter

from core.subject import Account, Platform, Site
from registry.sheet import read_sheet
from registry.templates import write_template
from registry.vocabulary import forms
from tests.registry.making import entering


@pytest.mark.parametrize("kind", forms())
def test_a_template_reads_as_its_own_kind_and_its_example_is_left_out(
    kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "模板.xlsx"
    write_template(kind, path)
    told = read_sheet(path, kind)
    assert (told.accepted, told.refused) == (0, ())
    assert told.fields == set(forms()[kind].headers) - {"number"}
    assert "是模板的示例行" in told.notes[0]


@pytest.mark.parametrize("kind", forms())
def test_the_example_of_a_template_would_go_in_if_it_were_meant(kind: str, tmp_path: Path) -> None:
    """A clerk copies the example; so it has to be right."""
    path, copy = tmp_path / "模板.xlsx", tmp_path / "填好.xlsx"
    write_template(kind, path)
    rows = python_calamine.load_workbook(str(path)).get_sheet_by_index(0).to_python()
    with xlsxwriter.Workbook(str(copy), {"strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [str(cell) for cell in rows[0]])
        sheet.write_row(1, 0, ["1", *(str(cell) for cell in rows[1][1:])])
    known = (Account(Platform.WECHAT, "shilishi-fabu", "示例发布"),)  # whose posts are told of
    site = Site("9999000001", "示例市某某局网站", "http://www.example.gov.test/")
    told = read_sheet(copy, kind, accounts=known, entering=entering(site))
    assert told.refused == ()
    assert told.accepted == 1


def test_a_template_offers_lists_and_keeps_codes_as_text(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    write_template("sites", path)
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        styles = parts.read("xl/styles.xml").decode()
    assert sheet.count("<dataValidation ") == 2  # 网站类型, 运行状态
    assert "政府门户网站,部门网站,其他" in sheet
    assert 'numFmtId="49"' in styles  # text
    assert "<f>" not in sheet
