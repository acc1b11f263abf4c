"""The summary tables, read back."""

from dataclasses import replace

import pytest
from python_calamine import CalamineWorkbook

from reports.tally_xlsx import write_tally
from tests.reports.sample_tallies import all_pending, all_qualified, empty, with_failures


def book(tally, tmp_path):
    path = tmp_path / "汇总表.xlsx"
    write_tally(tally, path)
    return CalamineWorkbook.from_path(path)


def test_counts_are_numbers_rates_and_codes_are_text(tmp_path):
    rows = book(all_qualified(), tmp_path).get_sheet_by_name("网站合格率").to_python()
    assert rows[1:] == [
        ["地区", "检查数", "合格数", "不合格数", "待定数", "合格率"],
        ["州级", 2, 2, 0, 0, "100%"],
        ["县、市", 12, 12, 0, 0, "100%"],
        ["合计", 14, 14, 0, 0, "100%"],
        [rows[5][0], "", "", "", "", ""],
    ]
    scores = book(all_qualified(), tmp_path).get_sheet_by_name("网站评分表").to_python()
    assert scores[2] == ["州级", "信用云泽", "9901000063", "95.5", "合格"]


def test_every_table_that_has_rows_has_a_sheet(tmp_path):
    assert book(with_failures(), tmp_path).sheet_names == [
        "总表", "网站合格率", "新媒体合格率（地区）", "新媒体合格率（平台）", "不合格网站、专栏",
        "不合格新媒体", "存在问题对象", "个人信息泄露", "待定对象",
    ]  # fmt: skip
    assert book(empty(), tmp_path).sheet_names == ["总表"]


def test_an_unsettled_score_is_printed_as_a_span(tmp_path):
    tally = all_qualified()
    low = replace(tally.scores[0], score=(tally.scores[0].score[0], tally.scores[1].score[0]))
    rows = book(replace(tally, scores=(low, *tally.scores[1:])), tmp_path)
    assert rows.get_sheet_by_name("网站评分表").to_python()[2][3] == "95.5—102"


def test_what_is_all_pending_has_no_rate(tmp_path):
    rows = book(all_pending(), tmp_path).get_sheet_by_name("总表").to_python()
    assert rows[2] == ["政府网站", 2, 0, 0, 2, "—"]
    assert rows[3] == ["信息公开专栏", 0, 0, 0, 0, "—"]


@pytest.mark.parametrize("text", ["=1+1", "@a", "-x"])
def test_hostile_names_are_text(tmp_path, text):
    tally = all_pending()
    tally = replace(tally, pending=(replace(tally.pending[0], name=text), *tally.pending[1:]))
    assert book(tally, tmp_path).get_sheet_by_name("待定对象").to_python()[2][2] == text


def test_leaks_are_counted_by_county_and_by_unit_and_nobody_twice(tmp_path):
    rows = book(with_failures(), tmp_path).get_sheet_by_name("个人信息泄露").to_python()
    assert rows[1] == [
        "范围", "本期新增", "累计起数", "人数", "条数",
        "特别严重", "严重", "较重", "一般", "提示", "待确认",
    ]  # fmt: skip
    assert [row[0] for row in rows[2:9]] == [
        "按地区", "望岫县", "尉水县", "按主管单位", "望岫县人民政府办公室", "尉水县民政局", "合计",
    ]  # fmt: skip
    assert rows[3][1:] == [2, 7, 19, 40, 1, 1, 3, 1, 1, 0]
    assert rows[8][1:] == [3, 12, 30, 71, 1, 2, 6, 2, 1, 2]


def test_a_year_without_leaks_has_no_such_sheet(tmp_path):
    assert "个人信息泄露" not in book(all_qualified(), tmp_path).sheet_names
