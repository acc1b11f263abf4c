"""The notice, read back paragraph by paragraph and table by table."""

import re
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt

from reports.annexes import annexes
from reports.notice_docx import write_notice
from reports.notice_words import TemplateFault, notice_words
from tests.reports.sample_tallies import (
    all_pending,
    all_qualified,
    counted,
    empty,
    problem,
    with_failures,
)


@pytest.fixture
def printed(tmp_path, form):
    def write(tally, **changed):
        path = tmp_path / "通报.docx"
        write_notice(tally, path, replace(form, **changed))
        return Document(path)

    return write


def texts(paper) -> list[str]:
    return [one.text for one in paper.paragraphs if one.text]


def starting(paper, start: str) -> str:
    return next(text for text in texts(paper) if text.startswith(start))


def cells(table) -> list[list[str]]:
    return [
        ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.findall(qn("w:tc"))]
        for row in table._tbl.findall(qn("w:tr"))
    ]


# -- words ---------------------------------------------------------------------------------------


def test_the_figures_of_a_clean_quarter_are_said_as_notices_say_them(printed):
    paper = printed(all_qualified())
    sites = starting(paper, "（一）政府网站")
    assert "政府网站14个，合格14个，未发现不合格政府网站，合格率为100%（见附件1）。" in sites
    assert (
        "得分最高的是望岫县政府门户网站，109分；得分最低的是信用云泽，95.5分（见附件4）。" in sites
    )
    accounts = starting(paper, "（二）政务新媒体")
    assert "政务新媒体243个，合格243个，未发现不合格政务新媒体，合格率为100%" in accounts
    assert "快手、抖音16个，不合格0个，合格率为100%；今日头条7个" in accounts
    assert "2023年第四季度通报指出的2处问题已经全部整改完毕。" in "".join(texts(paper))
    assert "于2024年3月8日前" not in "".join(texts(paper))


def test_a_truncated_rate_is_printed_as_the_office_rounds_it(printed):
    paper = printed(with_failures())
    accounts = starting(paper, "（三）政务新媒体")
    assert "296个，合格291个，不合格3个，另有2个待定，合格率为98.9%（待定对象未参与计算" in accounts
    assert "“望岫市场监管”（抖音）因监测时间点前两周内无更新；" in accounts
    assert "合格26个，不合格12个，合格率为68.4%。不合格名单见附件4。" in starting(
        paper, "（二）信息公开"
    )


def test_problems_are_told_by_type_with_units_and_examples(printed):
    paper = printed(with_failures())
    assert "共发现问题218处" in "".join(texts(paper))
    wording = starting(paper, "（一）错别字")
    assert "共发现此类问题203处，涉及5个检查对象。" in wording
    assert (
        "数量较多的有：望岫县（56处）、白蘋县（50处）、青漪县（48处）、市公安局（32处）" in wording
    )
    silent = starting(paper, "（三）新媒体不更新")
    assert "如，“望岫市场监管”：监测时间点前两周内无更新；“文明云泽刑侦支队”" in silent


def test_what_is_pending_is_told_apart_and_called_neither(printed):
    paper = printed(with_failures())
    pending = starting(paper, "（五）待定对象")
    assert "有3个对象尚有指标未能查明（原因：站点被防护设备拦截" in pending
    assert "不作合格或者不合格的认定" in pending
    for table in paper.tables[3:6]:
        assert not any("市水利局" in text for row in cells(table) for text in row)


def test_rows_that_nobody_judged_are_stated(printed):
    paper = printed(with_failures())
    unseen = starting(paper, "（六）未经人工核查")
    assert "有2项须由人工核查" in unseen
    assert "“泄露国家秘密”“购买粉丝、强制要求群众点赞”。" in unseen


def test_many_rows_that_nobody_judged_become_an_annex(printed):
    paper = printed(replace(all_qualified(), unseen_rows=tuple(f"指标{at}" for at in range(9))))
    assert "（见附件5）" in starting(paper, "（三）未经人工核查")
    assert cells(paper.tables[-1])[-1] == ["9", "指标8"]


def test_the_deadline_stands_where_there_is_something_to_put_right(printed):
    duty = "于2024年3月8日前将整改情况报送市政府办公室政务公开办。"
    assert duty in "".join(texts(printed(with_failures())))
    assert "及时将整改情况书面报送云泽市人民政府办公室。" in "".join(
        texts(printed(with_failures(), rectify_by=None, report_to=""))
    )


def test_with_nothing_watched_the_sentences_still_make_sense(printed):
    paper = printed(empty())
    words = "".join(texts(paper))
    assert "本期没有纳入检查的政府网站。" in words
    assert "本期没有纳入检查的对象，没有形成问题清单。" in words
    assert "合格率" not in words
    assert "附件" not in words
    assert paper.tables == []


