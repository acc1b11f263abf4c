"""The nine marks at the foot, where they stand in text, links, scripts and frames; and where they only seem to."""

from datetime import datetime

import pytest

from core.clock import BEIJING
from core.facts import FOOTER_MARKS
from extract.footer import join_footers
from extract.page import PageReading, read_page

NOW = datetime(2026, 11, 21, 8, 0, tzinfo=BEIJING)
TOP = "<p>近日，临山市召开会议，部署有关工作，要求认真落实。</p>" * 9


def read(foot: str, top: str = TOP) -> PageReading:
    html = f"<html><body><div>{top}</div><div class='footer'>{foot}</div></body></html>"
    return read_page(html.encode(), "http://www.linshan.gov.test/a/b.html", fetched_at=NOW)


@pytest.mark.parametrize(
    ("foot", "mark", "value"),
    [
        ("京ICP备18044900号-2", "icp", "京ICP备18044900号-2"),
        ("蜀ICP备 13001288号", "icp", "蜀ICP备 13001288号"),
        ("<a>云ICP备</a><span>12345678</span>号", "icp", "云ICP备12345678号"),
        ("备案序号：苏IPC备16022877号", "icp", "苏IPC备16022877号"),
        ("ICP备案编号：吉ICP备05005864号", "icp", "ICP备案编号：吉ICP备05005864号"),
        ("粤icp备05070829", "icp", "粤icp备05070829"),
        ("本站支持ICP协议", "icp", None),
        ("云公网安备 53990102000017号", "police", "云公网安备 53990102000017号"),
        ("网警备案号：45010302000153", "police", "网警备案号：45010302000153"),
        ("公安机关备案号：53990102000017", "police", "公安机关备案号：53990102000017"),
        (
            '<a href="http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=53990102000017"><img src=g.png></a>',
            "police",
            "53990102000017",
        ),
        ("临公备：53990102000017", "police", "公备：53990102000017"),
        ("网站标识码：5399000001", "id_code", "5399000001"),
        ("网站标识号：5399000001", "id_code", "5399000001"),
        ("承办：临山市政府办公室 (0999-2224737)", "contact", "(0999-2224737)"),
        ("承办：临山市政府办公室 (2024-2224737)", "contact", None),
        ('<div style="display:none"><a href="javascript:;">网站地图</a></div>', "sitemap", None),
        ("政府网站标识码 bm14000002", "id_code", "bm14000002"),
        ("网站识别码：bm53990001", "id_code", "bm53990001"),
        ("标识码：53990000011", "id_code", None),
        (
            '<a href="https://bszs.conac.cn/sitename?method=show&id=04E4"><img src=b.png></a>',
            "conac",
            "https://bszs.conac.cn/sitename?method=show&id=04E4",
        ),
        ("<span id='_ideConac'></span>", "conac", "script"),
        (
            "<script>document.write(unescape(\"%3Cspan id='_ideConac'%3E%3Cscript src='http://dcs.conac.cn/js/a.js'\"))</script>",
            "conac",
            "script",
        ),
        (
            "<script>document.write(unescape(\"%3Cspan id='_ideConac'%3E%3Cscript src='http://mirror.test/a.js'\"))</script>",
            "conac",
            None,
        ),
        ("<!--<span id='_ideConac'></span>-->", "conac", None),
        (
            "<script id='_jiucuo_' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>",
            "find_errors",
            "https://zfwzgl.www.gov.cn/exposure/jiucuo.js",
        ),
        (
            "<a href='http://121.43.68.40/exposure/jc.html?site_id=1'><img src='/zc.png'></a>",
            "find_errors",
            "http://121.43.68.40/exposure/jc.html?site_id=1",
        ),
        ('<a href="/jc.html">我为政府网站找错</a>', "find_errors", "http://www.linshan.gov.test/jc.html"),
        ("<!--<script src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>-->", "find_errors", None),
        ("<script>// document.write('exposure/jiucuo.js')\n</script>", "find_errors", None),
        ("<script>$('#_span_jiucuo').css('width', 1)</script>", "find_errors", None),
        ("<div class='j-jiucuo' data-setting='{sitecode:5399000001}'></div>", "find_errors", "script"),
        ("<div class='jiucuo'><!-- <script src='jiucuo.js'></script> --></div>", "find_errors", None),
        ('<a href="/map.html">网站地图</a>', "sitemap", "http://www.linshan.gov.test/map.html"),
        ('<a href="javascript:;">站点地图</a>', "sitemap", "javascript:;"),
        ('<a href="/lx.html">联系我们</a>', "contact", "联系我们"),
        ("联系电话：0879-1234567", "contact", "联系电话：0879-1234567"),
        ("政务服务热线：12345 地址：云山路1号", "contact", None),
        ("主办单位：临山市人民政府办公室", "sponsor", "临山市人民政府办公室"),
        ("临山市人民政府办公室主办 关于我们", "sponsor", "临山市人民政府办公室"),
        ('<a href="/wza">长者专区</a>', "accessibility", "长者专区"),
    ],
)  # fmt: skip
def test_a_mark_is_read_where_it_stands_and_only_there(
    foot: str, mark: str, value: str | None
) -> None:
    assert read(foot).footer.marks[mark] == value


def test_every_mark_is_told_of_and_a_bare_foot_has_none() -> None:
    marks = read("欢迎访问").footer.marks
    assert marks == dict.fromkeys(FOOTER_MARKS)


def test_a_telephone_in_the_text_is_no_contact_at_the_foot() -> None:
    top = f"<p>联系人：张三，联系电话：0879-7654321</p>{TOP * 4}"
    assert read("云ICP备12345678号 版权所有", top).footer.marks["contact"] is None


def test_a_frame_gives_the_marks_that_the_page_itself_lacks() -> None:
    own, frame = (
        read("云ICP备12345678号").footer,
        read("云ICP备99999999号 网站标识码：5399000001").footer,
    )
    joined = join_footers(own, [frame])
    assert joined.marks["icp"] == "云ICP备12345678号"
    assert joined.marks["id_code"] == "5399000001"
    assert joined.source == own.source
