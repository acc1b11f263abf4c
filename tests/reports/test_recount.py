"""Where two numbers of a notice contradict each other, nothing is printed."""

from dataclasses import replace
from decimal import Decimal

import pytest

from core.rate import Rate
from core.tally import PendingRow, ScoreRow, UnitCount
from core.verdict import Grade
from reports.annexes import annexes
from reports.figures import Disagreement, Figure
from reports.notice_docx import write_notice
from reports.notice_words import notice_words
from reports.recount import agree
from reports.tally_xlsx import write_tally
from tests.reports.sample_tallies import (
    all_pending,
    all_qualified,
    counted,
    empty,
    problem,
    with_failures,
)


@pytest.mark.parametrize("tally", [empty(), all_qualified(), with_failures(), all_pending()])
def test_tallies_that_agree_are_let_through(tally, form):
    tables = annexes(tally)
    agree(tally, tables, [one.text for one in notice_words(tally, tables, form)])


def wrong(tally, **changed):
    return replace(tally, **changed)


good, clean, unknown = with_failures(), all_qualified(), all_pending()
CONTRADICTIONS = {
    "parts of a total": (
        wrong(clean, sites=replace(clean.sites, qualified=13)),
        "政府网站总数为14，合格、不合格、待定之和为13",
    ),
    "numerator of a rate": (
        wrong(clean, accounts=replace(clean.accounts, rate=Rate(242, 243))),
        "政务新媒体合格率的分子为242，合格数为243",
    ),
    "pending counted into a rate": (
        wrong(good, sites=replace(good.sites, rate=Rate(42, 43))),
        "合格率的分母为43，总数减待定数为42",
    ),
    "rows of a table": (
        wrong(clean, sites_by_region=(counted("州级", 2), counted("县、市", 11))),
        "政府网站总数为14，各地区相加为13",
    ),
    "platforms": (
        wrong(clean, accounts_by_platform=clean.accounts_by_platform[:-1]),
        "政务新媒体总数为243，各平台相加为222",
    ),
    "length of the failing list": (
        wrong(good, failing=good.failing[1:]),
        "不合格政务新媒体数为3，名单为2",
    ),
    "region of a failing account": (
        wrong(good, failing=(replace(good.failing[0], region="市级"), *good.failing[1:])),
        "“市级”不合格政务新媒体数为2，名单为3",
    ),
    "length of the pending list": (
        wrong(unknown, pending=unknown.pending[1:]),
        "待定对象数为3，待定名单为2",
    ),
    "failing and pending at once": (
        wrong(
            good,
            pending=(
                PendingRow("望岫市场监管", "望岫县", "抖音", "访问超时"), *good.pending[:2],
            ),
        ),
        "“望岫市场监管”同时列入不合格名单和待定名单",
    ),
    "a score called qualified of a site that is pending": (
        wrong(
            good,
            scores=(
                ScoreRow("市级", "市水利局", "9901", (Decimal(60), Decimal(70)), Grade.QUALIFIED),
            ),
        ),
        "“市水利局”在评分表中的结论为合格，各名单为待定",
    ),
    "a span upside down": (
        wrong(
            clean,
            scores=(ScoreRow("州级", "甲", "1", (Decimal(9), Decimal(8)), Grade.QUALIFIED),),
        ),
        "最低得分高于最高得分",
    ),
    "types against the ledger": (
        wrong(clean, problems_by_type=(("错别字", 1),)),
        "问题总数为1，问题清单为0",
    ),
    "one type against the ledger": (
        wrong(
            clean,
            ledger=(problem(1, "甲", "x"), problem(2, "乙", "x")),
            problems_by_type=(("甲", 2), ("乙", 0)),
        ),
        "“甲”问题数为2，问题清单为1",
    ),
    "units against the ledger": (
        wrong(good, problems_by_unit=(UnitCount("望岫县", 56),)),
        "各单位问题数之和为56，问题清单为218",
    ),
    "a finding listed twice": (
        wrong(
            clean,
            ledger=(problem(1, "甲", "x"), replace(problem(2, "甲", "x"), finding_id="WT2026000001")),
            problems_by_type=(("甲", 2),),
        ),
        "问题编号“WT2026000001”在清单中出现2次",
    ),
    "leaks by county": (
        wrong(good, exposed_by_region=good.exposed_by_region[:1]),
        "泄露个人信息的本期新增起数为3，各地区相加为2",
    ),
    "leaks by level": (
        wrong(good, exposed_by_unit=tuple(replace(r, levels=(0,) * 5) for r in good.exposed_by_unit)),
        "各等级起数之和为0，起数为7",
    ),
    "last period below nothing": (wrong(clean, previous_open=-1), "负数"),
}  # fmt: skip