def test_with_everything_pending_no_rate_is_given(printed):
    paper = printed(all_pending())
    words = "".join(texts(paper))
    assert "共2个，均有指标未能查明，全部列为待定，暂不计算合格率。" in words
    assert "其中，抖音1个，均为待定。" in words
    assert "100%" not in words
    assert cells(paper.tables[0])[-1] == ["合计", "2", "0", "0", "2", "—"]


@pytest.mark.parametrize("tally", [empty(), all_qualified(), with_failures(), all_pending()])
def test_no_sentence_has_a_hole_or_a_doubled_sign(printed, tally):
    for text in texts(printed(tally)):
        assert not re.search(
            r"[，、；：]{2}|。。|（）|“”|None|，。|；。|、。|\s{2}|[\ue000-\uf8ff]", text
        )


def test_numbering_has_no_holes_when_parts_are_left_out(printed):
    for tally in (empty(), all_qualified(), with_failures()):
        chapters = [text[0] for text in texts(printed(tally)) if re.match("[一二三四五]、", text)]
        assert chapters == list("一二三四")


def test_an_office_without_a_name_prints_a_gap_that_is_seen(printed):
    assert "（印发单位）" in texts(printed(replace(all_qualified(), issuer="")))


def test_machine_findings_that_no_person_saw_are_said_to_be_so(printed):
    rows = [
        problem(1, "错链、死链", "甲县", "甲网站", state="待确认"),
        problem(2, "错链、死链", "甲县", "乙网站", state="已确认", description="三处附件打不开"),
    ]
    tally = replace(
        all_qualified(), ledger=tuple(rows), problems_by_type=(("错链、死链", 2),)
    )  # fmt: skip
    words = starting(printed(tally), "（一）错链")
    assert "其中1处由系统判定、尚未人工复核" in words
    assert words.index("乙网站") < words.index("甲网站")


# -- the page ------------------------------------------------------------------------------------


def test_the_page_is_that_of_the_standard(printed):
    section = printed(all_qualified()).sections[0]
    assert [round(one.mm) for one in (section.page_width, section.page_height)] == [210, 297]
    margins = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    assert [round(one.mm) for one in margins] == [37, 26, 35, 28]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [
        ("公文标题", "方正小标宋简体", 22), ("公文正文", "仿宋_GB2312", 16), ("公文一级", "黑体", 16),
        ("公文附件号", "黑体", 16), ("公文页码", "宋体", 14), ("公文表格", "仿宋_GB2312", 12),
    ],
)  # fmt: skip
def test_chinese_fonts_are_named_where_word_looks_for_them(printed, style, font, size):
    found = printed(all_qualified()).styles[style]
    fonts = found.element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == font
    assert fonts.get(qn("w:eastAsiaTheme")) is None
    assert found.element.rPr.find(qn("w:lang")).get(qn("w:eastAsia")) == "zh-CN"
    assert found.font.size == Pt(size)


def test_lines_are_exact_and_the_first_is_indented_by_two_characters(printed):
    style = printed(all_qualified()).styles["公文正文"]
    assert style.paragraph_format.line_spacing == Pt(28.95)
    assert style.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"


def test_second_headings_are_set_apart_from_the_sentence_that_follows(printed):
    paper = printed(all_qualified())
    line = next(one for one in paper.paragraphs if one.text.startswith("（一）政府网站"))
    heading, rest = line.runs
    assert heading.text == "（一）政府网站检查情况。"
    assert heading._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体_GB2312"
    assert rest._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia"


def test_odd_pages_are_numbered_right_and_even_pages_left(printed):
    paper = printed(all_qualified())
    assert paper.settings.odd_and_even_pages_header_footer
    section = paper.sections[0]
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        line = footer.paragraphs[0]
        assert line.alignment == side
        assert line.text == "— 1 —"
        assert "PAGE" in footer._element.xml


def test_tables_repeat_their_header_and_tear_no_row(printed):
    for table in printed(with_failures()).tables:
        rows = table._tbl.findall(qn("w:tr"))
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in rows[1:])
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_annex_tables_have_the_shapes_and_figures_of_the_tally(printed):
    sites, regions, platforms, failing, accounts, faulty, leaks, pending = printed(
        with_failures()
    ).tables
    assert cells(sites)[0] == ["地区", "检查数", "合格数", "不合格数", "待定数", "合格率"]
    assert cells(sites)[-1] == ["合计", "43", "42", "0", "1", "100%"]
    assert cells(regions)[-1] == cells(platforms)[-1] == ["合计", "296", "291", "3", "2", "98.9%"]
    assert cells(failing)[1] == ["信息公开专栏"]
    assert len(cells(failing)) == 14
    assert cells(accounts)[1:4] == [
        ["抖音"],
        ["1", "望岫县", "望岫县人民政府办公室", "望岫市场监管", "监测时间点前两周内无更新"],
        ["2", "市级", "市公安局", "云泽反诈中心", "监测时间点前两周内无更新"],
    ]
    assert len(cells(faulty)) == 1 + 3 + 11
    assert cells(leaks)[-1] == ["合计", "3", "12", "30", "71", "1", "2", "6", "2", "1", "2"]
    assert [row[2] for row in cells(pending)[1:]] == ["市水利局", "云泽气象", "望岫交警"]


