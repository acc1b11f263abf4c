from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from core.clock import BEIJING
from core.facts import Post, Precision, Probe, Stamp
from core.period import parse_period
from core.run import Health, Run
from core.snapshot import Source
from core.subject import Account, Site
from core.verdict import Grade, RowStanding, Standing, Verdict
from storage.database import Database
from storage.posts import newest_post, posts_between, save_posts
from storage.probes import add_probes, last_probe_at, probes_between
from storage.runs import begin_run, finish_run
from storage.verdicts import latest_verdicts, save_verdict, verdicts_in, verdicts_of

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=BEIJING)
DAY = timedelta(days=1)


def verdict(subject: str, as_of: datetime = NOW, grade: Grade = Grade.QUALIFIED) -> Verdict:
    rows = (
        RowStanding("V-S3", Standing.CLEAR, 0, 0, 1, Decimal(0), Decimal(0)),
        RowStanding("D3", Standing.OPEN, 2, 1, 7, Decimal("0.20"), Decimal("0.3"), ("f" * 32,)),
        RowStanding("C4", Standing.CLEAR, 0, 0, 0, Decimal(0), Decimal(0), unseen=True),
    )
    score = (Decimal("99.70"), Decimal("99.8"))
    return Verdict(
        subject, as_of, grade, ("V-S3",), score, rows, "national-2019", "ab" * 32, "0.1.0"
    )


def test_a_verdict_read_back_equals_the_one_that_was_saved(
    database: Database, run: Run, site: Site, account: Account
) -> None:
    bare = Verdict(
        account.key, NOW, Grade.PENDING, (), None, (), "national-2019", "ab" * 32, "0.1.0"
    )
    with database.write() as tx:
        save_verdict(tx, run.id, verdict(site.key))
        save_verdict(tx, run.id, bare)
    with database.read() as tx:
        assert verdicts_of(tx, run.id) == (verdict(site.key), bare)
        (found,) = latest_verdicts(tx, NOW, [site.key]).values()
        assert str(found.rows[1].low) == "0.20"


def test_the_latest_verdict_is_the_last_at_or_before_the_moment(
    database: Database, run: Run, site: Site
) -> None:
    with database.write() as tx:
        for days in (0, 2, 1):
            save_verdict(tx, run.id, verdict(site.key, NOW + days * DAY))
        judged_again = verdict(site.key, NOW + DAY, Grade.DISQUALIFIED)
        save_verdict(tx, run.id, judged_again)
        assert latest_verdicts(tx, NOW + DAY) == {site.key: judged_again}
        assert latest_verdicts(tx, NOW + 1.5 * DAY) == {site.key: judged_again}
        assert latest_verdicts(tx, NOW + 2 * DAY)[site.key].as_of == NOW + 2 * DAY
        assert latest_verdicts(tx, NOW - DAY) == {}
        assert latest_verdicts(tx, NOW + DAY, since=NOW + 2 * DAY) == {}
        assert latest_verdicts(tx, NOW, ["site:none"]) == {}


def test_a_period_counts_beijing_days(database: Database, run: Run, site: Site) -> None:
    last = datetime(2026, 11, 30, 23, 59, 59, tzinfo=BEIJING)
    with database.write() as tx:
        save_verdict(tx, run.id, verdict(site.key, last))
        save_verdict(tx, run.id, verdict(site.key, last + timedelta(seconds=1)))
        assert [one.as_of for one in verdicts_in(tx, parse_period("2026-11"))] == [last]


def test_verdicts_of_an_unhealthy_run_never_speak_for_the_subject(
    database: Database, run: Run, site: Site, a_run: Callable[..., Run]
) -> None:
    with database.write() as tx:
        save_verdict(tx, run.id, verdict(site.key))
        begin_run(tx, a_run("sick"), [site])
        sick = verdict(site.key, NOW + DAY, Grade.DISQUALIFIED)
        save_verdict(tx, "sick", sick)
        finish_run(tx, "sick", NOW, Health(False, ("大面积打不开",)))
        assert latest_verdicts(tx, NOW + DAY) == {site.key: verdict(site.key)}
        assert verdicts_in(tx, parse_period("2026-11")) == (verdict(site.key),)
        assert verdicts_of(tx, "sick") == (sick,)


def test_probes_read_back_are_those_written_and_twice_is_once(
    database: Database, run: Run, site: Site
) -> None:
    looks = [
        Probe(
            Source(site.url, "ab" * 32, NOW),
            NOW + n * DAY,
            n != 1,
            0.25,
            200 * (n != 1),
            "timeout" * (n == 1),
        )
        for n in range(3)
    ]
    with database.write() as tx:
        add_probes(tx, site.key, looks)
        add_probes(tx, site.key, looks)
        add_probes(tx, site.key, [])
        assert probes_between(tx, site.key, NOW, NOW + 9 * DAY) == tuple(looks)
        assert probes_between(tx, site.key, NOW, NOW + DAY) == tuple(looks[:2])
        assert last_probe_at(tx) == NOW + 2 * DAY


@pytest.fixture
def post() -> Post:
    stamp = Stamp(NOW - 3 * DAY, Precision.MINUTE, "feed")
    return Post("p1", "标题", "http://w.test/p1", stamp, "正文", original=True, counts={"reads": 7})


def test_a_post_keeps_what_a_poorer_look_does_not_show(
    database: Database, run: Run, account: Account, post: Post
) -> None:
    poorer = replace(post, title="标题（改）", published=None, text="", original=None, counts={})
    with database.write() as tx:
        save_posts(tx, account.key, [post], "feed", NOW)
        save_posts(tx, account.key, [poorer], "page", NOW + DAY)
        assert newest_post(tx, account.key, NOW) == replace(post, title="标题（改）")
        richer = replace(post, counts={"reads": 9})
        save_posts(tx, account.key, [richer], "official", NOW + DAY)
        assert posts_between(tx, account.key, NOW - 3 * DAY, NOW) == (richer,)


def test_an_undated_post_is_kept_and_is_never_the_newest(
    database: Database, run: Run, account: Account, post: Post
) -> None:
    undated = replace(post, id="p2", published=None)
    future = replace(post, id="p3", published=Stamp(NOW + DAY, Precision.DAY, "feed"))
    with database.write() as tx:
        save_posts(tx, account.key, [undated, future], "feed", NOW)
        assert newest_post(tx, account.key, NOW) is None
        save_posts(tx, account.key, [post], "feed", NOW)
        assert newest_post(tx, account.key, NOW) == post
        dated_now = replace(undated, published=Stamp(NOW, Precision.DAY, "page"))
        save_posts(tx, account.key, [dated_now], "page", NOW)
        assert newest_post(tx, account.key, NOW) == dated_now
