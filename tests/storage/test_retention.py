from collections.abc import Callable
from datetime import datetime, timedelta

from core.clock import BEIJING
from core.facts import Post, Probe
from core.result import Evidence, Outcome, Result
from core.run import Run
from core.snapshot import Snapshot, Source
from core.subject import Account, Site
from storage.database import Database
from storage.findings import list_findings, record_findings
from storage.posts import newest_post, save_posts
from storage.probes import add_probes, probes_between
from storage.results import results_of, save_results
from storage.retention import blobs_in_use, forget_before
from storage.runs import begin_run, finish_run, get_run
from storage.snapshots import latest_snapshots, save_snapshots

NOW = datetime(2026, 11, 21, 8, 30, tzinfo=BEIJING)
DAY = timedelta(days=1)


def test_working_papers_are_forgotten_and_what_counts_stays(
    database: Database, run: Run, a_run: Callable[..., Run], site: Site, account: Account
) -> None:
    def fetched(sha: str, day: int, url: str = site.url) -> Snapshot:
        return Snapshot(url, url, 200, sha * 64, 10, NOW + day * DAY, 0.1)

    seen = Result(site.key, "typo", "p", Outcome.FAIL, "话", "u", Evidence("u", snapshot="e" * 64))
    with database.write() as tx:
        save_results(tx, run.id, [seen])
        record_findings(tx, run.id, [seen], NOW)
        save_snapshots(tx, site.key, [fetched("a", 0), fetched("c", 0, "other")])
        save_snapshots(tx, site.key, [fetched("b", 9)])
        looks = [Probe(Source(site.url), NOW + day * DAY, True, 0.1, 200) for day in (0, 9)]
        add_probes(tx, site.key, looks)
        save_posts(tx, account.key, [Post("1", "题", "u", None, "正文")], "feed", NOW)
        finish_run(tx, run.id, NOW)
        begin_run(tx, a_run("later"), [site])
        save_results(tx, "later", [seen])
        assert blobs_in_use(tx) == {letter * 64 for letter in "abce"}

        assert forget_before(tx, NOW + DAY) > 0

        assert results_of(tx, run.id) == ()
        assert results_of(tx, "later") == (seen,)
        assert get_run(tx, run.id)
        assert len(list_findings(tx)) == 1
        assert set(latest_snapshots(tx, site.key)) == {site.url, "other"}
        assert probes_between(tx, site.key, NOW, NOW + 9 * DAY) == (looks[1],)
        assert newest_post(tx, account.key, NOW) is None
        assert blobs_in_use(tx) == {letter * 64 for letter in "bce"}
        assert forget_before(tx, NOW + DAY) == 0
