from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core.finding import Event, Finding, FindingState
from core.indicator import JudgedBy, Kind
from core.period import Period
from core.rate import Rounding
from core.result import Evidence, Outcome
from core.subject import Account, Platform, Region, RunState, Section, Site, SiteCategory
from core.verdict import Grade, RowStanding, Standing, Verdict
from scoring.tally import Terms, tally

PERIOD = Period("2026Q4", date(2026, 10, 1), date(2026, 12, 31))
AS_OF = datetime(2026, 11, 21, tzinfo=UTC)
REGIONS = [
    Region("990100", "示例市"),
    Region("990101", "东山县"),
    Region("990102", "西水县"),
]
TERMS = Terms("示例市人民政府办公室", "990100", "全市", "2026-11-28")
Q, D, P = Grade.QUALIFIED, Grade.DISQUALIFIED, Grade.PENDING


def site(n, region="990100", **keys):
    keys = {"supervisor": "市教育局", "sponsor": "市一中", **keys}
    return Site(f"990100{n:04}", f"网站{n}", f"http://s{n}.gov.test/", region=region, **keys)


def account(n, platform=Platform.WECHAT, region="990101"):
    return Account(platform, f"id{n}", f"账号{n}", region=region, supervisor="东山县政府办")


def verdict(subject, grade=Q, rows=(), score=None, vetoed=()):
    span = None if score is None else tuple(map(Decimal, score))
    return Verdict(subject.key, AS_OF, grade, vetoed, span, tuple(rows), "test", "0" * 64, "1")


def stands(id_, standing=Standing.CLEAR, findings=(), unseen=False):
    zero = Decimal(0)
    return RowStanding(id_, standing, len(findings), 0, 0, zero, zero, tuple(findings), unseen)


def finding(subject, n=1, state=None, outcome=Outcome.FAIL, check="column_stale", **keys):
    values = {
        "first_seen": datetime(2026, 10, 8, 1, 30, tzinfo=UTC),
        "last_seen": AS_OF,
        "events": tuple(
            Event(AS_OF, one, "张三")
            for one in (state if isinstance(state, list) else [state])
            if one
        ),
        **keys,
    }
    evidence = Evidence("http://x/1", "http://x/", "", "", ("甲", "乙"), "改")
    return Finding(f"WT{n}", f"fp{n}", subject.key, check, outcome, "栏目旧了", "l", evidence, **values)  # fmt: skip


@pytest.fixture
def count(make):
    def of(subjects=(), verdicts=(), findings=(), rulebook=None, terms=TERMS, previous=()):
        rulebook = rulebook or make.book(
            make.row("V-1", title="栏目不更新", trips_at=5, codes=("P04",)),
            make.row("P-1", Kind.PROBLEM, title="错链", checks=("dead_link",), codes=("P08",)),
            make.row("V-2", title="未提供办事服务", checks=()),
        )
        by_key = {v.subject: v for v in verdicts}
        return tally(PERIOD, terms, subjects, by_key, findings, previous, rulebook, REGIONS, AS_OF)

    return of


def test_the_pending_enter_neither_side_of_a_rate(count):
    ones = [site(n) for n in range(4)]
    counted = count(ones, [verdict(ones[0]), verdict(ones[1], D), verdict(ones[2], P)])
    row = counted.sites
    assert (row.total, row.qualified, row.disqualified, row.pending) == (4, 1, 1, 2)
    assert (row.rate.numerator, row.rate.denominator) == (1, 2)
    assert len(counted.pending) == 2


def test_an_office_with_nothing_to_count_has_no_rate(count):
    assert count().sites.rate.text == "—"


def test_closed_subjects_are_not_counted_nor_held_to_anything(count):
    gone = site(1, state=RunState.CLOSED)
    counted = count([gone], [verdict(gone, D, vetoed=("V-1",))], [finding(gone)])
    assert (counted.sites.total, counted.failing, counted.ledger) == (0, (), ())


