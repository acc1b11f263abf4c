"""异常正文: bodies sent with status 200 that are no page: errors, walls, notices of moving, shells."""

import re
from dataclasses import dataclass

from extract.layout import BODY, Layout
from extract.tree import Tree

_SHORT = 800  # characters: an error says little; a page that says more is a page
_FRAMED = 3000  # the same with the menus and the foot of the site around it
_LITTLE = 60  # characters of main text that such a page may have
_TALK = 150  # and that a page may have that is missing
_LINE = 36  # characters of a line that can be an error's own
_FEW = 12  # links of a body that stands alone
_BARE = 120  # characters of text under which a page with scripts is a shell

_WORDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile("|".join(words), re.I))
    for kind, words in (
        (
            "moved",
            (
                r"(?:域名|网址|网站地址|网站)(?:已经?|现已|于.{0,20})?(?:变更|更换|迁移|搬迁|更改|整合)(?!情况|记录)",
                r"迁移[至到]|(?:启用|使用|访问)新(?:域名|网址|网站)",
                r"(?:网站|本站)(?:已|将)?(?:于.{0,20})?(?:停止(?:服务|运行|更新)|关停|下线|永久关闭)",
            ),
        ),
        (
            "maintenance",
            (
                r"(?:升级|维护|改版|建设|调整|调试)(?:维护|改造|升级|建设)?(?:中|期间|之中)(?!心)",
                r"暂停(?:访问|服务|对外)|under (?:construction|maintenance)|敬请期待",
            ),
        ),
        (
            "blocked",
            (
                r"Web应用防火墙|(?:请求|访问|IP).{0,16}(?:拦截|阻断|阻止|屏蔽|拒绝|封禁)|(?:拦截|阻断)(?:提示|页面)",
                r"访问(?:过于|太)频繁|Access Denied|Request (?:blocked|Rejected)|403 Forbidden",
                r"安全(?:验证|检测|检查|防护)|请(?:完成|进行|输入).{0,8}验证|网站防护|云防护|安全狗|非法(?:请求|访问)",
                r"checking your browser|enable javascript and cookies",
            ),
        ),
        (
            "not_found",
            (
                r"(?:页面|网页|内容|文章|信息|栏目|文件|资源|地址|链接|(?:访问|查看|请求|查找|浏览)的.{0,8}).{0,10}"
                r"(?:不存在|找不到|没有找到|未找到|已(?:经|被)?(?:删除|失效|撤[回销下]|下线|过期|移除)|不见了|走丢)",
                r"(?:找不到|没有找到|未找到)(?:您|你|该|此|相关|指定|对应)?.{0,12}(?:页面|网页|内容|文章|信息|文件|资源)",
                r"404\s*(?:not\s*found|error|错误|页面|-|$)|not\s+found|error\s*404|出错了",
            ),
        ),
        (
            "broken",
            (
                r"\b50[0234]\s+(?:Bad|Service|Gateway|Internal)|Bad Gateway|Service Unavailable|Gateway Time-?out",
                r"Internal Server Error|HTTP (?:Status|Error|错误)\s*\d{3}|Whitelabel Error",
                r"Server Error in|Runtime Error",
                r"java\.(?:lang|sql|io)\.\w+|ORA-\d{5}|SQLSTATE|Fatal error:|未将对象引用",
                r"Traceback \(|Warning: \w+\(",
                r"服务器(?:内部)?(?:错误|异常|繁忙)|系统(?:错误|异常|繁忙)|数据库(?:连接|错误)|参数(?:错误|有误)",
                r"error occurred while processing this directive|程序(?:出错|异常)|连接(?:超时|失败)",
            ),
        ),
    )
)
_PATHS = re.compile(r"^\s*(?:/[\w.\-]+){2,}\.(?:s?html?|inc|jsp|php|txt)\s*$")
_REDIRECT = re.compile(
    r"(?:window\.|top\.|self\.|document\.)?location(?:\.href|\.replace)?\s*[=(]\s*[\"'`]|location\.(?:reload|assign)"
)
_TEMPLATE = re.compile(
    r"\{\{[^{}]{1,80}\}\}|\bv-(?:for|if|html|text)=|\bng-(?:repeat|bind)|\$\{[\w.]{1,40}\}|<%=?[^%]{1,80}%>"
)
_TEMPLATE_TYPES = frozenset({"text/html", "text/xml", "text/x-mustache"})
_LOADS = re.compile(
    r"\$\.(?:ajax|get|post|getJSON)\s*\(|\.load\(\s*[\"']|XMLHttpRequest|\bfetch\s*\(|axios|layui\.use|vue|createApp"
    r"|datastore|jpaas|dataproxy|recordset|(?:get|load|init|query)List|\.jsonp?\b|DataTable|mini-?template|juicer"
    r"|Mustache",
    re.I,
)
_WRITES = re.compile(
    r"(?:document\.write(?:ln)?\(|\.(?:inner|outer)HTML\s*\+?=|insertAdjacentHTML\()[^;]{0,200}<(?:li|tr|dd|a)\b"
    r"|createElement\(\s*[\"'](?:li|tr|dd|a)[\"']",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Trouble:
    """`kind`: not_found, maintenance, moved, blocked, broken, empty, not_text; "" for none."""

    kind: str
    words: str


NONE = Trouble("", "")


def read_trouble(title: str, text: str, anchors: int, prose: int) -> Trouble:
    """What a status-200 body that is no page says of itself.

    A body of few words and few links is judged by all its words; one that stands in the site's own
    frame (menus, foot) only by its title and its short lines, only for what is missing or broken, and
    only if it has hardly any main text (`prose` characters of it).
    """
    if _PATHS.match(text):
        return Trouble("broken", text.strip())
    bare = len(text) <= _SHORT and anchors <= _FEW
    if bare:
        places = [title, text]
    else:
        if len(text) > _FRAMED or prose > _LITTLE:
            return NONE
        places = [title, *(one for one in text.split("\n") if len(one) <= _LINE)]
    for place in places:
        for kind, words in _WORDS:
            if not bare and kind not in ("not_found", "broken"):
                continue
            if kind == "not_found" and prose > _TALK:
                continue  # a text that speaks of missing or lapsed things
            found = words.search(place)
            if found:
                start = max(0, found.start() - 20)
                return Trouble(kind, " ".join(place[start : found.end() + 60].split()))
    return NONE


def has_templates(tree: Tree, text: str) -> bool:
    """Places on the page that its own script was to fill in, still unfilled."""
    if "{{" in text or "${" in text or "<%" in text:
        return _TEMPLATE.search(text) is not None
    return any(
        name.startswith(("v-for", "ng-repeat"))
        for attributes in tree.attributes
        for name in attributes
    )


def loads_by_script(tree: Tree, layout: Layout) -> bool:
    """True where an inline script fetches or writes content, or carries a template to be filled.

    A menu that a script writes says nothing of the list.
    """
    for row in tree.named("script"):
        kind = tree.attribute(row, "type").lower()
        if "template" in kind or "tmpl" in kind or kind in _TEMPLATE_TYPES:
            return True
    return any(
        _LOADS.search(script) or (layout.zones[row] == BODY and _WRITES.search(script))
        for row, script in tree.scripts()
    )


_HOLDERS = ("ul", "ol", "dl", "tbody", "table", "div")


def empty_holder(tree: Tree) -> bool:
    """True where a named box stands empty and a script of the page itself writes rows by that name."""
    scripts = [
        script for _, script in tree.scripts() if _WRITES.search(script) or _LOADS.search(script)
    ]
    if not scripts:
        return False
    for tag in _HOLDERS:
        for row in tree.named(tag):
            name = tree.attribute(row, "id")
            quoted = (f"'{name}'", f'"{name}"', f"#{name}")
            named = name and any(one in script for script in scripts for one in quoted)
            if named and not tree.text_of(row).strip():
                return True
    return False


def shell_reason(tree: Tree, layout: Layout, text: str) -> str:
    """Why so little stands on the page: script_redirect, shell, or "" where scripts are not the cause."""
    if len(text) >= _BARE:
        return ""
    scripts = tree.named("script")
    for row in scripts:
        if tree.ends[row] > row + 1 and _REDIRECT.search(tree.texts[row + 1]):
            return "script_redirect"
    roots = any(
        (attributes.get("id") or "") in ("app", "root", "main-app", "__nuxt", "__next")
        for attributes in tree.attributes
        if attributes
    )
    return "shell" if scripts and (roots or not text or loads_by_script(tree, layout)) else ""
