"""A portal made by rule, and the truth about every address on it.

Pages are like those of the big publishing systems: a menu of 36 columns, dated lists with paging,
articles with neighbours, pictures and attachments, forty friends in a <select>, inline style and
script; 28-54 KB, some 74 links a page. `Site.pages` holds what is served, packed; `Site.truth`
what each trap is.
"""

import gzip
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

PHRASES = (
    "市人民政府办公室召开专题会议研究部署近期重点工作",
    "各县区各部门要切实提高认识落实主体责任",
    "持续优化营商环境推动政务服务事项网上可办",
    "扎实推进乡村振兴与基层治理各项任务",
    "加强安全生产隐患排查确保人民群众生命财产安全",
    "进一步规范信息公开工作流程及时回应社会关切",
    "依法履行职责提升行政效能和服务水平",
    "全面落实惠民政策保障困难群众基本生活",
    "组织开展专项督查推动问题整改到位",
    "按照分级负责属地管理的原则抓好工作落实",
    "加快重点项目建设进度强化要素保障",
    "坚持问题导向目标导向结果导向相统一",
)
COLUMNS = 36
PER_LIST = 20
EXTERNAL = "127.0.0.2"  # every address 127.x is this machine: foreign hosts without a name server
LIMITED = "127.0.0.3"


@dataclass
class Reply:
    """`packed` is gzip. `seconds` pass before the answer."""

    status: int = 200
    packed: bytes = b""
    kind: str = "text/html"
    headers: tuple[tuple[str, str], ...] = ()
    seconds: float = 0.0
    trick: str = ""  # see crawl_server


@dataclass
class Site:
    """Paths to replies, and what is true of addresses: dead, soft, scripted, alive, wall, never."""

    port: int
    pages: dict[str, Reply] = field(default_factory=dict)
    truth: dict[str, str] = field(default_factory=dict)
    articles: int = 0

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def known(self, sort: str) -> set[str]:
        return {url for url, what in self.truth.items() if what == sort}


def pack(text: str | bytes, charset: str = "utf-8") -> bytes:
    body = text if isinstance(text, bytes) else text.encode(charset)
    return gzip.compress(body, 5, mtime=0)


def _prose(dice: random.Random, size: int) -> str:
    parts, count = [], 0
    while count < size:
        sentence = (
            "，".join(dice.choice(PHRASES) for _ in range(3)) + f"（第{dice.randrange(9999)}号）。"
        )
        parts.append(f"<p>　　{sentence}</p>")
        count += len(sentence)
    return "\n".join(parts)


_STYLE = (
    "<style>"
    + "".join(
        f".box-{n}{{margin:{n}px;padding:{n % 7}px;background:#f{n % 10}f{n % 10}f{n % 10};}}\n"
        for n in range(190)
    )
    + "</style>"
)
_SCRIPT = (
    "<script>"
    + "".join(
        f"function show{n}(){{var e=document.getElementById('box{n}');if(e){{e.style.display='block';}}}}\n"
        for n in range(150)
    )
    + "var never='/never/in-script.html';</script>"
)


def _frame(title: str, main: str, dice: random.Random, side: str = "") -> str:
    menu = "".join(f'<li><a href="/col{n}/index.html">栏目{n}</a></li>' for n in range(COLUMNS))
    friends = "".join(
        f'<option value="http://{EXTERNAL}:{{port}}/friend{n}.html">友情链接{n}</option>'
        for n in range(8)
    )
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>"
        f'<link rel="stylesheet" href="/style/main.css"><script src="/script/main.js"></script>{_STYLE}{_SCRIPT}</head>'
        f'<body><div class="top"><a href="/"><img src="/images/logo.png" alt="首页"></a>'
        f'<ul class="nav">{menu}</ul></div>'
        f'<!-- <a href="/never/in-comment.html">旧</a> -->'
        f'<div class="main">{main}</div><div class="side">{side}</div>'
        f'<div class="foot"><select onchange="window.open(this.value)">{friends}</select>'
        f"<p>主办单位：某市人民政府办公室　网站标识码：5300000001　ICP备案：某ICP备0500000{dice.randrange(9)}号</p>"
        f'<a href="/sitemap.html">网站地图</a> <a href="/contact.html">联系我们</a></div></body></html>'
    )


def build(port: int, pages: int, *, traps: bool, scripted: int = 0, seed: int = 19) -> Site:
    """`pages` is about how many HTML pages the site has; `scripted` more have lists by script."""
    dice = random.Random(seed)  # noqa: S311
    site = Site(port)
    site.articles = pages - pages // PER_LIST - COLUMNS - 20
    hooks: dict[int, list[str]] = {}
    if traps:
        from benchmarks.crawl_traps import plant

        for number, markup in enumerate(plant(site)):
            hooks.setdefault(20 + number * 3 % max(site.articles - 40, 1), []).append(markup)
    for n in range(scripted):
        hooks.setdefault(n % max(site.articles, 1), []).append(f'<a href="/js/{n}.html">动态</a>')
        site.pages[f"/js/{n}.html"] = Reply(
            packed=pack(_by_script(n, dice).replace("{port}", str(port)))
        )
    for n in range(site.articles):
        site.pages[_path(n, site)] = _article(n, site, dice, "".join(hooks.get(n, ())))
    for path, text in _lists(site, dice):
        site.pages[path] = Reply(packed=pack(text.replace("{port}", str(port))))
    for name in ("sitemap", "contact"):
        text = _frame(name, _prose(dice, 300), dice).replace("{port}", str(port))
        site.pages[f"/{name}.html"] = Reply(packed=pack(text))
    for n in range(8):
        site.pages[f"//{EXTERNAL}/friend{n}.html"] = Reply(packed=pack("<title>友</title>友"))
    _assets(site)
    return site


