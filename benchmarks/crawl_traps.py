"""Everything that fools link checkers, planted once each, with the truth beside it."""

from collections.abc import Iterator

from benchmarks.crawl_site import EXTERNAL, LIMITED, Reply, Site, pack

_JS = "var k='a=1';document.cookie=k;location.reload();"
_WALL = f"<html><script>{_JS}</script></html>"


def plant(site: Site) -> Iterator[str]:
    """Pieces of markup, to be spread over the articles. Fills `site.pages` and `site.truth`."""
    yield from _dead(site)
    yield from _odd_places(site)
    yield from _soft(site)
    yield from _scripted(site)
    yield from _living(site)
    yield from _walls(site)


def _anchor(address: str, text: str = "链接") -> str:
    return f'<a href="{address}">{text}</a>'


def _mark(site: Site, address: str, sort: str) -> str:
    url = address if "://" in address else site.root + address
    site.truth[url] = sort
    return address


def _dead(site: Site) -> Iterator[str]:
    for n in range(60):
        yield _anchor(_mark(site, f"/dead/art_{n}_{n * 7}.html", "dead"))
    for n in range(26):
        suffix = ("pdf", "doc", "xls", "zip")[n % 4]
        yield _anchor(_mark(site, f"/dead/file{n}.{suffix}", "dead"), "附件")
    for n in range(26):
        yield f'<img src="{_mark(site, f"/dead/pic{n}.jpg", "dead")}">'
    for status, count in ((410, 4), (500, 6), (503, 3), (502, 2)):
        for n in range(count):
            path = _mark(site, f"/status{status}/{n}.html", "dead")
            site.pages[path] = Reply(status, pack("error"))
            yield _anchor(path)
    for n in range(4):
        path = _mark(site, f"/hang/{n}.html", "dead")
        site.pages[path] = Reply(trick="hang")
        yield _anchor(path)
    for n in range(3):
        path = _mark(site, f"/reset/{n}.html", "dead")
        site.pages[path] = Reply(trick="reset")
        yield _anchor(path)
        yield _anchor(_mark(site, f"http://127.0.0.{20 + n}:1/x", "dead"))
    for n in range(8):
        yield _anchor(_mark(site, f"http://no-such-host-{n}.invalid/", "dead"))
    for n in range(4):
        path = _mark(site, f"/loop/{n}-a.html", "dead")
        site.pages[path] = Reply(302, headers=(("Location", f"/loop/{n}-b.html"),))
        site.pages[f"/loop/{n}-b.html"] = Reply(302, headers=(("Location", path),))
        yield _anchor(path)
        path = _mark(site, f"/moved/{n}.html", "dead")
        site.pages[path] = Reply(302, headers=(("Location", f"/moved-away/{n}.html"),))
        yield _anchor(path)
    for n in range(3):
        site.pages[f"/refresh/{n}.html"] = Reply(
            packed=pack(
                f'<meta http-equiv="refresh" content="0;url={_mark(site, f"/refreshed/{n}.html", "dead")}">请稍候'
            )
        )
        yield _anchor(f"/refresh/{n}.html")
    for n in range(2):
        yield _anchor(_mark(site, f"http://300.{n}.1.1/", "dead"))