@pytest.mark.parametrize(("tally", "sentence"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_a_contradiction_is_refused_with_a_sentence_and_no_file(tmp_path, form, tally, sentence):
    for write, name in (
        (lambda path: write_notice(tally, path, form), "通报.docx"),
        (lambda path: write_tally(tally, path), "汇总表.xlsx"),
    ):
        with pytest.raises(Disagreement, match=sentence):
            write(tmp_path / name)
        assert not list(tmp_path.iterdir())


def changed_table(tally, key, change):
    return [change(one) if one.key == key else one for one in annexes(tally)]


def test_an_annex_that_was_changed_after_the_tally_is_noticed():
    tally = with_failures()
    forged = changed_table(
        tally, "网站", lambda one: replace(one, total=("合计", 43, 43, 0, 0, "100%"))
    )
    with pytest.raises(Disagreement, match="合计行合格数为43，各行相加为42"):
        agree(tally, forged)


def test_a_rate_that_does_not_follow_from_its_row_is_noticed():
    tally = all_qualified()
    rows = (("", (("州级", 2, 2, 0, 0, "99%"), ("县、市", 12, 12, 0, 0, "100%"))),)
    forged = changed_table(tally, "网站", lambda one: replace(one, groups=rows))
    with pytest.raises(Disagreement, match="“州级”合格率为99%，按数量重新计算为100%"):
        agree(tally, forged)


def test_a_list_that_lost_a_line_contradicts_the_text(form):
    tally = with_failures()
    tables = annexes(tally)
    words = [one.text for one in notice_words(tally, tables, form)]

    def shorter(one):
        (heading, rows), *others = one.groups
        return replace(one, groups=((heading, rows[:-1]), *others))

    with pytest.raises(Disagreement, match=r"待定\.总数为3，附件名单（待定）为2"):
        agree(tally, changed_table(tally, "待定", shorter), words)


def test_serial_numbers_with_a_hole_are_noticed():
    tally = with_failures()

    def holed(one):
        (heading, rows), *others = one.groups
        return replace(one, groups=((heading, ((7, *rows[0][1:]), *rows[1:])), *others))

    with pytest.raises(Disagreement, match="序号不连续"):
        agree(tally, changed_table(tally, "存在问题", holed))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("本期检查网站14个。", "“14个”不是由统计数据得出的"),
        ("合格率为98.9%。", "“98.9%”不是由统计数据得出的"),
        ("共{{ 网站.总数 + 新媒体.总数 }}个。", "自行计算的值“257”"),
        ("共{{ 平台列表|length }}类。", "自行计算的值“5”"),
        ("共{{ 网站.总数 ~ '个' }}。", "“14个”不是由统计数据得出的"),
    ],
)
def test_a_template_may_not_bring_numbers_of_its_own(tmp_path, form, words, sentence):
    template = tmp_path / "模板.txt"
    template.write_text(words, "utf-8")
    with pytest.raises(Disagreement, match=sentence):
        write_notice(all_qualified(), tmp_path / "通报.docx", form, template)


def test_the_numbers_of_the_law_and_of_names_are_left_alone(tmp_path, form):
    template = tmp_path / "模板.txt"
    template.write_text(
        "5个工作日内答复，6个月内更新，24小时内转载，{{ 主送 }}，依据〔2019〕19号。", "utf-8"
    )
    form = replace(form, addressees="全市98%的50个单位")
    write_notice(all_qualified(), tmp_path / "通报.docx", form, template)


def test_a_number_with_an_unknown_source_has_no_basis():
    tally = all_qualified()
    made_up = Figure(3, "随便.数量")
    with pytest.raises(Disagreement, match="没有统计依据"):
        agree(tally, annexes(tally), [f"\ue000{made_up.source}\ue001{made_up}\ue002个"])


def test_a_bound_number_that_says_something_else_is_refused():
    tally = all_qualified()
    with pytest.raises(Disagreement, match=r"网站\.总数为15，汇总数据为14"):
        agree(tally, annexes(tally), ["\ue000网站.总数\ue00115\ue002个"])
