from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.clock import BEIJING
from core.codec import decode, encode
from core.dossier import Dossier
from core.facts import (
    Article,
    ColumnPage,
    Fact,
    Footer,
    Grid,
    Holder,
    LinkState,
    LinkTarget,
    ListEntry,
    PageText,
    Precision,
    Probe,
    Stamp,
)
from core.gap import Gap, GapReason
from core.snapshot import Snapshot, Source
from core.subject import Account, Column, ColumnKind, FeedRoute, Platform, Site, Subject

MOMENT = datetime(2026, 3, 31, 9, 0, tzinfo=UTC)
SOURCE = Source("http://a.gov.test/", "0" * 64, MOMENT)
FACTS = (
    ColumnPage(SOURCE, "要闻", ColumnKind.NEWS, (ListEntry("题", "u", date(2026, 3, 1)),)),
    Article(SOURCE, "题", Stamp(MOMENT.astimezone(BEIJING), Precision.DAY, "ymd")),
    PageText(SOURCE, "题", "文", main=(0, 1), grids=(Grid("表1", (("甲", "乙"),)),)),
    LinkTarget(SOURCE, LinkState.OK, (Holder("p"),), 200),
    Probe(SOURCE, MOMENT, True, 1.25, 200),
    Footer(SOURCE, {"icp": "某ICP备1号", "police": None}),
)


def test_a_dossier_reads_back_as_it_was_written():
    site = Site(
        "9900000001", "某市", "http://a.gov.test/", columns=(Column("要闻", "u", ColumnKind.NEWS),)
    )
    dossier = Dossier(
        site,
        MOMENT,
        FACTS,
        (Gap("HomePage", "u", GapReason.TIMEOUT),),
        (Snapshot("u", "u", 200, "0" * 64, 3, MOMENT, 0.5),),
    )
    assert decode(Dossier, encode(dossier)) == dossier


@pytest.mark.parametrize("fact", FACTS, ids=lambda f: type(f).__name__)
def test_each_fact_reads_back_as_its_own_kind(fact):
    assert decode(Fact, encode(fact)) == fact


def test_an_account_reads_back_with_its_routes_and_its_day():
    account = Account(
        Platform.WECHAT, "gh_1", "某发布", opened=date(2020, 1, 2), routes=(FeedRoute("feed", "u"),)
    )
    assert decode(Subject, encode(account)) == account


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_decimals_are_exact(number):
    assert decode(Decimal, encode(number)) == number


@pytest.mark.parametrize("junk", [{"type": "Nobody"}, {"type": "Probe"}, 3, None, []])
def test_what_is_no_fact_is_refused(junk):
    with pytest.raises(ValueError, match="not a"):
        decode(Fact, junk)


def test_what_cannot_be_written_says_so():
    with pytest.raises(TypeError, match="object"):
        encode(object())