def test_sites_sections_and_accounts_are_counted_apart(count):
    section = Section("s1", "市统计局专栏", "http://x/")
    counted = count([site(1), section, account(1), account(2)])
    assert [r.total for r in (counted.sites, counted.sections, counted.accounts)] == [1, 1, 2]


def test_regions_are_those_right_under_the_office_and_its_own_level_comes_first(count):
    ones = [site(1, "990102"), site(2, "990101003"), site(3), site(4, "440392"), site(5, "")]
    rows = count(ones).sites_by_region
    assert [(r.label, r.total) for r in rows] == [
        ("市级", 1), ("440392", 1), ("东山县", 1), ("西水县", 1), ("未注明地区", 1),
    ]  # fmt: skip
    assert sum(r.total for r in rows) == len(ones)


def test_a_province_counts_by_its_cities(count):
    wide = replace(TERMS, region_code="990000", region_name="全省")
    rows = count([site(1, "990101"), site(2, "990102"), site(3, "990000")], terms=wide)
    assert [(r.label, r.total) for r in rows.sites_by_region] == [("省级", 1), ("示例市", 2)]


def test_platforms_are_counted_in_the_offices_groups(count):
    ones = [account(1), account(2, Platform.DOUYIN), account(3, Platform.KUAISHOU),
            account(4, Platform.PEOPLE)]  # fmt: skip
    grouped = replace(
        TERMS, platform_groups={"微信公众号": ["wechat"], "快手、抖音号": ["kuaishou", "douyin"]}
    )
    rows = count(ones, terms=grouped).accounts_by_platform
    assert [(r.label, r.total) for r in rows] == [
        ("微信公众号", 1), ("快手、抖音号", 2), ("其他政务新媒体", 1),
    ]  # fmt: skip
    plain = count(ones).accounts_by_platform
    assert [r.label for r in plain] == ["微信公众号", "抖音", "快手", "人民号"]


def test_the_rulebooks_groups_stand_where_the_office_has_none(count, make):
    grouped = make.book(make.row(), platform_groups={"两微": ("wechat", "weibo")})
    rows = count([account(1), account(2, Platform.WEIBO)], rulebook=grouped).accounts_by_platform
    assert [(r.label, r.total) for r in rows] == [("两微", 2)]


def test_decimals_and_rounding_are_the_offices(count):
    ones = [site(n) for n in range(294)]
    verdicts = [verdict(s, Q if n < 291 else D, vetoed=()) for n, s in enumerate(ones)]
    cut = replace(TERMS, rounding=Rounding.TRUNCATE)
    assert count(ones, verdicts, terms=cut).sites.rate.text == "98.9%"
    assert count(ones, verdicts, terms=replace(TERMS, decimals=2)).sites.rate.text == "98.98%"


def test_the_failing_are_named_with_what_failed_them(count):
    vetoed, poor = site(1), site(2)
    rows = [stands("V-1", Standing.TRIPPED), stands("V-2", unseen=True)]
    counted = count(
        [vetoed, poor],
        [verdict(vetoed, D, rows, vetoed=("V-1",)), verdict(poor, D, score=("58.5", "58.5"))],
    )
    assert [(r.name, r.reasons) for r in counted.failing] == [
        ("网站1", ("栏目不更新",)),
        ("网站2", ("得分低于60分",)),
    ]


def test_a_tripped_problem_puts_even_a_good_site_on_the_list(count):
    one = site(1)
    counted = count([one], [verdict(one, Q, [stands("P-1", Standing.TRIPPED)])])
    assert [(r.name, r.reasons) for r in counted.faulty] == [("网站1", ("错链",))]
    assert counted.failing == ()


def test_the_pending_say_what_is_not_known(count):
    open_, between, never = site(1), site(2), site(3)
    counted = count(
        [open_, between, never],
        [
            verdict(open_, P, [stands("V-1", Standing.OPEN)], ("55", "99")),
            verdict(between, P, (), ("55", "99")),
        ],
    )
    assert [row.reason for row in counted.pending] == [
        "栏目不更新未能测定或待人工复核",
        "得分在55至99之间，尚未确定",
        "本周期尚未检查",
    ]


