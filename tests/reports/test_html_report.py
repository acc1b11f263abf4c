"""The offline report, read as a browser reads it."""

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from core.finding import Event, FindingState
from core.gap import Gap, GapReason
from core.report import RunReport, SubjectReport
from core.result import Evidence
from core.run import Health
from core.verdict import Grade
from reports.html_report import write_report
from reports.report_view import SHOWN_GAPS, SHOWN_PER_CHECK, may_link, pieces
from tests.reports.sample_runs import AS_OF, HASH, HOME, finding, run_report, site, verdict


def written(tmp_path: Path, report: RunReport) -> str:
    path = tmp_path / "报告.html"
    write_report(report, path)
    return path.read_text("utf-8")


@pytest.fixture
def page(tmp_path) -> LexborHTMLParser:
    return LexborHTMLParser(written(tmp_path, run_report()))


def text(node) -> str:
    return re.sub(r"\s+", " ", node.text()).strip()


def with_one(**changed) -> RunReport:
    """A report of one site with one finding."""
    own = site(1, "朝岚市人民政府门户网站")
    return replace(
        run_report(),
        subjects=(SubjectReport(own, None, (finding(1, **changed),)),),
    )


def test_totals_are_those_of_the_parts(page):
    sums = {text(one.css_first("dt")): text(one.css_first("dd")) for one in page.css(".sums div")}
    assert sums == {
        "监测对象": "4", "不合格": "1", "待定": "2", "合格": "1", "问题": "4", "待人工复核": "1",
        "没有看到的": "4", "读取页面": "420",
    }  # fmt: skip


def test_the_worst_come_first_and_what_was_not_judged_is_pending(page):
    rows = [[text(cell) for cell in row.css("th,td")] for row in page.css("#subjects tbody tr")]
    assert [row[4] for row in rows] == ["不合格", "待定", "待定", "合格"]
    assert rows[0][5:10] == ["—", "4", "1", "1", "240"]
    assert rows[1][0].startswith("朝岚交通")
    assert rows[2][5] == "0—130"
    assert rows[3][5] == "101.5"


def test_a_finding_shows_its_evidence_with_the_place_marked(page):
    first = page.css_first(".findings li")
    assert text(first.css_first("mark")) == "布署"
    assert text(first.css_first("ins")) == "部署"
    facts = dict(
        zip([text(x) for x in first.css("dt")], [text(x) for x in first.css("dd")], strict=True)
    )
    assert facts == {
        "网址": f"{HOME}art/1.html", "所在页面": f"{HOME}list.html", "建议": "部署",
        "位置": "正文 120-122 lexicon",
        "发现": "2026-11-18 23:59，最近 2026-11-21 23:59 编号 WT2026000001", "快照": HASH,
    }  # fmt: skip


def test_what_a_person_dismissed_is_shown_as_dismissed_and_not_counted(page):
    closed = page.css(".findings li.closed")
    assert [text(one.css_first(".state")) for one in closed] == ["误报"]
    heading = next(text(one) for one in page.css("h3") if text(one).startswith("错别字"))
    assert heading == "错别字 3处，已排除或已整改1处"


def test_what_was_not_seen_is_told_with_its_reason_in_total_and_for_each(page):
    rows = [[text(cell) for cell in row.css("th,td")] for row in page.css("tbody tr")]
    assert ["被防护设备拦截", "稍后自动重试", "1", "1"] in rows
    assert ["尚未配置获取方式", "需要人工处理或调整设置", "1", "1"] in rows
    words = text(page.body)
    assert "https://b2.zhaolan.gov.test/ HTTP 412" in words
    assert [text(one) for one in page.css(".cols li")] == ["泄露国家秘密"]


def test_rulebook_and_versions_are_named(page):
    words = text(page.css(".basis")[0])
    assert "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）（national-2019）" in words
    assert HASH in words
    assert re.search("程序版本 ?0.1.0", words)


def test_a_run_that_must_not_be_believed_says_so_first(tmp_path):
    report = run_report(Health(False, ("读取页面数不足平时的三成",)))
    page = LexborHTMLParser(written(tmp_path, report))
    alarm = page.css_first("main > .alarm")
    assert "结果不能作为认定依据" in text(alarm)
    assert "不足平时的三成" in text(alarm)


def test_a_run_without_subjects_is_a_page_too(tmp_path):
    page = LexborHTMLParser(written(tmp_path, replace(run_report(), subjects=())))
    assert "本次运行没有监测对象。" in text(page.body)
    assert not page.css("#filter")


NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'--></style></script><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "javascript:alert(1)",
    "a\u202eb\u0000c\ue000d\ud800",
]


