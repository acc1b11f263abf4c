"""Hostile, broken and odd bodies: each ends as a reading with a name, in little time, never an error."""

import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock import BEIJING
from extract.inspect import describe
from extract.page import PageReading, read_page

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=BEIJING)
URL = "http://www.yunhe.gov.test/zwgk/tzgg/index.html"
SECONDS = 6.0  # far above what any of these takes, far below what quadratic time would


def read(body: bytes, url: str = URL) -> PageReading:
    reading = read_page(body, url, fetched_at=NOW)
    assert describe(reading)["kind"] == reading.kind
    return reading


PIECES = [
    b"<a href='x.html'>", b"</a>", b"<div class='list'>", b"</div>", b"<li>", b"</table>", b"<table><tr><td>",
    b"2024-02-30", "〇二四年".encode(), b"<script>", b"</script>", b"<!--", b"-->", b"\x00", b"\xff\xfe", b"&#xD800;",
    b"<meta name=PubDate content=", b"<base href='http://[::1'>", b"http://[", b"<frameset>", b"<style>@import url(",
    "发布时间：".encode("gbk"), "当前位置：首页 > ".encode(), b"</body></html>",
    b"<svg><a xlink:href=q>", b"style='display:none'",
]  # fmt: skip


@given(st.binary(max_size=600))
def test_any_bytes_give_a_reading(body: bytes) -> None:
    read(body)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=12), max_size=60))
def test_any_soup_of_markup_gives_a_reading(pieces: list[bytes]) -> None:
    read(b"".join(pieces))


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "error"),
        (b"\x00" * 5000, "error"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "error"),
        (b"PK\x03\x04" + b"\x14\x00\x06\x00" * 900, "error"),
        (b"   \r\n ", "error"),
        ("维护中".encode(), "error"),
        (b"<html><body><h1>502 Bad Gateway</h1><hr>WAF</body></html>", "error"),
        (b"/ssi/2021/header.shtml", "error"),
        ("<title>域名变更公告</title><p>本网站域名变更为 new.gov.test。</p>".encode(), "error"),
        (b"<script>location.href='/index2.html'</script>", "shell"),
        (b"<div id=app></div><script src=app.js></script>", "shell"),
    ],
)
def test_a_body_that_is_no_page_gets_a_name(body: bytes, kind: str) -> None:
    assert read(body).kind == kind


HOSTILE = {
    "tables in tables": b"<table><tr><td>" * 3000 + "正文，很长。".encode() * 50,
    "elements in elements": b"<div><b>x" * 200_000,
    "elements in elements, closed": b"<div>" * 200_000 + b"</div>" * 200_000,
    "links in table cells": b"<td onclick=\"location='a.htm'\">x" * 20000,
    "open comments in a script": b"<script>" + b"/*/" * 200_000 + b"</script>",
    "open comments in a style": b"<style>" + b"/*/" * 200_000 + b"url(x)</style>",
    "blank lines in a script": b"<script>createPage" + b"\n " * 200_000 + b"</script>",
    "spaces after a date": b"<p>2024-01-01" + b" " * 300_000 + b"x</p>",
    "spaces in a title": b"<title>" + b" -" * 100_000 + b"</title>",
    "signs in a link": b"<ul>" + (b"<li><a href=a.htm>" + b"-" * 3000 + b"x 2024-01-01</a></li>") * 60,
    "numbered pages": b"<div>" + b"".join(b"<a href='%d.htm'>%d</a>" % (n, n) for n in range(8000)),
    "more and more": b"<div>" + "<a href='x/'>更多</a>一二三四五六七八".encode() * 6000,
    "one huge class": b"<div class='" + b"footer-" * 60_000 + b"'>x",
    "a wide table": b"<table><tr>" + b"<td colspan=999 rowspan=999>x" * 2000 + b"<tr><td>y" * 2000,
    "quotes in a script": b"<script>" + b"'\"" * 150_000 + "中".encode() + b"</script>",
    "many bases": b"<base>" * 20_000 + b"<a href=x>y</a>",
    "hidden blocks": b"<p style=display:none><a href=http://a.test/>x</a></p>" * 8000,
    "an endless breadcrumb": "当前位置：首页".encode() + " > 栏目".encode() * 50_000,
    "an endless address": b"<a href='http://a.test/" + b"../" * 300_000 + b"'>x</a>",
    "Word markup": b"<p class=MsoNormal style='mso-pagination:widow-orphan'><span lang=EN-US style='font-size:16.0pt'>"
    b"<o:p>x</o:p></span></p>" * 4500,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_in_little_time(name: str) -> None:
    begun = time.process_time()
    read(HOSTILE[name])
    assert time.process_time() - begun < SECONDS


def test_a_page_cut_in_the_middle_of_a_character_is_read_to_its_end() -> None:
    body = "<title>示例市</title><p>通知公告，全文如下。</p>".encode()
    assert "通知公告" in read(body[:-5]).text.text
