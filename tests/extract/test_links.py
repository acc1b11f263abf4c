"""Which addresses of a page are links, of what kind, and which are not."""

import pytest

from extract.links import css_links, page_kind, read_links
from extract.tree import grow

URL = "http://www.linshan.gov.test/zwgk/"


def found(html: str, charset: str = "utf-8") -> list[tuple[str, str]]:
    return [(one.url.removeprefix(URL), one.kind) for one in read_links(grow(html), URL, charset)]


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ('<a href="a.html">x</a>', [("a.html", "page")]),
        ('<a href="a.PDF">x</a>', [("a.PDF", "attachment")]),
        ('<a href="down.jsp?id=3&f=a.docx">x</a>', [("down.jsp?id=3&f=a.docx", "attachment")]),
        ('<a href="a.jpg"><img src="b.png"></a>', [("a.jpg", "picture"), ("b.png", "picture")]),
        ('<map><area href="a.html"></map>', [("a.html", "page")]),
        (
            '<img src="l.gif" data-original="b.jpg">',
            [("l.gif", "picture"), ("b.jpg", "picture")],
        ),
        (
            '<img srcset="a.jpg 1x, b.jpg 2x" alt="">',
            [("a.jpg", "picture"), ("b.jpg", "picture")],
        ),
        ('<link rel="stylesheet" href="a.css">', [("a.css", "style")]),
        ('<link rel="shortcut icon" href="f.ico">', [("f.ico", "picture")]),
        ('<link rel="canonical" href="c.html"><link rel="dns-prefetch" href="//x.test">', []),
        ('<script src="a.js"></script>', [("a.js", "script")]),
        ('<iframe src="f.html"></iframe>', [("f.html", "frame")]),
        ('<frameset><frame src="f.html"></frameset>', [("f.html", "frame")]),
        ('<form action="s.do"><input type="image" src="b.gif"></form>', [("s.do", "form"), ("b.gif", "picture")]),
        (
            '<select><option value="http://www.linshan.gov.test/zwgk/o/">o<option value="3">3</select>',
            [("o/", "page")],
        ),
        ('<meta http-equiv="refresh" content="0; url=new.html">', [("new.html", "page")]),
        ('<meta http-equiv="refresh" content="30">', []),
        ('<div onclick="location.href=\'a.html\'">x</div>', [("a.html", "page")]),
        ("<a href=\"javascript:window.open('a.html')\">x</a>", [("a.html", "page")]),
        ('<div onclick="location.href=\'s?kw=\'+v">x</div>', []),
        ('<td background="b.gif">', []),
        ('<table><tr><td background="b.gif"></td></tr></table>', [("b.gif", "picture")]),
        ('<p style="background:url(\'b.png\') no-repeat">', [("b.png", "picture")]),
        (
            "<style>@import 'a.css'; /* url(no.png) */ p{background:url(b.png)}</style>",
            [("a.css", "style"), ("b.png", "picture")],
        ),
        ("<video src=a.mp4 poster=p.jpg></video>", [("a.mp4", "attachment"), ("p.jpg", "picture")]),
        ('<embed src="a.swf"><object data="b.pdf"></object>', [("a.swf", "attachment"), ("b.pdf", "attachment")]),
        ('<!-- <a href="gone.html">x</a> -->', []),
        ("<script>document.write('<a href=\"no.html\">x</a>');</script>", []),
        ('<noscript><a href="no.html">x</a></noscript>', []),
        ('<textarea><a href="no.html"></textarea>', []),
        ('<a href="{{item.url}}">x</a>', []),
        ('<a href="#">x</a><a href="javascript:;">y</a><a>z</a>', []),
    ],
)  # fmt: skip
def test_a_page_links_what_its_markup_says_and_no_more(
    html: str, links: list[tuple[str, str]]
) -> None:
    assert found(html) == links


def test_a_malformed_link_is_kept_with_what_stood_there() -> None:
    (link,) = read_links(grow('<img src="file:///C:/Users/x/a.png" alt="图">'), URL)
    assert (link.url, link.raw, link.kind) == ("", "file:///C:/Users/x/a.png", "picture")


def test_the_base_element_moves_every_link_even_those_before_it() -> None:
    html = '<link rel=stylesheet href=a.css><base target=x><base href="/b/"><base href="/c/"><a href=d>'
    assert [one.url for one in read_links(grow(html), URL)] == [
        "http://www.linshan.gov.test/b/a.css",
        "http://www.linshan.gov.test/b/d",
    ]


def test_a_link_is_called_by_its_text_its_title_or_its_picture() -> None:
    html = (
        '<a href=a> 通知\n公告 </a><a href=b title="题名"></a><a href=c><img src=d alt="图名"></a>'
    )
    names = [one.text for one in read_links(grow(html), URL) if one.kind == "page"]
    assert names == ["通知 公告", "题名", "图名"]


def test_a_link_never_closed_ends_where_the_next_begins() -> None:
    html = '<div><a href="/a">一<a><a href="/b">二<a></div>'
    assert [(one.url[-2:], one.text) for one in read_links(grow(html), URL)] == [
        ("/a", "一"),
        ("/b", "二"),
    ]


def test_a_style_sheet_links_pictures_and_further_sheets() -> None:
    css = '@import url("b.css");@import "c.css" screen;a{background:URL( ../i/p.png )}b{src:url(data:x)}'
    assert [(one.url, one.kind) for one in css_links(css, URL + "css/a.css")] == [
        (URL + "css/b.css", "style"),
        (URL + "css/c.css", "style"),
        (URL + "i/p.png", "picture"),
    ]


def test_the_kind_of_an_address_is_its_ending() -> None:
    assert page_kind("http://a.test/x.doc") == "attachment"
    assert page_kind("http://a.test/x.doc/y") == "page"
    assert page_kind("http://a.test/") == "page"