S = FindingState


@pytest.mark.parametrize(
    ("outcome", "state", "judged_by", "enters"),
    [
        (Outcome.FAIL, None, JudgedBy.MACHINE, True),
        (Outcome.FAIL, S.NOTIFIED, JudgedBy.MACHINE, True),
        (Outcome.FAIL, [S.RECTIFIED, S.REOPENED], JudgedBy.MACHINE, True),
        (Outcome.FAIL, S.DISMISSED, JudgedBy.MACHINE, False),
        (Outcome.FAIL, S.EXEMPTED, JudgedBy.MACHINE, False),
        (Outcome.FAIL, S.RECTIFIED, JudgedBy.MACHINE, False),
        (Outcome.FAIL, S.REMOVED, JudgedBy.MACHINE, False),
        (Outcome.REVIEW, None, JudgedBy.MACHINE, False),
        (Outcome.REVIEW, S.CONFIRMED, JudgedBy.MACHINE, True),
        (Outcome.FAIL, None, JudgedBy.PERSON_CONFIRMS, False),
        (Outcome.FAIL, S.CONFIRMED, JudgedBy.PERSON_CONFIRMS, True),
        (Outcome.FAIL, [S.CONFIRMED, S.RECTIFIED, S.REOPENED], JudgedBy.PERSON_CONFIRMS, True),
        (Outcome.FAIL, [S.CONFIRMED, S.DISMISSED, S.REOPENED], JudgedBy.PERSON_CONFIRMS, False),
    ],
)
@pytest.mark.parametrize("in_verdict", [True, False])
def test_only_what_stands_enters_the_ledger(
    count, make, outcome, state, judged_by, enters, in_verdict
):
    one = site(1)
    rulebook = make.book(make.row("V-1", judged_by=judged_by))
    rows = [stands("V-1", findings=["fp1"] if in_verdict else [])]
    counted = count(
        [one], [verdict(one, rows=rows)], [finding(one, 1, state, outcome)], rulebook=rulebook
    )
    assert bool(counted.ledger) == enters
    assert bool(counted.problems_by_unit) == enters


@pytest.mark.parametrize(
    ("first", "last", "enters"),
    [
        (datetime(2026, 12, 31, 15, tzinfo=UTC), datetime(2026, 12, 31, 15, tzinfo=UTC), True),
        (datetime(2026, 12, 31, 17, tzinfo=UTC), datetime(2027, 1, 3, tzinfo=UTC), False),
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 9, 30, 17, tzinfo=UTC), True),
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 9, 30, 15, tzinfo=UTC), False),
    ],
)
def test_a_period_holds_what_was_standing_in_its_beijing_days(count, first, last, enters):
    one = site(1)
    found = finding(one, first_seen=first, last_seen=last)
    assert bool(count([one], [verdict(one)], [found]).ledger) == enters


def test_a_ledger_row_has_all_that_a_clerk_needs(count):
    one = site(1)
    (row,) = count([one], [verdict(one)], [finding(one)]).ledger
    assert row.number == 1
    assert (row.finding_id, row.site_code, row.subject_name) == ("WT1", "9901000001", "网站1")
    assert (row.sponsor, row.responsible_unit) == ("市一中", "市教育局")
    assert (row.problem_type, row.indicator) == ("栏目不更新", "栏目不更新")
    assert (row.page_url, row.parent_url, row.quote) == ("http://x/1", "http://x/", "甲；乙")
    assert (row.first_seen, row.deadline) == ("2026-10-08 09:30", "2026-11-28")
    assert (row.state, row.suggestion) == ("待确认", "改")


def test_an_account_is_named_with_its_platform_and_has_no_site_code(count):
    one = account(1)
    (row,) = count([one], [verdict(one)], [finding(one)]).ledger
    assert (row.site_code, row.subject_name) == ("", "账号1（微信公众号）")


