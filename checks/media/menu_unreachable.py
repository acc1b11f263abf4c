"""菜单打不开: a menu of the account leads to an address that does not open.

Why    茂名2023年第一季度 vetoed accounts whose menus could not be opened; notices list 菜单、服务功能打不开.
Fails  for each menu whose address is dead, looked at twice.
Asks   nobody: an address that turns robots away is not measured.
"""

from dataclasses import dataclass

from checks.registry import PASSED, Saying, check, not_applicable
from core.dossier import Scene
from core.facts import DEAD, Interaction, LinkState
from core.result import Outcome

_KNOWN = (LinkState.OK, LinkState.EXCLUDED, LinkState.TLS_FAILED)


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check()
def menu_unreachable(seen: Interaction, _: Params, scene: Scene) -> tuple[Saying, ...]:
    """One finding a menu; its locus is the account and the menu's address."""
    if seen.menus is None:
        return (Saying(Outcome.UNMEASURED, "未取得菜单"),)
    if not seen.menus:
        return not_applicable("账号没有菜单")
    dead = [menu for menu in seen.menus if menu.state in DEAD]
    if dead:
        return tuple(
            Saying(
                Outcome.FAIL,
                f"菜单“{menu.name}”打不开" + (f"（{menu.detail}）" if menu.detail else ""),
                f"{scene.subject.key} {menu.url}",
                url=menu.url,
                page=seen.source.url,
            )
            for menu in dead
        )
    if any(menu.state not in _KNOWN for menu in seen.menus):
        return (Saying(Outcome.UNMEASURED, "部分菜单未能核实"),)
    return PASSED
