"""The merit list: what is not known is left out, and too little known is not listed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from config.fit import MisfitError
from config.merit import BOOKS, load_merit
from core.clock import BEIJING
from core.facts import Post, Precision, Stamp
from core.period import Period
from core.repost import Repost, RepostOutcome
from scoring.merit import Ran, merits

BOOK = load_merit("kaifeng-2024")
PERIOD = Period("四周", date(2026, 3, 2), date(2026, 3, 29))


def posts(per_week, **more):
    first = datetime(2026, 3, 2, 9, tzinfo=BEIJING)
    return tuple(
        Post(f"{week}-{n}", "t", "u", Stamp(first + timedelta(weeks=week, hours=n), Precision.MINUTE, "x"), **more)
        for week in range(4)
        for n in range(per_week)
    )  # fmt: skip


def test_who_does_everything_has_a_hundred():
    mine = posts(3, original=True, counts={"reads": 9})
    ran = Ran("a", "wechat", mine, (Repost("t", "a", RepostOutcome.TIMELY),))
    (one,) = merits(BOOK, PERIOD, [ran])
    assert (one.score, one.known) == (Decimal("100.0"), 100)


def test_what_is_unknown_neither_helps_nor_harms():
    (one,) = merits(BOOK, PERIOD, [Ran("a", "wechat", posts(3, counts={"reads": 9}))])
    assert (one.score, one.known) == (Decimal("100.0"), 65)
    (poor,) = merits(BOOK, PERIOD, [Ran("a", "wechat", posts(3))])
    assert poor.score is None


def test_a_busy_week_does_not_pay_for_an_idle_one():
    even = Ran("a", "wechat", posts(2, counts={"reads": 1}))
    stamps = [
        Stamp(datetime(2026, 3, 3, n, tzinfo=BEIJING), Precision.MINUTE, "x") for n in range(8)
    ]
    crowd = tuple(Post(f"{s.at.hour}", "t", "u", s, counts={"reads": 1}) for s in stamps)
    found = {m.subject: m for m in merits(BOOK, PERIOD, [even, Ran("b", "wechat", crowd)])}
    assert found["a"].measures["update_rate"] == pytest.approx(2 / 3)
    assert found["b"].measures["update_rate"] == pytest.approx(1 / 4)


def test_reach_is_held_against_the_own_platform_only():
    those = [
        Ran("small", "weibo", posts(3, counts={"likes": 1})),
        Ran("large", "weibo", posts(3, counts={"likes": 90})),
        Ran("other", "douyin", posts(3, counts={"likes": 2})),
    ]
    found = {m.subject: m.measures["reach"] for m in merits(BOOK, PERIOD, those)}
    assert found == {"small": 0.5, "large": 1.0, "other": 1.0}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("update_rate = 40", "update_rate = 41", "合计应为 100"),
        ("reach = 25\n", "", "应恰好写明"),
        ("per_week = 3", "per_weak = 3", "是不是“per_week”"),
    ],
)
def test_a_book_that_does_not_fit_is_refused(tmp_path, old, new, says):
    text = (BOOKS / "kaifeng-2024.toml").read_text("utf-8").replace(old, new)
    path = tmp_path / "own.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(MisfitError, match=says):
        load_merit(str(path))