def _odd_places(site: Site) -> Iterator[str]:
    """Dead addresses where checkers seldom look, or misread."""
    gbk = "".join(_anchor(_mark(site, f"/dead/gbk{n}.html", "dead"), "链接") for n in range(6))
    site.pages["/gbk/page.html"] = Reply(
        packed=pack(
            f"<html><head><meta charset=gb2312><title>公告</title></head><body>{gbk}</body></html>",
            "gb18030",
        )
    )
    yield _anchor("/gbk/page.html")
    for n in range(4):
        _mark(site, f"/dead/back{n}.html", "dead")
        yield _anchor(f"\\dead\\back{n}.html")
    based = "".join(f'<a href="b{n}.html">x</a>' for n in range(4))
    for n in range(4):
        _mark(site, f"/dead/base/b{n}.html", "dead")
    site.pages["/based/page.html"] = Reply(
        packed=pack(
            f'<html><head><base href="/dead/base/"><title>b</title></head><body>{based}</body></html>'
        )
    )
    yield _anchor("/based/page.html")
    for n in range(2):
        for markup in (
            '<iframe src="{}"></iframe>',
            '<script src="{}.js"></script>',
            '<link rel="stylesheet" href="{}.css">',
            '<video src="{}.mp4"></video>',
            '<embed src="{}.swf">',
            '<map name="m"><area href="{}.html" shape="rect" coords="0,0,1,1"></map>',
            '<object data="{}.swf"></object>',
            '<img srcset="{}.png 2x">',
            '<video poster="{}.jpg"></video>',
            '<input type="image" src="{}.gif">',
            '<div background="{}.gif">x</div>',
        ):
            tag = markup[1:4].strip()
            path = f"/dead/{tag}{n}-{len(markup)}"
            whole = markup.format(path)
            address = whole.partition(path)[2].partition('"')[0].split(" ")[0]
            _mark(site, path + address, "dead")
            yield whole
    css = "".join(
        f".y{n}{{background:url({_mark(site, f'/dead/css{n}.png', 'dead')})}}\n" for n in range(5)
    )
    site.pages["/style/main.css"] = Reply(packed=pack(css), kind="text/css")
    for n in range(4):
        yield f'<select><option value="{site.root}{_mark(site, f"/dead/option{n}.html", "dead")}">选</option></select>'
    for n in range(2):
        path = _mark(site, f"/dead/click{n}.html", "dead")
        yield f"<span onclick=\"window.open('{path}')\">点</span>"
        path = _mark(site, f"/dead/lazy{n}.jpg", "dead")
        yield f'<img src="/images/logo.png" data-original="{path}">'


def _soft(site: Site) -> Iterator[str]:
    gone = pack(
        "<html><title>提示</title><body><h2>您访问的页面不存在或已被删除</h2></body></html>"
    )
    site.pages["/error/404.html"] = Reply(packed=gone)
    for n in range(12):
        path = _mark(site, f"/soft/art_1_{1000 + n}.html", "soft")
        site.pages[path] = Reply(packed=gone)
        yield _anchor(path)
    for n in range(6):
        path = _mark(site, f"/soft/moved_{2000 + n}.html", "soft")
        site.pages[path] = Reply(302, headers=(("Location", "/error/404.html"),))
        yield _anchor(path)
    for n in range(4):
        path = _mark(site, f"/soft/2024/home_{3000 + n}.html", "soft")
        site.pages[path] = Reply(302, headers=(("Location", "/"),))
        yield _anchor(path)


def _scripted(site: Site) -> Iterator[str]:
    rows = ",".join(f"'{_mark(site, f'/dead/js{n}.html', 'scripted')}'" for n in range(10))
    page = (
        "<html><head><meta charset=utf-8><title>动态列表</title></head><body><h2>通知公告</h2><ul id=l></ul>"
        f"<script>var rows=[{rows}];for(var i=0;i<rows.length;i++)"
        "{document.getElementById('l').innerHTML+='<li><a href='+rows[i]+'>第'+i+'条通知</a>'"
        "+'<span>2026-11-0'+(i%9+1)+'</span></li>';}"
        "</script></body></html>"
    )
    site.pages["/scripted/index.html"] = Reply(packed=pack(page))
    yield _anchor("/scripted/index.html", "动态列表")