def _path(n: int, site: Site) -> str:
    return f"/col{n % COLUMNS}/{2020 + n % 6}/art_{n % COLUMNS}_{n}.html"


def _article(n: int, site: Site, dice: random.Random, hook: str) -> Reply:
    day = date(2026, 11, 1) - timedelta(days=n % 700)
    near = "".join(
        f'<li><a href="{_path(m, site)}">相关报道第{m}篇</a><span>{day}</span></li>'
        for m in range(max(0, n - 8), min(site.articles, n + 8))
        if m != n
    )
    attachment = "" if n % 8 else f'<a href="/files/doc{n}.pdf">附件：通知.pdf</a>'
    main = (
        f'<div class="crumb"><a href="/">首页</a> &gt; '
        f'<a href="/col{n % COLUMNS}/index.html">栏目{n % COLUMNS}</a></div>'
        f"<h1>关于第{n}项工作的情况通报</h1><div class='info'>发布时间：{day} 08:30　来源：市政府办</div>"
        f"<div class='content'>{_prose(dice, dice.randrange(500, 4500))}"
        f'<img src="/images/pic{n}.jpg">{attachment}{hook}</div>'
    )
    text = _frame(f"关于第{n}项工作的情况通报", main, dice, f"<ul>{near}</ul>")
    return Reply(packed=pack(text.replace("{port}", str(site.port))))


def _by_script(n: int, dice: random.Random) -> str:
    """A list page whose rows only its script writes."""
    script = (
        "<script>for(var i=0;i<20;i++){document.getElementById('l').innerHTML+="
        "'<li><a href=\"/contact.html?n='+i+'\">关于做好第'+i+'项工作的通知</a><span>2026-11-02</span></li>'}</script>"
    )
    return _frame(f"动态列表{n}", f"<h2>通知公告{n}</h2><ul id='l'></ul>{script}", dice)


def _lists(site: Site, dice: random.Random) -> Iterator[tuple[str, str]]:
    by_column: dict[int, list[int]] = {}
    for n in range(site.articles):
        by_column.setdefault(n % COLUMNS, []).append(n)
    newest = "".join(
        f'<li><a href="{_path(n, site)}">关于第{n}项工作的情况通报</a><span>2026-11-0{n % 9 + 1}</span></li>'
        for n in range(40)
    )
    yield "/", _frame("某市人民政府", f"<ul class='list'>{newest}</ul>", dice)
    for column, numbers in by_column.items():
        pages = [numbers[i : i + PER_LIST] for i in range(0, len(numbers), PER_LIST)]
        for at, part in enumerate(pages):
            rows = "".join(
                f'<li><a href="{_path(n, site)}">关于第{n}项工作的情况通报</a>'
                f"<span>{date(2026, 11, 1) - timedelta(days=n % 700)}</span></li>"
                for n in part
            )
            name = f"/col{column}/index{f'_{at}' if at else ''}.html"
            onward = (
                f'<a href="/col{column}/index_{at + 1}.html">下一页</a>'
                if at + 1 < len(pages)
                else ""
            )
            crumb = f'<div class="crumb"><a href="/">首页</a> &gt; 栏目{column}</div>'
            yield (
                name,
                _frame(f"栏目{column}", f"{crumb}<ul class='list'>{rows}</ul>{onward}", dice),
            )


def _assets(site: Site) -> None:
    picture = pack(b"\x89PNG\r\n\x1a\n" + b"0" * 900)
    document = pack(b"%PDF-1.4\n" + b"0" * 2000)
    site.pages["/images/logo.png"] = Reply(packed=picture, kind="image/png")
    for n in range(max(site.articles, 20)):
        site.pages[f"/images/pic{n}.jpg"] = Reply(packed=picture, kind="image/jpeg")
    for n in range(0, site.articles, 8):
        site.pages[f"/files/doc{n}.pdf"] = Reply(packed=document, kind="application/pdf")
    css = "".join(f".x{n}{{background:url(/images/pic{n}.jpg)}}\n" for n in range(20))
    extra = site.pages.get("/style/main.css")
    if extra is None:
        site.pages["/style/main.css"] = Reply(packed=pack(css), kind="text/css")
    site.pages["/script/main.js"] = Reply(packed=pack("var a=1;"), kind="application/javascript")
