"""Found = planted among the accounts, whatever wire they are reached by."""

from core.result import Outcome
from core.verdict import Grade
from demo.answer_key import answer_key
from scheduler.scan import sealed
from storage.posts import posts_between
from storage.results import results_of
from storage.verdicts import verdicts_of

KEY = answer_key()


def of_accounts(those):
    return [one for one in those if one.subject.startswith("account:")]


def found(rounds):
    with rounds.office.database.read() as tx:
        every = results_of(tx, rounds.run.id)
    return [r for r in every if r.outcome in (Outcome.FAIL, Outcome.REVIEW)]


def test_every_planted_fault_of_an_account_is_found_and_nothing_else(rounds):
    planted = {(p.subject, p.check, p.outcome) for p in of_accounts(KEY.findings)}
    assert {(r.subject, r.check, r.outcome) for r in found(rounds)} == planted


def test_no_twin_is_accused(rounds):
    accused = {(r.subject, r.check) for r in found(rounds)}
    planted = {(p.subject, p.check) for p in KEY.findings}
    assert not [t for t in of_accounts(KEY.twins) if (t.subject, t.check) in accused - planted]


def test_every_grade_is_the_planted_one(rounds):
    with rounds.office.database.read() as tx:
        verdicts = {v.subject: v.grade for v in verdicts_of(tx, rounds.run.id)}
    key = answer_key(browser=bool(rounds.office.settings.crawl.browser))
    wanted = {k: g for k, g in key.grades.items() if k.startswith("account:")}
    assert {k: verdicts.get(k, Grade.PENDING) for k in wanted} == wanted


def test_no_token_and_no_secret_stands_in_anything_stored(rounds):
    office = rounds.office
    secret = [
        p.read_bytes() for p in (office.folder / "keys").iterdir() if p.suffix == ".secret"
    ] + [b"component-token", b"access_token=token", b"act."]
    for path in office.folder.rglob("*"):
        if path.is_file() and "keys" not in path.parts:
            body = path.read_bytes()
            assert not [s for s in secret if s in body], path


def test_an_account_reached_two_ways_keeps_both_and_the_newest_decides(rounds):
    account = rounds.accounts["account:wechat:yunlanshichang"]
    dossier = sealed(rounds.office, rounds.run.id, account)
    feeds = {type(f).__name__ + f.quality: f for f in dossier.facts if hasattr(f, "quality")}
    assert feeds["Feedofficial"].partial
    assert not feeds["Feedofficial"].posts
    assert feeds["Feedfeed"].posts


def test_posts_are_kept_with_personal_data_struck_out(rounds):
    with rounds.office.database.read() as tx:
        posts = posts_between(
            tx, "account:kuaishou:ylrs_ks", rounds.run.as_of.replace(year=2025), rounds.run.as_of
        )
    assert posts
    assert "拟聘人员公示" in posts[-1].text
    assert "11010519030714001X" not in posts[-1].text
