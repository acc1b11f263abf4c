from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from core.finding import Decision, Exemption
from core.indicator import JudgedBy, Kind, Reads
from core.verdict import Entry, Grade
from scoring.verdict import judge

DEDUCTION, BONUS = Kind.DEDUCTION, Kind.BONUS


@pytest.fixture
def verdict(make):
    def of(rulebook, said=None, subject=make.portal, rulings=None, exemptions=(), **keys):
        said = {
            id_: make.results(text, subject=subject) if isinstance(text, str) else text
            for id_, text in (said or {}).items()
        }
        return judge(rulebook, subject, said, rulings or {}, exemptions, make.as_of, "1", **keys)

    return of


def charges(make, each, cap="100", count=1, **keys):
    """A deduction row of that price."""
    return make.row(
        "D-1", DEDUCTION, points_each=Decimal(each), cap=Decimal(cap), trips_at=count, **keys
    )


def test_a_veto_ends_it_and_nothing_else_is_scored(make, verdict):
    judged = verdict(make.book(make.row(), charges(make, 1)), {"V-1": "f", "D-1": "p"})
    assert judged.grade is Grade.DISQUALIFIED
    assert judged.vetoed_by == ("V-1",)
    assert judged.score is None


@pytest.mark.parametrize(
    ("lost", "score", "grade"),
    [
        ("40", "60", Grade.QUALIFIED),
        ("40.1", "59.9", Grade.DISQUALIFIED),
        ("100", "0", Grade.DISQUALIFIED),
    ],
)
def test_sixty_passes_and_less_fails(make, verdict, lost, score, grade):
    judged = verdict(make.book(charges(make, lost)), {"D-1": "f"})
    assert (judged.score, judged.grade) == ((Decimal(score),) * 2, grade)


@pytest.mark.parametrize(("lost", "score"), [("19.9", "86.1"), ("20", "80"), ("0.1", "105.9")])
def test_the_bonus_counts_only_above_eighty(make, verdict, lost, score):
    rows = charges(make, lost), make.row("B-1", BONUS, (), cap=Decimal(6))
    given = Entry(make.portal.key, "B-1", 1, "张三", make.as_of, "", points=Decimal(6))
    judged = verdict(make.book(*rows), {"D-1": "f"}, entries=[given])
    assert judged.score == (Decimal(score),) * 2


def test_the_bonus_never_exceeds_its_rows_nor_the_part(make, verdict):
    rows = [make.row(f"B-{n}", BONUS, (), cap=Decimal(20)) for n in (1, 2)]
    given = [
        Entry(make.portal.key, r.id, 1, "张三", make.as_of, "", points=Decimal(25)) for r in rows
    ]
    assert verdict(make.book(*rows), entries=given[:1]).score == (Decimal(120),) * 2
    assert verdict(make.book(*rows), entries=given).score == (Decimal(130),) * 2


def test_a_bonus_nobody_gave_is_none(make, verdict):
    rows = make.row("B-1", BONUS, ())
    assert verdict(make.book(rows)).score == (Decimal(100),) * 2


def test_a_row_and_an_item_never_cost_more_than_they_are_worth(make, verdict):
    many = make.results("f" * 50)
    rows = [charges(make, "0.2", "4"), replace(charges(make, "0.1", "4"), id="D-2")]
    others = make.results("f" * 50, "dead_link")
    said = {"D-1": many, "D-2": others}
    assert verdict(make.book(*rows, caps={"D-A": 100}), said).score[0] == 92
    assert verdict(make.book(*rows, caps={"D-A": 5}), said).score[0] == 95


def test_small_amounts_add_up_exactly(make, verdict):
    assert verdict(make.book(charges(make, "0.1")), {"D-1": "fff"}).score[0] == Decimal("99.7")


def test_what_is_open_is_counted_both_ways(make, verdict):
    judged = verdict(make.book(charges(make, 10)), {"D-1": "fpur"})
    assert judged.score == (Decimal(70), Decimal(90))
    assert judged.grade is Grade.QUALIFIED
    assert verdict(make.book(charges(make, 20)), {"D-1": "fur"}).grade is Grade.PENDING


def test_a_row_nobody_could_look_at_may_still_cost_all_it_is_worth(make, verdict):
    judged = verdict(make.book(charges(make, "0.1", "4")), {"D-1": "u"})
    assert judged.score == (Decimal(96), Decimal(100))


def test_a_fail_that_no_later_knowledge_can_mend_is_a_fail_already(make, verdict):
    judged = verdict(make.book(make.row(), charges(make, 41)), {"V-1": "u", "D-1": "fu"})
    assert judged.grade is Grade.DISQUALIFIED


def test_an_open_veto_keeps_the_grade_open(make, verdict):
    judged = verdict(make.book(make.row(), charges(make, 1)), {"V-1": "u", "D-1": "p"})
    assert (judged.grade, judged.score) == (Grade.PENDING, (Decimal(100),) * 2)


def test_the_dark_site_is_neither_good_nor_bad(make, verdict):
    rows = make.row(), make.row("V-2", trips_at=5), charges(make, 1, "50")
    judged = verdict(make.book(*rows), {"V-1": "u", "V-2": "u", "D-1": "u"})
    assert judged.grade is Grade.PENDING
    assert judged.score == (Decimal(50), Decimal(100))