def test_a_finding_comes_under_the_weightiest_row_that_charges_it(count, make):
    one = site(1, category=SiteCategory.PORTAL)
    rulebook = make.book(
        make.row("V-1", title="否决", trips_at=5),
        make.row("D-1", Kind.DEDUCTION, title="扣分"),
        make.row("P-1", Kind.PROBLEM, title="问题"),
    )
    held = [stands(i, findings=["fp1"]) for i in ("V-1", "D-1", "P-1")]
    tripped = [replace(held[0], standing=Standing.TRIPPED), *held[1:]]

    def told(rows):
        (row,) = count([one], [verdict(one, rows=rows)], [finding(one)], rulebook=rulebook).ledger
        return row.indicator, row.severity

    assert told(tripped) == ("否决", "单项否决")
    assert told(held) == ("扣分", "扣分")
    assert told(held[::2]) == ("问题", "存在问题")
    assert told(held[:1]) == ("否决", "存在问题")


def test_a_finding_that_no_row_reads_any_more_is_kept_out_unless_a_person_confirmed_it(count):
    one = site(1)
    strange = finding(one, check="gone_check")
    assert count([one], [verdict(one)], [strange]).ledger == ()
    confirmed = finding(one, check="gone_check", state=S.CONFIRMED)
    (row,) = count([one], [verdict(one)], [confirmed]).ledger
    assert (row.indicator, row.remark) == ("", "当前指标集没有收录此项检查")


def test_problems_are_counted_by_type_and_by_unit_most_first(count):
    ones = [site(1), site(2, supervisor=""), site(3)]
    found = [finding(s, n) for n, s in enumerate(ones)] + [finding(ones[0], 9, check="dead_link")]
    counted = count(ones, [verdict(s) for s in ones], found)
    assert counted.problems_by_type == (("栏目不更新", 3), ("错链、死链", 1))
    assert [(u.unit, u.count) for u in counted.problems_by_unit] == [("市教育局", 3), ("市一中", 1)]
    assert sum(n for _, n in counted.problems_by_type) == len(counted.ledger) == 4
    assert [row.number for row in counted.ledger] == [1, 2, 3, 4]


def test_only_scored_sites_stand_in_the_score_table_and_a_vetoed_one_without_score(count):
    portals = [site(n, category=SiteCategory.PORTAL) for n in (1, 2, 3)]
    verdicts = [
        verdict(portals[0], Q, score=("95.5", "95.5")),
        verdict(portals[1], D, vetoed=("V-1",)),
        verdict(portals[2], P, score=("50", "90")),
    ]
    counted = count([*portals, site(4)], verdicts)
    assert [row.score for row in counted.scores] == [
        (Decimal("95.5"), Decimal("95.5")), None, (Decimal(50), Decimal(90)),
    ]  # fmt: skip
    assert dict(counted.score_bands) == {
        "超过100分": 0, "90—100分": 1, "80—90分（不含）": 0, "70—80分（不含）": 0,
        "60—70分（不含）": 0, "低于60分": 0,
    }  # fmt: skip


def test_rows_that_nobody_judged_are_told_once(count):
    ones = [site(1), site(2)]
    unseen = [stands("V-1"), stands("V-2", unseen=True)]
    assert count(ones, [verdict(s, rows=unseen) for s in ones]).unseen_rows == ("未提供办事服务",)
    seen = [stands("V-1"), stands("V-2")]
    verdicts = [verdict(ones[0], rows=unseen), verdict(ones[1], rows=seen)]
    assert count(ones, verdicts).unseen_rows == ()


def test_of_last_periods_findings_a_removed_page_is_not_a_rectified_one(count):
    one = site(1)
    states = [None, S.NOTIFIED, S.REOPENED, S.REMOVED, S.RECTIFIED, S.DISMISSED, S.EXEMPTED]
    earlier = [finding(one, n, state) for n, state in enumerate(states)]
    earlier.append(finding(one, 99, outcome=Outcome.REVIEW))  # nobody ever held it against them
    counted = count([one], previous=earlier)
    assert (counted.previous_open, counted.previous_closed) == (4, 1)
