"""Every way of looking against every wrong thing that its platform can say.

All accounts here published yesterday (or, where the fault lies in the times themselves, may have). So
whatever a platform answers, none of them may be called silent: each cell of the table is a Gap with its
name, or the right answer. One round of the real child, served by the city's own wires.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from checks.registry import all_checks
from checks.runner import run
from config.mappings import load_mappings
from core.dossier import Dossier
from core.facts import AccountState, Feed, Profile
from core.gap import Gap, GapReason
from core.plan import Round
from core.result import Outcome
from core.subject import Account, Platform
from crawler.child import start
from crawler.progress import Seen
from demo import media
from demo.almanac import AS_OF
from demo.keys import write_keys
from demo.town import AccountPlan, Town, towns
from demo.wires import Wires
from scheduler.office import find_browser
from tests.crawler.faulty import Web

BROWSER = find_browser({})
FRESH = (1, 3, 5, 9, 13, 20, 33, 45)
MISDATED = (1, 20, 33, 45)  # the first one's time is bent; what is left lies outside the two weeks
WAYS = {
    "rss": Platform.PEOPLE,
    "atom": Platform.CHANNELS,
    "json": Platform.MINI_PROGRAM,
    "wechat": Platform.WECHAT,
    "weibo": Platform.WEIBO,
    "douyin_open": Platform.DOUYIN,
    "douyin_page": Platform.OTHER,
    "kuaishou": Platform.KUAISHOU,
    "toutiao": Platform.TOUTIAO,
    "bilibili": Platform.BILIBILI,
    "page": Platform.PENGUIN,
    "store": Platform.APP,
}
FEEDS = ("rss", "atom", "json")
BROWSED = ("douyin_page", "kuaishou")
OFFICIAL = ("wechat", "douyin_open")

# Two ways through one adapter: the second one shows what it says otherwise.
SAME_ADAPTER = {
    "kuaishou": ("", "closed", "empty", "deleted", "login_page"),
    "json": ("", "empty", "future", "untimed", "epoch", "garbled", "deleted", "odd", "nested"),
    "atom": ("", "empty", "future", "untimed", "epoch", "garbled", "deleted"),
}

WAITED_FOR = ("rss", "wechat", "weibo", "toutiao", "page", "douyin_page")  # one of each road

SEEN, ASKS, UNSEEN = Outcome.PASS, Outcome.REVIEW, Outcome.UNMEASURED
Cell = tuple[Outcome, GapReason | None]  # what account_silent says, and the Gap in the Feed's place


def gap(reason: GapReason) -> Cell:
    return UNSEEN, reason


G = GapReason
USUAL: dict[str, Cell] = {
    "": (SEEN, None),
    "refused": gap(G.BLOCKED),
    "captcha": gap(G.BLOCKED),
    "gone": gap(G.NOT_FOUND),
    "html": gap(G.UNREADABLE),
    "garbled": gap(G.UNREADABLE),
    "odd": gap(G.UNREADABLE),
    "null": gap(G.UNREADABLE),
    "nested": gap(G.UNREADABLE),
    "login_page": gap(G.LOGIN_REQUIRED),
    "bounce": gap(G.LOGIN_REQUIRED),
    "empty": gap(G.UNREADABLE),
    "closed": gap(G.NOT_FOUND),
    "future": (ASKS, None),
    "untimed": (ASKS, None),
    "epoch": (ASKS, None),
    "pinned_only": (UNSEEN, None),
    "deleted": (SEEN, None),
    "token_wrong": gap(G.LOGIN_REQUIRED),
    "token_expired": (SEEN, None),
    "quota": gap(G.BLOCKED),
    # After these the round goes slowly with the platform, so they come last.
    "cut": gap(G.DROPPED),
    "throttled": gap(G.BLOCKED),
    "error": gap(G.SERVER_ERROR),
    "slow": gap(G.TIMEOUT),
}
OTHERWISE: dict[tuple[str, str], Cell] = {
    # Its page opens and its script fetches nothing: what the reader would see is an empty page.
    ("douyin_page", "html"): gap(G.NOT_RENDERED),
    ("douyin_page", "cut"): gap(G.NOT_RENDERED),
    # It states no times at all.
    ("kuaishou", ""): (ASKS, None),
    ("kuaishou", "deleted"): (ASKS, None),
    # Its empty list is what a refused visitor gets.
    ("weibo", "empty"): gap(G.BLOCKED),
    ("weibo", "odd"): gap(G.BLOCKED),
    # 发布 without 群发: an empty list is no news, and old posts are not the last word.
    ("wechat", "empty"): (UNSEEN, None),
    ("wechat", "closed"): gap(G.LOGIN_REQUIRED),
}
NOT_SAID = {  # a wire that has no word for it
    ("douyin_open", "closed"): None,  # the authorisation is gone, and that is token_wrong
    **dict.fromkeys(
        [(w, "closed") for w in FEEDS]
    ),  # a bridge answers with an error or its old list
    **dict.fromkeys(
        [(w, "pinned_only") for w in (*FEEDS, "store", "kuaishou", "bilibili", "wechat")]
    ),
    **dict.fromkeys(
        [
            (w, f)
            for w in WAYS
            if w not in OFFICIAL
            for f in ("token_wrong", "token_expired", "quota")
        ]
    ),
}


@dataclass
class Looked:
    account: Account
    facts: list[Any] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    def one(self, kind: type) -> Any:
        return next((f for f in self.facts if isinstance(f, kind)), None)

    def silent(self) -> Outcome:
        dossier = Dossier(self.account, AS_OF, tuple(self.facts), tuple(self.gaps))
        (result,) = run(all_checks()["account_silent"], dossier, {"window_days": 14})
        return result.outcome


def cells() -> list[tuple[str, str]]:
    ways = [w for w in WAYS if BROWSER or w not in BROWSED]
    return [
        (w, f)
        for w in ways
        for f in USUAL
        if (w, f) not in NOT_SAID and f in SAME_ADAPTER.get(w, USUAL)
        if f != "slow" or w in WAITED_FOR
    ]


class Platforms(Web):
    def __init__(self, town: Town) -> None:
        super().__init__()
        self._wires = Wires(list(media.shops(town, AS_OF)))
        self._feeds = media.pages(town, AS_OF)

    def answer(self, request: Any) -> Any:
        if request.host == media.HOST:
            return self._feeds[request.path]
        return self._wires.answer(request)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Looked]:
    folder: Path = tmp_path_factory.mktemp("faults")
    plans = {
        (way, fault): AccountPlan(
            WAYS[way],
            f"77{number:04}",
            "甲",
            MISDATED if fault in ("future", "epoch") else FRESH,
            wire=way,
            fault=fault,
        )
        for number, (way, fault) in enumerate(cells())
    }
    town = replace(next(iter(towns())), accounts=tuple(plans.values()))
    found = {cell: Looked(media.account(town, plan)) for cell, plan in plans.items()}
    by_key = {one.account.key: one for one in found.values()}
    with Platforms(town) as serving:
        job = Round(
            "r", "accounts", tuple(one.account for one in found.values()), AS_OF, 3.0, 16, "GovPatrol",
            str(folder / "blobs"), f"http://127.0.0.1:{serving.port}", True, BROWSER,
            since=AS_OF - timedelta(days=30), per_platform_delay=0.0, mappings=load_mappings(),
            credentials=str(write_keys(folder / "keys", (town,))), now=AS_OF,
        )  # fmt: skip
        for noun in start(job):
            if isinstance(noun, Seen):
                one = by_key[noun.subject]
                (one.gaps if isinstance(noun.noun, Gap) else one.facts).append(noun.noun)
    return found


@pytest.mark.parametrize(("way", "fault"), cells())
def test_each_answer_is_named_or_right_and_nobody_is_called_silent(
    table: dict[tuple[str, str], Looked], way: str, fault: str
) -> None:
    looked = table[way, fault]
    silent, reason = OTHERWISE.get((way, fault), USUAL[fault])
    found = next((g.reason for g in looked.gaps if g.of == "Feed"), None)
    assert (looked.silent(), found) == (silent, reason), looked.gaps
    assert (found is None) == (looked.one(Feed) is not None)


def test_a_closed_account_is_told_as_closed_and_no_other_trouble_is(
    table: dict[tuple[str, str], Looked],
) -> None:
    states = defaultdict(set)
    for (_, fault), looked in table.items():
        profile = looked.one(Profile)
        states[fault].add(profile.state if profile else None)
    assert AccountState.CLOSED in states["closed"]
    assert states["closed"] <= {AccountState.CLOSED}
    for fault in set(USUAL) - {"closed"}:
        assert AccountState.CLOSED not in states[fault], fault


def test_what_the_owner_took_back_is_not_among_the_posts(
    table: dict[tuple[str, str], Looked],
) -> None:
    for (way, fault), looked in table.items():
        if fault == "deleted":
            days = {p.published.day for p in looked.one(Feed).posts if p.published}
            assert all((AS_OF.date() - day).days > 1 for day in days), way
