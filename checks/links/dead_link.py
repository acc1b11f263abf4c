"""错链死链: an address that a page offers and that does not open.

Why    国办秘函〔2019〕19号 第二部分“功能设计·可用性”: 首页及其他页面的链接、图片、附件、外部链接不能正常访问的,
       每个扣分.
Fails  when the crawler settled, after asking again, that the target is gone. One finding a target,
       however many pages hold it.
Asks   nobody: a target behind a firewall, with a broken certificate, or not asked, is not measured.
"""

from dataclasses import dataclass
from typing import Literal

from checks.registry import PASSED, Saying, check, not_applicable
from core.dossier import Scene
from core.facts import DEAD, LinkState, LinkTarget
from core.result import Outcome

_STATES: dict[LinkState, str] = {
    LinkState.NOT_FOUND: "页面不存在",
    LinkState.SERVER_ERROR: "服务器错误",
    LinkState.DNS_FAILED: "域名无法解析",
    LinkState.REFUSED: "连接被拒绝",
    LinkState.TIMEOUT: "访问超时",
    LinkState.REDIRECT_LOOP: "循环跳转",
    LinkState.SOFT_404: "返回的是“页面不存在”提示页",
    LinkState.MALFORMED: "网址格式错误",
    LinkState.EMPTY: "文件为空或类型不符",
    LinkState.BLOCKED: "被防护设备拦截，未能判断",
    LinkState.TLS_FAILED: "HTTPS 证书或加密协议异常，未能判断",
    LinkState.UNKNOWN: "未能判断",
}
_KINDS = {
    "page": "链接",
    "picture": "图片",
    "attachment": "附件",
    "style": "样式文件",
    "script": "脚本文件",
    "frame": "内嵌页面",
    "form": "表单提交地址",
}


@dataclass(frozen=True, slots=True)
class Params:
    """Which links the row prices: those on the home page, all others, or both."""

    where: Literal["home", "elsewhere", "any"]


@check()
def dead_link(link: LinkTarget, params: Params, _: Scene) -> tuple[Saying, ...]:
    """Judge one target. The locus is its address, the page is the weightiest that holds it."""
    if params.where not in ("home", "elsewhere", "any"):
        raise ValueError(f"where = {params.where!r}")
    if params.where != "any" and link.on_home != (params.where == "home"):
        return not_applicable("首页以外的链接" if params.where == "home" else "首页链接，另行计算")
    if link.state is LinkState.EXCLUDED:
        return not_applicable("不检查的链接")
    if link.state is LinkState.OK:
        return PASSED
    if link.state not in DEAD:
        return (Saying(Outcome.UNMEASURED, _STATES[link.state]),)
    first = link.holders[0] if link.holders else None
    return (
        Saying(
            Outcome.FAIL,
            _sentence(link),
            quotes=(first.text,) if first and first.text else (),
            locator=first.locator if first else "",
            page=first.page if first else "",
        ),
    )


def _sentence(link: LinkTarget) -> str:
    """首页的图片无法打开：页面不存在（HTTP 404），共有3个页面引用."""
    where = "首页" if link.on_home else "页面模板中" if link.in_template else "页面中"
    reach = "" if link.internal else "外部"
    status = f"（HTTP {link.status}）" if link.status and link.state in _BY_STATUS else ""
    held = f"，共有{len(link.holders)}个页面引用" if len(link.holders) > 1 else ""
    kind = _KINDS.get(link.kind, "链接")
    return f"{where}的{reach}{kind}无法打开：{_STATES[link.state]}{status}{held}"


_BY_STATUS = frozenset({LinkState.NOT_FOUND, LinkState.SERVER_ERROR})
