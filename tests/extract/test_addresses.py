"""Addresses as a browser resolves them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.addresses import has_template, host_of, resolve, site_of

PAGE = "http://www.linshan.gov.test/zwgk/tzgg/index.html?page=2#top"

RESOLVED = [
    ("a.html", "http://www.linshan.gov.test/zwgk/tzgg/a.html"),
    ("./a.html", "http://www.linshan.gov.test/zwgk/tzgg/a.html"),
    ("../a.html", "http://www.linshan.gov.test/zwgk/a.html"),
    ("../../../../a.html", "http://www.linshan.gov.test/a.html"),
    ("/a//b.html", "http://www.linshan.gov.test/a//b.html"),
    ("//static.linshan.gov.test/x.js", "http://static.linshan.gov.test/x.js"),
    ("?page=3", "http://www.linshan.gov.test/zwgk/tzgg/index.html?page=3"),
    (" a\n b.html ", "http://www.linshan.gov.test/zwgk/tzgg/a%20b.html"),
    ("..\\a\\b.html?x=\\y", "http://www.linshan.gov.test/zwgk/a/b.html?x=\\y"),
    ("http:/a.html", "http://www.linshan.gov.test/a.html"),
    ("httpd.html", "http://www.linshan.gov.test/zwgk/tzgg/httpd.html"),
    ("http:a.html", "http://www.linshan.gov.test/zwgk/tzgg/a.html"),
    ("http:///b.gov.test/x", "http://b.gov.test/x"),
    ("https:b.gov.test/x", "https://b.gov.test/x"),
    ("HTTP://B.Gov.Test:80/X", "http://b.gov.test/X"),
    ("https://b.gov.test:8443", "https://b.gov.test:8443/"),
    ("a.html#part", "http://www.linshan.gov.test/zwgk/tzgg/a.html"),
    ("附件.doc", "http://www.linshan.gov.test/zwgk/tzgg/%E9%99%84%E4%BB%B6.doc"),
    ("http://政务.政务/", "http://xn--zfr164b.xn--zfr164b/"),
    ("a/%2e%2e/b.html", "http://www.linshan.gov.test/zwgk/tzgg/b.html"),
    ("http://user:pass@b.gov.test/x", "http://b.gov.test/x"),
]
NOTHING = ["", "#", "#top", "javascript:void(0)", " JavaScript:;", "mailto:a@b.test", "data:,x"]
MALFORMED = [
    "file:///C:/Users/x/a.jpg",
    "C:\\a\\b.doc",
    "http://",
    "http://300.1.1.1/",
    "http://a b/",
    "http://a..b/",
    "http://a.test:99999/",
]


@pytest.mark.parametrize(("raw", "url"), RESOLVED)
def test_a_link_leads_where_a_browser_would_go(raw: str, url: str) -> None:
    assert resolve(PAGE, raw) == url


@pytest.mark.parametrize("raw", NOTHING)
def test_what_leads_nowhere_on_purpose_is_no_link(raw: str) -> None:
    assert resolve(PAGE, raw) is None


@pytest.mark.parametrize("raw", MALFORMED)
def test_what_was_meant_as_a_link_and_cannot_be_is_malformed(raw: str) -> None:
    assert resolve(PAGE, raw) == ""


def test_a_query_is_written_in_the_charset_of_the_page_and_a_path_in_utf8() -> None:
    assert resolve(PAGE, "查.jsp?a=中", "gb18030") == (
        "http://www.linshan.gov.test/zwgk/tzgg/%E6%9F%A5.jsp?a=%D6%D0"
    )


@pytest.mark.parametrize("raw", ["{{item.url}}", "/a/${id}.html", "<%=url%>", "x?[[id]]"])
def test_a_template_left_unfilled_is_told_apart(raw: str) -> None:
    assert has_template(raw)


def test_hosts_are_grouped_by_who_registered_them() -> None:
    assert site_of("jyj.linshan.gov.cn") == "linshan.gov.cn"
    assert site_of("www.example.com.cn") == "example.com.cn"
    assert site_of("a.b.example.com") == "example.com"
    assert site_of("10.1.2.3") == "10.1.2.3"
    assert host_of("http://u@A.test:81/x?y") == "a.test"


@given(st.text(max_size=60), st.sampled_from(["utf-8", "gb18030", "big5"]))
def test_any_text_resolves_to_ascii_or_to_nothing(raw: str, charset: str) -> None:
    url = resolve(PAGE, raw, charset)
    assert url is None or url == "" or (url.isascii() and url.startswith(("http://", "https://")))