@pytest.mark.parametrize("nasty", NASTY)
def test_whatever_was_crawled_stays_text(tmp_path, nasty):
    evidence = Evidence(nasty, nasty, nasty, nasty, (nasty, f"⟦{nasty}⟧"), nasty)
    own = replace(site(1, nasty), code=nasty, url=nasty, sponsor=nasty)
    gap = Gap(nasty, nasty, GapReason.TIMEOUT, nasty)
    report = replace(
        run_report(Health(True, (nasty,))),
        subjects=(
            SubjectReport(own, None, (finding(1, nasty, message=nasty, evidence=evidence),), (gap,)),
        ),
        issuer=nasty, rulebook_title=nasty, check_titles={nasty: nasty},
    )  # fmt: skip
    whole = written(tmp_path, report)
    page = LexborHTMLParser(whole)
    assert len(page.css("script")) == 1
    assert not page.css("img,svg,iframe,object,embed,link,base")
    for node in page.css("*"):
        assert not [name for name in node.attributes if name.startswith("on")]
        assert not (node.attributes.get("href") or "").lower().startswith("javascript")
    assert "49" not in text(page.css_first("header"))
    for unseen in "\u202e\x00\ue000":
        assert unseen not in whole


def test_the_page_loads_nothing_and_its_policy_says_so(tmp_path):
    whole = written(tmp_path, run_report())
    page = LexborHTMLParser(whole)
    policy = page.css_first('meta[http-equiv="Content-Security-Policy"]').attributes["content"]
    assert policy.startswith("default-src 'none'")
    script = page.css_first("script").text()
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert not page.css("[src]")
    assert "@import" not in whole
    assert "url(" not in whole


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        (f"{HOME}a.html", True),
        ("https://www.gov.cn/x", True),
        ("https://a.gov.cn/x", True),
        ("https://bet.example/", False),
        ("https://evil-gov.cn/", False),
        ("https://www.zhaolan.gov.test.evil.example/", False),
        ("https://x.gov.cn@evil.example/", False),
        ("javascript:alert(1)//.gov.cn", False),
        ("ftp://a.gov.cn/", False),
        ("http://[bad", False),
        ("", False),
    ],
)
def test_only_government_addresses_can_be_clicked(url, linked):
    assert may_link(url, HOME) is linked


@pytest.mark.parametrize(
    ("quote", "message", "marked"),
    [
        ("认真⟦布署⟧工作", "", ["布署"]),
        ("认真【布署→部署】工作", "", ["布署"]),
        ("【通知】认真【布署】工作", "错别字：“布署”", ["布署"]),
        ("【通知】全文", "栏目不更新", []),
        ("⟦甲⟧乙⟦丙⟧", "", ["甲", "丙"]),
        ("", "", []),
    ],
)
def test_the_place_at_fault_is_found_and_nothing_of_the_quote_is_lost(quote, message, marked):
    cut = pieces(quote, message)
    assert [one.text for one in cut if one.marked] == marked
    bare = re.sub("[⟦⟧]|→部署", "", quote)
    if not marked:
        assert "".join(one.text for one in cut) == bare
    for one in cut:
        assert one.text in bare


def test_many_findings_of_a_kind_are_cut_and_the_rest_is_told(tmp_path):
    own = site(1, "甲网站")
    many = tuple(finding(at) for at in range(SHOWN_PER_CHECK + 7))
    gaps = tuple(Gap("PageText", f"{HOME}{at}", GapReason.BUDGET) for at in range(SHOWN_GAPS + 5))
    report = replace(run_report(), subjects=(SubjectReport(own, None, many, gaps),))
    page = LexborHTMLParser(written(tmp_path, report))
    assert len(page.css(".findings li")) == SHOWN_PER_CHECK
    assert "另有7处同类问题没有列在本页，见问题清单。" in text(page.body)
    assert f"等{SHOWN_GAPS + 5}处" in text(page.body)


def test_a_rectified_finding_keeps_its_evidence(tmp_path):
    events = (
        Event(AS_OF, FindingState.CONFIRMED, "李审"), Event(AS_OF, FindingState.RECTIFIED, "run"),
    )  # fmt: skip
    page = LexborHTMLParser(written(tmp_path, with_one(events=events)))
    assert text(page.css_first("li.closed .state")) == "已整改"


def test_a_site_with_nothing_to_tell_has_no_section_of_its_own(page):
    assert page.css_first("tr[data-grade=qualified] a") is None
    ids = {node.attributes["id"] for node in page.css("section.subject")}
    links = {node.attributes["href"][1:] for node in page.css("#subjects th a")}
    assert ids == links


def test_it_is_a_chinese_page_that_a_keyboard_can_walk(page):
    assert page.css_first("html").attributes["lang"] == "zh-CN"
    assert page.css_first("a.skip").attributes["href"] == "#subjects"
    assert all(node.attributes.get("scope") for node in page.css("thead th, tbody th"))
    headings = [node.tag for node in page.css("h1,h2,h3")]
    assert headings.count("h1") == 1
    assert "hidden" in page.css_first("#filter").attributes


def test_the_same_report_is_the_same_bytes(tmp_path):
    assert written(tmp_path, run_report()) == written(tmp_path, run_report())


def test_a_verdict_without_rows_needs_no_table(tmp_path):
    own = site(1, "甲网站")
    bare = SubjectReport(own, verdict(own.key, Grade.QUALIFIED, "100", "100"))
    page = LexborHTMLParser(written(tmp_path, replace(run_report(), subjects=(bare,))))
    assert not page.css(".subject")
