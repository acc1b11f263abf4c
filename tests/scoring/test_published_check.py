"""A published self-check, given again by the national book: 国家机关事务管理局, 2019Q2, 89 points."""

from decimal import Decimal

from config.rulebook import find, load
from core.subject import SiteCategory
from core.verdict import Entry, Grade
from scoring.standing import applies
from scoring.verdict import judge


def test_eleven_points_off_leave_eighty_nine(make):
    book = load(find("cn-2019"))
    assert make.portal.category is SiteCategory.PORTAL
    said = {
        row.id: [make.result("pass", "x", check) for check in row.checks]
        for row in book.indicators
        if applies(row, make.portal)
    }
    said["D-A5-3"] = [make.result("fail", "http://a.gov.test/zcwj/")]
    by_people = [
        Entry(make.portal.key, row, 1, "检查组", make.as_of, "自查")
        for row in ("D-B5-2", "D-C3-2", "D-D6-1")
    ]
    judged = judge(book, make.portal, said, {}, (), make.as_of, "1", entries=by_people)
    assert judged.score == (Decimal(89),) * 2
    assert judged.grade is Grade.QUALIFIED


def test_a_site_that_nobody_has_looked_at_is_pending_under_the_national_book(make):
    judged = judge(load(find("cn-2019")), make.portal, {}, {}, (), make.as_of, "1")
    assert judged.grade is Grade.PENDING
    assert judged.score is not None
    assert judged.score[0] < judged.score[1] == 100
