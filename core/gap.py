"""缺口: a fact that should be here, and why it is not. Never a pass, never a fail."""

from dataclasses import dataclass
from enum import StrEnum


class GapReason(StrEnum):
    """Why we could not look. Closed list."""

    TIMEOUT = "timeout"
    DNS_FAILED = "dns_failed"
    REFUSED = "refused"
    DROPPED = "dropped"  # the connection broke, or the answer was cut short
    TLS_FAILED = "tls_failed"
    BLOCKED = "blocked"  # a firewall turned a robot away: 403, 412, 429, 521, a challenge page
    LOGIN_REQUIRED = "login_required"
    SERVER_ERROR = "server_error"
    NOT_FOUND = "not_found"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"  # bytes that no extractor could read
    NOT_RENDERED = "not_rendered"  # scripts write it, and no browser looked
    ROBOTS = "robots"
    PRIVATE_ADDRESS = "private_address"  # it leads inside our own network
    BUDGET = "budget"  # the plan's limit came first
    INTERRUPTED = "interrupted"  # we were stopped
    NO_ROUTE = "no_route"  # nobody has said how to reach this account
    TOO_FEW = "too_few"  # not enough probes yet
    NOT_LOOKED = "not_looked"  # this run did not ask for it
    CRASHED = "crashed"  # our own fault


GAP_REASON_NAMES: dict[GapReason, str] = {
    GapReason.TIMEOUT: "访问超时",
    GapReason.DNS_FAILED: "域名解析失败",
    GapReason.REFUSED: "连接被拒绝",
    GapReason.DROPPED: "连接中断",
    GapReason.TLS_FAILED: "HTTPS 证书或加密协议异常",
    GapReason.BLOCKED: "被防护设备拦截",
    GapReason.LOGIN_REQUIRED: "需要登录",
    GapReason.SERVER_ERROR: "服务器错误",
    GapReason.NOT_FOUND: "页面不存在",
    GapReason.TOO_LARGE: "内容超过大小限制",
    GapReason.UNREADABLE: "内容无法读取",
    GapReason.NOT_RENDERED: "内容由脚本生成，未能渲染",
    GapReason.ROBOTS: "robots 协议不允许抓取",
    GapReason.PRIVATE_ADDRESS: "指向内部网络地址，已拒绝访问",
    GapReason.BUDGET: "达到本次抓取上限",
    GapReason.INTERRUPTED: "任务中断",
    GapReason.NO_ROUTE: "尚未配置获取方式",
    GapReason.TOO_FEW: "探测次数不足",
    GapReason.NOT_LOOKED: "本次未检查",
    GapReason.CRASHED: "本系统处理出错",
}

WORTH_A_RETRY = frozenset(
    {
        GapReason.TIMEOUT,
        GapReason.DNS_FAILED,
        GapReason.REFUSED,
        GapReason.DROPPED,
        GapReason.BLOCKED,
        GapReason.SERVER_ERROR,
        GapReason.BUDGET,
        GapReason.INTERRUPTED,
    }
)
"""Reasons that may be gone in an hour; the others need a person or a setting."""


@dataclass(frozen=True, slots=True)
class Gap:
    """`of` is the name of the fact's class; the runner turns a Gap into UNMEASURED."""

    of: str
    url: str
    reason: GapReason
    detail: str = ""
