"""暗链: links that no reader can see lead to foreign hosts.

Why    国办秘函〔2019〕19号 第一部分“安全、泄密事故等严重问题”: 挂马、内容篡改 and links to unlawful content. Links
       hidden by style are how a site that was broken into serves its new masters.
Fails  when a page hides links to `min_foreign_hosts` or more hosts that are not government hosts.
       Pages that hide the same hosts share a template, and make one finding together.
Asks   when there are fewer: a folded menu may hide one by intent.
"""

from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlsplit

from checks.registry import PASSED, Saying, check
from core.dossier import Scene
from core.facts import HiddenAnchors
from core.result import Outcome

_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Params:
    """How many distinct hosts make it plain."""

    min_foreign_hosts: int


@check()
def hidden_link(pages: tuple[HiddenAnchors, ...], params: Params, _: Scene) -> tuple[Saying, ...]:
    """Group pages by the hosts they hide; the hosts are the locus."""
    groups: dict[tuple[str, ...], list[HiddenAnchors]] = defaultdict(list)
    for page in pages:
        hosts = tuple(sorted({host for a in page.anchors if (host := _foreign_host(a.url))}))
        if hosts:
            groups[hosts].append(page)
    return tuple(_say(hosts, held, params) for hosts, held in sorted(groups.items())) or PASSED


def _say(hosts: tuple[str, ...], held: list[HiddenAnchors], params: Params) -> Saying:
    first = min(held, key=lambda page: (len(page.source.url), page.source.url))
    anchor = next(a for a in first.anchors if _foreign_host(a.url))
    plain = len(hosts) >= params.min_foreign_hosts
    return Saying(
        Outcome.FAIL if plain else Outcome.REVIEW,
        f"{len(held)}个页面存在不可见的外部链接，指向{len(hosts)}个网站（{anchor.trick}）",
        " ".join(hosts),
        quotes=hosts[:_SHOWN],
        locator=anchor.text,
        url=anchor.url,
        page=first.source.url,
    )


def _foreign_host(url: str) -> str:
    """The host, or "" for a government one (second label from the right is gov: gov.cn)."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    return "" if host.split(".")[-2:-1] == ["gov"] else host
