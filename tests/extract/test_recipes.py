"""A site recipe: data that names places on an odd page, refused where it is wrong."""

import tomllib
from datetime import datetime

import pytest

from core.clock import BEIJING
from extract.page import read_page
from extract.recipes import load_recipes, recipe_for

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=BEIJING)
RECIPES = load_recipes(
    tomllib.loads("""
[[recipe]]
host = ".qi.gov.test"
version = 2
reason = "列表由自定义元素写成，日期在属性旁的单元里；正文日期写在页脚样的框里"
rows = "x-row"
link = "b a"
row_date = "i"
title = ".t2"
published = ".footer-like .when"
origin = ".who"
""")
)
LIST = """<html><head><base href="/news/"></head><body><a href="/">x</a>
<x-row><b><a href="1.html">通知一</a></b><i>2024-05-01</i></x-row>
<x-row><b><a href="2.html" title="通知二">x</a></b><i>n/a</i></x-row>
<x-row></x-row></body></html>""".encode()
ARTICLE = """<html><head><title>奇怪的站</title></head><body><div class="t2">关于印发办法的通知</div>
<p>现将办法印发，请认真执行。</p>
<div class="footer-like">本页 <span class="when">2024年3月1日</span> <span class="who">办公室</span></div>"""


def test_a_recipe_reads_the_list_that_the_rules_cannot() -> None:
    reading = read_page(LIST, "http://a.qi.gov.test/index.html", fetched_at=NOW, recipes=RECIPES)
    assert (reading.kind, reading.list_state) == ("list", "filled")
    assert [(e.title, e.url, str(e.published)) for e in reading.entries] == [
        ("通知一", "http://a.qi.gov.test/news/1.html", "2024-05-01"),
        ("通知二", "http://a.qi.gov.test/news/2.html", "None"),
    ]


def test_a_recipe_reads_title_date_and_source_of_an_article() -> None:
    body = ARTICLE.encode()
    reading = read_page(body, "http://a.qi.gov.test/1.html", fetched_at=NOW, recipes=RECIPES)
    assert (reading.title, reading.date_rule, reading.origin) == (
        "关于印发办法的通知",
        "recipe",
        "办公室",
    )
    assert reading.published is not None
    assert str(reading.published.day) == "2024-03-01"


def test_where_its_places_are_gone_the_general_rules_stand() -> None:
    body = (
        "<title>新版_临山市</title><h1>关于新版上线的公告</h1><p>发布时间：2025-01-02</p>".encode()
    )
    url = "http://a.qi.gov.test/1.html"
    assert read_page(body, url, fetched_at=NOW, recipes=RECIPES) == read_page(
        body, url, fetched_at=NOW
    )


def test_a_recipe_is_for_its_own_hosts_only() -> None:
    assert recipe_for("http://a.qi.gov.test/", RECIPES) is RECIPES[0]
    assert recipe_for("http://qi.gov.test/", RECIPES) is None
    assert recipe_for("http://other.gov.test/", RECIPES) is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[[recipe]]\nhost="a"\nversion=1', "缺少 reason"),
        ('[[recipe]]\nhost="a"\nversion=1\nreason="x"\ncolour="red"', "不认识的键 colour"),
        ('[[recipe]]\nhost="a"\nversion="1"\nreason="x"', "version 的值类型不对"),
        ('[[recipe]]\nhost="a"\nversion=1\nreason="x"\nrows="div[["', "rows 不是有效的选择器"),
        ('recipe="x"', "应写成 [[recipe]] 表"),
    ],
)
def test_a_wrong_recipe_is_refused_by_name(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says.replace("[", r"\[")):
        load_recipes(tomllib.loads(text))
