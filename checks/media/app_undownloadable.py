"""客户端无法下载: none of the ways in which the store offers the app brings anything.

Why    国办秘函〔2019〕19号 政务新媒体单项否决: 移动客户端无法下载或者使用.
Fails  when every download address is dead, looked at twice. Whether a downloaded app runs, a person tests.
Asks   nobody: without a store page it is not measured.
"""

from dataclasses import dataclass

from checks.registry import PASSED, Saying, check
from core.dossier import Scene
from core.facts import DEAD, Interaction, LinkState
from core.result import Outcome


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check()
def app_undownloadable(seen: Interaction, _: Params, scene: Scene) -> tuple[Saying, ...]:
    """One address that works is enough."""
    loads = seen.downloads
    if not loads:
        return (Saying(Outcome.UNMEASURED, "未取得下载地址"),)
    if any(load.state is LinkState.OK for load in loads):
        return PASSED
    if all(load.state in DEAD for load in loads):
        first = loads[0]
        told = "下载地址打不开" + (f"（{first.detail}）" if first.detail else "")
        return (Saying(Outcome.FAIL, told, scene.subject.key, url=first.url, page=seen.source.url),)
    return (Saying(Outcome.UNMEASURED, "下载地址未能核实"),)