def test_only_whom_the_document_scores_gets_a_score(make, verdict):
    rows = make.row(applies_to=("site", "account")), charges(make, 50)
    for subject in (make.department, make.account):
        judged = verdict(make.book(*rows), {"V-1": "p", "D-1": "f"}, subject)
        assert (judged.grade, judged.score) == (Grade.QUALIFIED, None)
        assert [r.indicator for r in judged.rows] == ["V-1"]


def test_a_local_book_may_score_every_site(make, verdict):
    wide = charges(make, 5, applies_to=("site",))
    judged = verdict(make.book(wide, scored=("site",)), {"D-1": "f"}, make.department)
    assert judged.score == (Decimal(95),) * 2


def test_problems_are_listed_and_cost_nothing(make, verdict):
    rows = make.row("P-1", Kind.PROBLEM), make.row("A-1", Kind.ADVICE)
    judged = verdict(make.book(*rows), {"P-1": "ffff", "A-1": "u"})
    assert (judged.grade, judged.score) == (Grade.QUALIFIED, (Decimal(100),) * 2)
    assert [r.standing for r in judged.rows] == ["tripped", "open"]


def test_one_finding_has_one_price_and_the_first_row_takes_it(make, verdict):
    rows = charges(make, 5), replace(charges(make, 2), id="D-2")
    same = make.results("ff")
    judged = verdict(make.book(*rows), {"D-1": same[:1], "D-2": same})
    first, second = judged.rows
    assert judged.score == (Decimal(93),) * 2
    assert (first.low, second.low) == (5, 2)
    assert second.findings == (same[1].fingerprint,)


def test_a_veto_that_did_not_trip_charges_nothing_and_claims_nothing(make, verdict):
    rows = make.row(trips_at=5), charges(make, 5)
    same = make.results("ff")
    assert verdict(make.book(*rows), {"V-1": same, "D-1": same}).score == (Decimal(90),) * 2


def test_what_an_earlier_row_may_yet_charge_is_not_charged_for_sure_by_a_later_one(make, verdict):
    """Open in D-1 at 1 point, a fail in D-2 at 5: in the end it costs 1 or 5, never 6."""
    rows = charges(make, 1), replace(charges(make, 5), id="D-2")
    said = {"D-1": [make.result("review")], "D-2": [make.result("fail")]}
    low, high = verdict(make.book(*rows), said).score
    assert low <= 95
    assert high >= 99
    fingerprint = make.result("review").fingerprint
    confirmed = verdict(make.book(*rows), said, rulings={fingerprint: Decision.CONFIRM})
    assert confirmed.score == (Decimal(99),) * 2


def test_what_only_a_person_may_settle_waits_for_one(make, verdict):
    rows = make.row(judged_by=JudgedBy.PERSON_CONFIRMS, reads=Reads.SAMPLE)
    said = {"V-1": "f"}
    fingerprint = make.results("f")[0].fingerprint
    grades = [
        verdict(make.book(rows), said, rulings=rulings).grade
        for rulings in ({}, {fingerprint: Decision.CONFIRM}, {fingerprint: Decision.DISMISS})
    ]
    assert grades == [Grade.PENDING, Grade.DISQUALIFIED, Grade.QUALIFIED]


@pytest.mark.parametrize(
    ("until", "locus", "check", "subject", "exempted"),
    [
        (date(2026, 11, 21), "", "column_stale", None, True),
        (date(2026, 11, 20), "", "column_stale", None, False),
        (date(2026, 12, 31), "f0", "column_stale", None, True),
        (date(2026, 12, 31), "f1", "column_stale", None, False),
        (date(2026, 12, 31), "", "dead_link", None, False),
        (date(2026, 12, 31), "", "column_stale", "site:other", False),
    ],
)
def test_a_permission_holds_for_what_it_names_until_its_last_day(
    make, verdict, until, locus, check, subject, exempted
):
    given = Exemption(subject or make.portal.key, check, until, "李四", make.as_of, "改版", locus)
    judged = verdict(make.book(make.row()), {"V-1": "f"}, exemptions=[given])
    assert (judged.grade is Grade.QUALIFIED) == exempted
    assert bool(judged.rows[0].exempted) == exempted


def test_a_part_that_does_not_concern_a_subject_is_scaled_away(make, verdict):
    """没有对外服务职能: 75 分乘以 4/3."""
    release = charges(make, 15, "75")
    service = make.row("D-2", DEDUCTION, cap=Decimal(25), item="D-B")
    caps = {"D-A": 75, "D-B": 25, "D-B.part": "办事服务"}
    rulebook = make.book(release, service, caps=caps, waivable=("办事服务",))
    said = {"D-1": "f", "D-2": "u"}
    assert verdict(rulebook, said, waived=["办事服务"]).score == (Decimal(80),) * 2
    assert verdict(rulebook, said).score == (Decimal(60), Decimal(85))
    with pytest.raises(ValueError, match="不允许免查：发布解读"):
        verdict(rulebook, said, waived=["发布解读"])


def test_a_verdict_says_by_which_book_and_code_it_was_given(make, verdict):
    judged = verdict(make.book(make.row()), {"V-1": "p"})
    assert (judged.rulebook, judged.rulebook_sha256, judged.code_version) == (
        "test", "0" * 64, "1",
    )  # fmt: skip
    assert (judged.subject, judged.as_of) == (make.portal.key, make.as_of)