def _living(site: Site) -> Iterator[str]:
    fine = pack(
        "<html><title>文</title><body><h1>文章</h1><p>" + "正文。" * 200 + "</p></body></html>"
    )
    pdf = pack(b"%PDF-1.4" + b"0" * 500)
    for status in (403, 404, 405, 500, 501):
        for n in range(6):
            path = _mark(site, f"/live/head{status}-{n}.pdf", "alive")
            site.pages[path] = Reply(packed=pdf, kind="application/pdf", trick=f"head{status}")
            yield _anchor(path)
    for n in range(5):
        path = _mark(site, f"/live/once{n}.html", "alive")
        site.pages[path] = Reply(packed=fine, trick="once503")
        yield _anchor(path)
    for n in range(20):
        path = _mark(site, f"http://{LIMITED}:{site.port}/limited{n}.html", "alive")
        site.pages[f"//{LIMITED}/limited{n}.html"] = Reply(packed=fine, trick="limited")
        yield _anchor(path)
    for n in range(10):
        path = _mark(site, f"/live/agent{n}.html", "alive")
        site.pages[path] = Reply(packed=fine, trick="agent")
        yield _anchor(path)
    for n in range(5):
        path = _mark(site, f"/live/cookie{n}.html", "alive")
        site.pages[path] = Reply(packed=fine, trick="cookie")
        yield _anchor(path)
    yield from _spelled(site, fine)
    for n in range(4):
        path = _mark(site, f"/live/slow{n}.html", "alive")
        site.pages[path] = Reply(packed=fine, seconds=3.0)
        yield _anchor(path)
    for n in range(3):
        path = _mark(site, f"/live/big{n}.zip", "alive")
        site.pages[path] = Reply(packed=pack(b"0" * 20_000_000), kind="application/zip")
        yield _anchor(path)
    for n in range(4):
        path = _mark(site, f"http://{EXTERNAL}:{site.port}/far{n}.html", "alive")
        site.pages[f"//{EXTERNAL}/far{n}.html"] = Reply(packed=fine)
        yield _anchor(path)
    for n in range(4):
        _mark(site, f"/never/in-comment{n}.html", "alive")
        _mark(site, f"/never/in-script{n}.html", "alive")
        yield f"<!-- {_anchor(f'/never/in-comment{n}.html')} --><script>var u{n}='/never/in-script{n}.html';</script>"


def _spelled(site: Site, fine: bytes) -> Iterator[str]:
    """Addresses that a browser understands: each pair is what is written and what is served."""
    quoted = "%E9%80%9A%E7%9F%A5"
    for n in range(2):
        for written, served in (
            (f"/live/通知{n}.html", f"/live/{quoted}{n}.html"),
            (f"/live/with space{n}.html", f"/live/with%20space{n}.html"),
            (f"\n/live/newline{n}.html\n", f"/live/newline{n}.html"),
            (f"\\live\\back{n}.html", f"/live/back{n}.html"),
            (f"/live/amp{n}.html?a=1&amp;b=2", f"/live/amp{n}.html?a=1&b=2"),
            (f"/../../live/up{n}.html", f"/live/up{n}.html"),
            (f"//127.0.0.1:{site.port}/live/scheme{n}.html", f"/live/scheme{n}.html"),
        ):
            site.pages[served] = Reply(packed=fine)
            _mark(site, served, "alive")
            yield _anchor(written)
    query = "".join(_anchor(f"/live/search.html?key=公告{n}") for n in range(3))
    for n in range(3):
        served = f"/live/search.html?key=%B9%AB%B8%E6{n}"
        site.pages[served] = Reply(packed=fine)
        _mark(site, served, "alive")
    site.pages["/gbk/query.html"] = Reply(
        packed=pack(
            f"<html><head><meta charset=gb2312><title>q</title></head><body>{query}</body></html>",
            "gb18030",
        )
    )
    yield _anchor("/gbk/query.html")


def _walls(site: Site) -> Iterator[str]:
    for status in (412, 521):
        for n in range(4):
            path = _mark(site, f"/wall/{status}-{n}.html", "wall")
            site.pages[path] = Reply(status, pack(_WALL))
            yield _anchor(path)
    for n, status in enumerate((401, 403, 429, 405)):
        path = _mark(site, f"/wall/{status}-{n}.html", "wall")
        site.pages[path] = Reply(status, pack("no"))
        yield _anchor(path)
