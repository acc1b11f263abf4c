"""Accounts behind 二维码: where a page shows codes, what they say, and whom they lead to."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from core.blob import blob_path, digest, pack
from core.facts import AccountMentions, CodePicture, LinkTarget
from core.gap import Gap, GapReason
from core.snapshot import Source
from demo.things import code, picture
from demo.wire import Reply
from documents.worker import read_safely
from extract.attachments.reading import Limits, Reading
from extract.codes import find_codes
from extract.links import find_links
from extract.tree import grow
from scheduler.codes import with_codes
from tests.crawler.faulty import Web, html, plan, run
from tests.scheduler.test_mentions import HOME, SITE, mentions

RIDDLE = "http://weixin.qq.com/r/cityQingxi01"
CODES = Limits(codes=True, seconds=8.0, memory=1_000_000_000)


def places(body):
    tree = grow(f"<html><body>{body}</body></html>")
    return {
        one.url.rpartition("/")[2]: one.words
        for one in find_codes(tree, find_links(tree, "http://www.qingxi.gov.test/"))
    }


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<li><img src='zwwx.png' alt=''> 微信公众号</li>", {"zwwx.png": "微信公众号"}),
        ("<p><img src='a.jpg' title='青溪微信'></p><p>版权</p>", {"a.jpg": "青溪微信"}),
        (
            "<li><img src='a.jpg' alt='二维码'>青溪民声公众号</li>",
            {"a.jpg": "二维码 青溪民声公众号"},
        ),
        ("<li><img src='ewm.jpg'>青溪发布</li>", {"ewm.jpg": "青溪发布"}),
        ("<dl><dt>政务微信</dt><dd><img src='1.png'></dd></dl>", {"1.png": "政务微信"}),
        ("<div><img src='ewm_1.png'></div>", {"ewm_1.png": ""}),
        ("<div><img src='x/qr-wx.jpg'>" + "很长的一段文字" * 20 + "</div>", {"qr-wx.jpg": ""}),
        # Several pictures share the words: none may claim them.
        ("<div><img src='wx.png'><img src='wb.png'>微信 微博</div>", {"wx.png": "", "wb.png": ""}),
        ("<p><img src='banner.png'>青溪要闻</p>", {}),
        ("<p><img src='qrcode.png'>扫一扫在手机打开当前页</p>", {}),
        ("<a href='ewm.png'>二维码</a>", {}),
    ],
)
def test_a_picture_is_taken_by_its_own_words_or_its_name(body, found):
    assert places(body) == found


def jpeg(body, side=0):
    with Image.open(io.BytesIO(body)) as drawn:
        small = drawn.convert("RGB")
        held = io.BytesIO()
        (small.resize((side, side)) if side else small).save(held, "JPEG", quality=60)
    return held.getvalue()


def on_nothing(body):
    """Black modules on a transparent ground."""
    with Image.open(io.BytesIO(body)) as drawn:
        grey = drawn.convert("L")
        clear = Image.new("RGBA", grey.size, (0, 0, 0, 0))
        clear.paste((0, 0, 0, 255), mask=grey.point(lambda v: 255 - v))
    held = io.BytesIO()
    clear.save(held, "PNG")
    return held.getvalue()


@pytest.mark.parametrize(
    "body",
    [code(RIDDLE), jpeg(code(RIDDLE)), jpeg(code(RIDDLE), 90), on_nothing(code(RIDDLE))],
    ids=["png", "jpeg", "small", "transparent"],
)
def test_a_code_is_read_in_the_child(body):
    read = read_safely(body, "ewm", CODES)
    assert isinstance(read, Reading)
    assert (read.text, read.troubles) == (RIDDLE, ())


def test_a_picture_without_a_code_says_nothing_and_a_broken_one_says_why():
    plain = read_safely(picture(80, 80, (1, 2, 3)), "a.png", CODES)
    assert isinstance(plain, Reading)
    assert (plain.text, plain.troubles) == ("", ())
    cut = read_safely(code(RIDDLE)[:60], "a.png", CODES)
    assert isinstance(cut, Reading)
    assert [t.detail for t in cut.troubles] == ["图片已损坏"]


def test_a_picture_of_too_many_points_is_not_unpacked():
    """100 KB that would be 3.6 GB: refused by its stated size."""
    huge = picture(300, 1, (255, 255, 255))
    stated = huge[:16] + (60_000).to_bytes(4, "big") * 2 + huge[24:]
    read = read_safely(stated, "bomb.png", CODES)
    assert isinstance(read, Gap) or read.troubles
    assert isinstance(read, Gap) or read.text == ""


def test_bytes_that_are_no_picture_hold_no_code():
    read = read_safely(b"<svg><script>1</script></svg>", "a.svg", CODES)
    assert isinstance(read, Gap) or "http" not in read.text.partition("\n")[0]


def kept(blobs, body):
    name = digest(body)
    path = blob_path(blobs, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(pack(body))
    return CodePicture(Source(f"{HOME}{name[:6]}.png", name), HOME, "微信公众号")


def test_what_the_crawl_brought_is_decoded_and_a_name_card_is_no_account(tmp_path: Path):
    good, card, none = (
        kept(tmp_path, b)
        for b in (code(RIDDLE), code("MECARD:N:张三;TEL:13800138000;;"), picture(80, 80, (9, 9, 9)))
    )
    lost = replace(good, source=Source(f"{HOME}lost.png", "0" * 64))
    nouns = list(with_codes([good, card, none, lost], tmp_path))
    assert nouns[0] == replace(good, says=(RIDDLE,))
    assert [(n.of, n.reason) for n in nouns[1:]] == [("CodePicture", GapReason.UNREADABLE)]
    assert "13800138000" not in repr(nouns)


def scanned(says, words="", *, on_home=True, picture="a.png"):
    url = HOME + picture
    target = LinkTarget(Source(url), None, (), kind="picture", on_home=on_home)
    shown = CodePicture(Source(url, "x"), HOME, words, (says,))
    (fact,) = (f for f in mentions(target, shown).facts if isinstance(f, AccountMentions))
    return fact.mentions


@pytest.mark.parametrize(
    ("says", "words", "platform", "handle", "registered"),
    [
        ("https://weibo.com/u/6900", "", "weibo", "6900", True),
        ("https://weibo.cn/qr/userinfo?uid=6900", "", "weibo", "6900", True),
        ("https://weibo.com/u/6901", "青溪发布", "weibo", "6901", False),
        (RIDDLE, "青溪政务微信公众号", "wechat", "", True),  # a filed name stands beside it
        (RIDDLE, "微信公众号", "wechat", "", True),  # the unit has filed one there
        (RIDDLE, "扫一扫关注我们", "wechat", "", True),
        (RIDDLE, "青溪微信", "wechat", "", True),  # only the unit's own name
        (RIDDLE, "青溪民声公众号", "wechat", "", False),
        ("https://v.kuaishou.com/ab12", "快手", "kuaishou", "", False),  # none filed there
        ("https://weixin.qq.com/sph/Ab1", "视频号", "channels", "", False),
    ],
)
def test_a_code_leads_to_an_account_or_to_a_platform(says, words, platform, handle, registered):
    (one,) = scanned(says, words)
    assert (one.platform.value, one.handle, one.registered) == (platform, handle, registered)
    assert one.own_ground
    assert one.picture == HOME + "a.png"


@pytest.mark.parametrize(
    "says",
    [
        "https://mp.weixin.qq.com/s/abc", "http://www.qingxi.gov.test/app", "https://weibo.com/login",
        "https://notweixin.qq.com.evil.test/r/1", "https://evil.test/weixin.qq.com/r/1",
    ],
)  # fmt: skip
def test_other_addresses_in_codes_are_nobodys(says):
    assert scanned(says) == ()


def test_a_code_in_an_article_is_not_the_sites_own():
    (one,) = scanned("https://weibo.com/u/6901", on_home=False)
    assert not one.own_ground


def png(body):
    return Reply(200, body, (("Content-Type", "image/png"),))


def test_the_crawl_brings_codes_within_its_count_and_size(web: Web, tmp_path: Path) -> None:
    shown = "".join(f"<p><img src='/ewm{n}.png'>微信公众号{n}</p>" for n in range(5))
    web.pages["/"] = html(f"{shown}<p><img src='/logo.png'>青溪</p>", "首页")
    for n in range(5):
        web.pages[f"/ewm{n}.png"] = png(code(f"{RIDDLE}{n}"))
    web.pages["/ewm4.png"] = png(picture(600, 600, (4, 5, 6)) + b"\0" * 5000)
    web.pages["/logo.png"] = png(code(RIDDLE))
    told = run(plan(web, tmp_path, max_codes=2, max_code=4000))
    codes = told.of(CodePicture)
    assert len(codes) == 2
    assert all(one.words.startswith("微信公众号") and one.page for one in codes)
    reasons = sorted(gap.reason for gap in told.gaps("CodePicture"))
    assert reasons == [GapReason.BUDGET, GapReason.TOO_LARGE]
    assert "另有2张" in next(g.detail for g in told.gaps("CodePicture") if "另有" in g.detail)
    decoded = list(with_codes(codes, tmp_path / "blobs"))
    assert all(RIDDLE in one.says[0] for one in decoded)


def test_without_the_setting_no_picture_is_fetched(web: Web, tmp_path: Path) -> None:
    web.pages["/"] = html("<p><img src='/ewm.png'>微信公众号</p>", "首页")
    web.pages["/ewm.png"] = png(code(RIDDLE))
    told = run(plan(web, tmp_path))
    assert not told.of(CodePicture)
    assert not told.gaps("CodePicture")


assert SITE  # the register of these mentions is that of test_mentions
