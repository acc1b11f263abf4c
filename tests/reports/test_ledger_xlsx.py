"""The violation list, read back cell by cell."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from core.tally import LEDGER_HEADERS, Tally, UnitCount
from reports.ledger_xlsx import MOST_UNIT_SHEETS, write_ledger
from reports.workbook import CELL_LIMIT
from tests.reports.sample_tallies import empty, problem, with_failures


def holding(*rows) -> Tally:
    rows = [replace(row, number=at, finding_id=f"WT{at}") for at, row in enumerate(rows, start=1)]
    return replace(empty(), ledger=tuple(rows))


def read(path: Path, sheet: str = "全部问题") -> list[list]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()


def raw(path: Path) -> str:
    with zipfile.ZipFile(path) as parts:
        return "".join(
            parts.read(name).decode() for name in parts.namelist() if name.endswith(".xml")
        )


def test_the_nineteen_columns_stand_in_their_order_with_codes_as_text(tmp_path):
    path = tmp_path / "清单.xlsx"
    write_ledger(holding(problem(1, "错链、死链", "朝岚市", site_code="0099010001")), path)
    header, row = read(path)
    assert tuple(header) == LEDGER_HEADERS
    assert row == [
        1, "WT1", "0099010001", "朝岚市门户网站", "朝岚市人民政府办公室",
        "https://www.zhaolan.gov.test/", "错链、死链", "信息发布",
        "“错链、死链”问题示例，出现在第1条", "https://www.zhaolan.gov.test/art/1.html",
        "https://www.zhaolan.gov.test/", "各部门要认真【布署】落实", "部署", "2024-02-20 08:30",
        "一般", "已确认", "朝岚市", "2024-03-08", "",
    ]  # fmt: skip


def test_a_list_of_nothing_is_a_header_and_an_explanation(tmp_path):
    path = tmp_path / "清单.xlsx"
    write_ledger(empty(), path, per_kind=True, per_unit=True)
    assert CalamineWorkbook.from_path(path).sheet_names == ["全部问题", "说明"]
    assert read(path) == [list(LEDGER_HEADERS)]


@pytest.mark.parametrize("text", ["=cmd|'/C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "＝1+1", "=1\t"])
def test_what_looks_like_a_formula_is_kept_as_text_and_quoted(tmp_path, text):
    path = tmp_path / "清单.xlsx"
    write_ledger(holding(problem(1, "错别字", "甲县", quote=text, remark=text)), path)
    row = read(path)[1]
    assert row[11] == row[18] == text.strip()
    assert "<f>" not in raw(path)
    assert 'quotePrefix="1"' in raw(path)


def test_long_digits_and_addresses_stay_text_and_make_no_links(tmp_path):
    path = tmp_path / "清单.xlsx"
    number = "990101199001011234"
    write_ledger(holding(problem(1, "错别字", "甲县", quote=number)), path)
    assert read(path)[1][11] == number
    assert "hyperlink" not in raw(path)


def test_a_huge_text_is_cut_at_the_limit_of_a_cell_and_says_so(tmp_path):
    path = tmp_path / "清单.xlsx"
    rows = [
        problem(1, "错别字", "甲县", quote="长" * 50_000),
        problem(2, "错别字", "甲县", quote="𠮷" * 40_000),
    ]
    write_ledger(holding(*rows), path)
    _, plain, astral = read(path)
    assert len(plain[11]) == CELL_LIMIT
    assert plain[11].endswith("…（已截断）")
    assert len(astral[11].encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert astral[11].endswith("…（已截断）")


def test_a_text_of_exactly_the_limit_is_whole(tmp_path):
    path = tmp_path / "清单.xlsx"
    write_ledger(holding(problem(1, "错别字", "甲县", quote="字" * CELL_LIMIT)), path)
    assert read(path)[1][11] == "字" * CELL_LIMIT


def test_control_and_bidi_characters_neither_break_the_file_nor_turn_the_text(tmp_path):
    path = tmp_path / "清单.xlsx"
    nasty = "甲\x00乙\x0b丙\x1b[31m丁\u202e戊\ud800己\ufffe\n庚"
    write_ledger(holding(problem(1, "错别字", "甲县", quote=nasty)), path)
    assert read(path)[1][11] == "甲乙 丙[31m丁戊□己 庚"


def test_one_sheet_per_kind_and_per_unit_the_fullest_first(tmp_path):
    path = tmp_path / "清单.xlsx"
    write_ledger(with_failures(), path, per_kind=True, per_unit=True)
    names = CalamineWorkbook.from_path(path).sheet_names
    assert names[:5] == ["全部问题", "说明", "错别字、表述不规范", "严重表述错误", "新媒体不更新"]
    assert names[5:7] == ["望岫县", "白蘋县"]
    assert len(read(path, "望岫县")) == 57
    assert [row[6] for row in read(path, "新媒体不更新")[1:]] == ["新媒体不更新"] * 3


def test_sheet_names_are_made_legal_and_unique(tmp_path):
    path = tmp_path / "清单.xlsx"
    kinds = ["a/b:c*?[d]", "A b c   d ", "history", "全部问题", "'", "", "长" * 40, "长" * 45]
    write_ledger(holding(*(problem(1, kind, "甲县") for kind in kinds)), path, per_kind=True)
    names = CalamineWorkbook.from_path(path).sheet_names
    assert len({name.lower() for name in names}) == len(names) == len(kinds) + 2
    for name in names:
        assert 0 < len(name) <= 31
        assert not set(name) & set("[]:*?/\\")
        assert not name.startswith("'")
        assert name.lower() != "history"


def test_more_units_than_sheets_are_told_of_and_none_is_lost(tmp_path):
    path = tmp_path / "清单.xlsx"
    rows = [problem(1, "错别字", f"单位{at}") for at in range(MOST_UNIT_SHEETS + 3)]
    write_ledger(holding(*rows), path, per_unit=True)
    assert len(CalamineWorkbook.from_path(path).sheet_names) == MOST_UNIT_SHEETS + 2
    assert len(read(path)) == len(rows) + 1
    assert any("另有3个单位" in str(row[1]) for row in read(path, "说明"))


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(tmp_path):
    path = tmp_path / "清单.xlsx"
    write_ledger(holding(*(problem(1, "错别字", "甲县") for _ in range(25))), path, sheet_rows=10)
    names = CalamineWorkbook.from_path(path).sheet_names
    assert names == ["全部问题", "全部问题（2）", "全部问题（3）", "说明"]
    assert [len(read(path, name)) - 1 for name in names[:3]] == [10, 10, 5]


def test_header_is_frozen_filtered_printed_on_each_page_and_states_come_from_a_list(tmp_path):
    path = tmp_path / "清单.xlsx"
    write_ledger(with_failures(), path)
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        book = parts.read("xl/workbook.xml").decode()
    assert 'ySplit="1"' in sheet
    assert '<autoFilter ref="A1:S219"/>' in sheet
    assert '<dataValidation type="list"' in sheet
    assert 'sqref="P2:P219"' in sheet
    assert "待确认,已确认,误报" in sheet
    assert "_xlnm.Print_Titles" in book
    assert "$1:$1" in book


def test_every_row_is_as_high_as_its_longest_text_needs(tmp_path):
    path = tmp_path / "清单.xlsx"
    rows = [problem(1, "错别字", "甲县"), problem(2, "错别字", "甲县", quote="长" * 100)]
    write_ledger(holding(*rows, *rows), path)
    with zipfile.ZipFile(path) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
    heights = [float(found) for found in re.findall(r'<row [^>]* ht="([\d.]+)"', sheet)]
    assert len(heights) == 5
    assert heights[1] == heights[3] < heights[2] == heights[4]


def test_the_explanation_says_period_rulebook_counts_and_what_was_not_seen(tmp_path):
    path = tmp_path / "清单.xlsx"
    write_ledger(with_failures(), path)
    told = {str(row[0]): row[1] for row in read(path, "说明")}
    assert told["监测时间点"] == "2024-02-25 23:59（北京时间）"
    assert told["指标集校验值（SHA-256）"] == "ab" * 32
    assert told["政务新媒体"] == "共296个：合格291个，不合格3个，待定2个，合格率98.9%"
    assert told["市水利局"].startswith("站点被防护设备拦截")
    assert told["望岫交警（抖音）"] == "需要登录"
    assert ["1", "泄露国家秘密"] in read(path, "说明")
    assert told["望岫县"] == 56


def test_problems_without_a_unit_have_a_name_in_the_explanation(tmp_path):
    path = tmp_path / "清单.xlsx"
    tally = replace(
        holding(problem(1, "错别字", "")), problems_by_unit=(UnitCount("", 1),)
    )  # fmt: skip
    write_ledger(tally, path, per_unit=True)
    assert "未登记责任单位" in CalamineWorkbook.from_path(path).sheet_names


def test_a_failure_while_writing_leaves_the_old_file_and_no_half_one(tmp_path):
    path = tmp_path / "清单.xlsx"
    path.write_bytes(b"old")
    broken = replace(empty(), ledger=(None,))  # type: ignore[arg-type]
    with pytest.raises(AttributeError):
        write_ledger(broken, path)
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["清单.xlsx"]
