"""Hidden links: the ones put there for search engines, and the look-alikes that serve readers."""

from datetime import datetime

import pytest

from core.clock import BEIJING
from extract.page import read_page

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=BEIJING)
SPAM = '<a href="http://www.duboo.test/">彩票</a><a href="http://www.qipaii.test/">棋牌</a>'


def hidden(html: str) -> list[tuple[str, str]]:
    body = f"<html><body><p>正文</p>{html}</body></html>".encode()
    reading = read_page(body, "http://jyj.linshan.gov.cn/", fetched_at=NOW)
    return [(one.url, one.trick) for one in reading.hidden_anchors.anchors]


@pytest.mark.parametrize(
    ("style", "trick"),
    [
        ("display:none", "display:none"),
        ("DISPLAY : NONE;", "display:none"),
        ("visibility:hidden", "visibility:hidden"),
        ("opacity: 0", "opacity:0"),
        ("position:absolute;left:-9999px", "off-screen"),
        ("text-indent:-2000em", "off-screen"),
        ("font-size:0", "no size"),
        ("height:1px;overflow:hidden", "no size"),
        ("color:#fff;background:#FFF", "same colour"),
    ],
)
def test_links_to_strangers_in_a_hidden_block_are_found_by_their_trick(
    style: str, trick: str
) -> None:
    assert hidden(f'<div style="{style}">{SPAM}</div>') == [
        ("http://www.duboo.test/", trick),
        ("http://www.qipaii.test/", trick),
    ]


def test_a_marquee_of_no_height_hides_too() -> None:
    assert len(hidden(f'<marquee height="1" width="4">{SPAM}</marquee>')) == 2


def test_links_never_closed_are_each_found() -> None:
    assert len(hidden(f'<div style="display:none;">{SPAM.replace("</a>", "<a>")}</div>')) == 2


@pytest.mark.parametrize(
    "html",
    [
        SPAM,
        f'<div style="opacity:0.9;font-size:10px;left:-10px">{SPAM}</div>',
        '<ul style="display:none"><li><a href="http://www.gov.cn/">中国政府网</a><li><a href="http://x.linshan.gov.cn/">局</a>'
        '<li><a href="http://partner.test/">合作</a></ul>',
        '<div style="display:none"><a href="http://service.weibo.com/share">微博</a><a href="https://sns.qzone.qq.com/">空间</a></div>',
        '<div style="display:none"><a href="/a.html">一</a><a href="b.html">二</a></div>',
        f'<!--<div style="display:none">{SPAM}</div>-->',
        "<div style='display:none'>没有链接</div>",
    ],
)  # fmt: skip
def test_what_a_reader_can_see_or_would_use_is_no_hidden_link(html: str) -> None:
    assert hidden(html) == []
