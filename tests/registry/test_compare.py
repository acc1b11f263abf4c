from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from core.change import ChangeKind
from core.subject import Account, Column, ColumnKind, FeedRoute, Platform, RunState, Site
from registry.compare import Changes, compare
from registry.sheet import read_sheet

SITE = Site(
    "9901000001",
    "云澜市人民政府",
    "http://www.yunlan.gov.test/",
    region="990100",
    icp="示ICP备1号",
    columns=(Column("要闻", "http://www.yunlan.gov.test/yw/", ColumnKind.NEWS),),
)
ACCOUNT = Account(
    Platform.WECHAT,
    "yunlanfabu",
    "云澜发布",
    routes=(FeedRoute("feed", "http://rss.test/1"),),
)


def test_the_same_again_changes_nothing() -> None:
    told = compare([SITE, ACCOUNT], [SITE, ACCOUNT])
    assert told == Changes((), (), (), (), (), (SITE, ACCOUNT), ())
    assert told.to_save == ()


def test_each_difference_stands_under_its_name_and_is_saved_once() -> None:
    other = replace(SITE, code="9901000002")
    both = replace(SITE, name="新名", region="990101")
    told = compare([SITE], [both, other])
    assert told.new == (other,)
    assert [one.after for one in told.renamed] == [one.after for one in told.moved] == [both]
    assert (told.closed, told.changed, told.absent) == ((), (), ())
    assert told.to_save == (other, both)
    assert told.renamed[0].kinds == (ChangeKind.RENAMED, ChangeKind.MOVED)


def test_a_closed_one_is_told_and_an_absent_one_is_only_named() -> None:
    other = replace(SITE, code="9901000002")
    closed = replace(SITE, state=RunState.CLOSED)
    told = compare([SITE, other, ACCOUNT], [closed])
    assert [one.after for one in told.closed] == [closed]
    assert told.absent == (other,)  # the account is no business of a sheet of sites
    assert told.to_save == (closed,)


def test_what_the_sheet_has_no_column_for_stays() -> None:
    fields = frozenset({"code", "name", "url"})
    bare = Site(SITE.code, "新名", SITE.url, region="990100")
    told = compare([SITE], [bare], fields)
    assert [one.after for one in told.renamed] == [replace(SITE, name="新名")]
    whole = compare([SITE], [bare], fields | {"icp"})
    assert [one.after for one in whole.changed] == [replace(SITE, name="新名", icp="")]


def test_a_sheet_without_ids_knows_the_account_by_platform_and_name() -> None:
    fields = frozenset({"name", "platform", "sponsor"})
    again = Account(Platform.WECHAT, "云澜发布", "云澜发布", sponsor="市政府办公室")
    told = compare([ACCOUNT], [again], fields)
    assert [one.after for one in told.changed] == [replace(ACCOUNT, sponsor="市政府办公室")]
    assert (told.new, told.absent) == ((), ())
    twin = replace(ACCOUNT, handle="another")
    assert compare([ACCOUNT, twin], [again], fields).new == (again,)  # two of that name: no guess


@pytest.mark.parametrize("kind", ["sites", "accounts"])
def test_importing_a_sheet_twice_changes_nothing(kind: str, xlsx: Callable[..., Path]) -> None:
    sites = [
        ["网站标识码", "网站名称", "首页网址", "ICP备案号"],
        [9901000001, "云澜市人民政府", "www.yunlan.gov.test", "示ICP备1号"],
    ]
    accounts = [["账号名称", "平台"], ["云澜发布", "微信"], ["云澜发布", "微博"]]
    told = read_sheet(xlsx(sites if kind == "sites" else accounts), kind)
    first = compare([], told.subjects, told.fields)
    assert first.new == told.subjects
    second = compare(first.to_save, told.subjects, told.fields)
    assert (second.to_save, second.unchanged, second.absent) == ((), told.subjects, ())