def test_leaks_of_the_year_are_told_by_county_and_in_an_annex(printed):
    paper = printed(with_failures())
    told = next(
        p.text for p in paper.paragraphs if "公开泄露个人信息" in p.text and "按地区分" in p.text
    )
    assert "累计发现公开泄露个人信息12起，涉及30人、71条，其中本期新增3起（见附件7）" in told
    assert "按地区分：望岫县7起，尉水县5起。" in told


def test_the_score_table_drops_no_digit_and_adds_none(printed):
    rows = cells(printed(all_qualified()).tables[-1])
    assert rows[0] == ["地区", "网站名称", "网站标识码", "得分", "评价结果"]
    assert rows[1:3] == [
        ["州级", "信用云泽", "9901000063", "95.5", "合格"],
        ["州级", "云泽州政府门户网站", "9901000057", "102", "合格"],
    ]


def test_the_red_head_and_the_colophon_come_on_wish(printed):
    plain = texts(printed(all_qualified()))
    assert not any("文件" in text for text in plain[:1])
    paper = printed(all_qualified(), number="云政办字〔2024〕49号", copies_to="市委各部门。")
    assert texts(paper)[:2] == ["云泽青濂族自治州人民政府办公室文件", "云政办字〔2024〕49号"]
    assert cells(paper.tables[-1])[0] == ["抄送：市委各部门。"]


def test_the_file_says_who_made_it_and_when(printed):
    about = printed(with_failures()).core_properties
    assert about.author == "云泽市人民政府办公室"
    assert (
        about.title
        == "云泽市人民政府办公室关于2024年第一季度全市政府网站与政务新媒体检查情况的通报"
    )
    assert (about.created.year, about.created.month, about.created.day) == (2024, 2, 29)


def test_hostile_names_are_printed_as_text(printed):
    bad = "甲<w:br/>{{ 7*7 }}\x00\ue000网站.总数\ue001999\ue002{% raw %}&amp;\u202e"
    tally = all_pending()
    tally = replace(
        tally, pending=(replace(tally.pending[0], name=bad, reason=bad), *tally.pending[1:])
    )
    paper = printed(tally)
    shown = "甲<w:br/>{{ 7*7 }}□网站.总数□999□{% raw %}&amp;"
    assert cells(paper.tables[-1])[1][2] == shown
    assert shown in starting(paper, "（三）待定对象")


def test_a_thousand_failing_accounts_are_one_table(printed):
    tally = with_failures()
    one = tally.failing[0]
    many = tuple(
        replace(one, subject=f"a{at}", name=f"账号{at}", platform="抖音") for at in range(1000)
    )
    tally = replace(
        empty(), accounts=counted("合计", 1000, 1000), failing=many,
    )  # fmt: skip
    rows = cells(printed(tally).tables[0])
    assert len(rows) == 1002
    assert rows[-1][0] == "1000"


# -- the office's own template --------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_an_office_may_bring_its_own_words_in_any_notepad_encoding(tmp_path, form, encoding):
    template = tmp_path / "模板.txt"
    template.write_bytes("【标题】通报\n共检查{{ 网站.总数 }}个网站。".encode(encoding))
    path = tmp_path / "通报.docx"
    write_notice(all_qualified(), path, form, template)
    assert texts(Document(path))[:2] == ["通报", "共检查14个网站。"]


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("一\n{% if %}", "第2行写法有误"),
        ("{{ 没有这个变量 }}", "没有这个变量"),
        ("{{ ().__class__.__mro__ }}", "无法填写"),
        ("{% for 数 in range(10**9) %}{% endfor %}", "无法填写"),
        ("{{ 网站.总数 + '个' }}", "无法填写"),
        ("{{ '%d' % '一' }}", "无法填写"),
        ("{% if 网站.总数 // 0 %}{% endif %}", "无法填写"),
    ],
)
def test_a_faulty_template_is_refused_in_chinese(tmp_path, form, words, complaint):
    template = tmp_path / "模板.txt"
    template.write_text(words, "utf-8")
    with pytest.raises(TemplateFault, match=re.escape(complaint)):
        write_notice(all_qualified(), tmp_path / "通报.docx", form, template)
    assert not (tmp_path / "通报.docx").exists()


@pytest.mark.parametrize("body", [None, b"\xff\xfe\x00\x81\xff"])
def test_a_template_that_cannot_be_read_is_refused(tmp_path, form, body):
    template = tmp_path / "模板.txt"
    if body is not None:
        template.write_bytes(body)
    with pytest.raises(TemplateFault, match="模板"):
        notice_words(empty(), annexes(empty()), form, Path(template))
