"""The office's authorisation file for the city's interfaces, with its secrets in files of their own."""

from collections.abc import Iterable
from pathlib import Path

from demo.town import AccountPlan, Town
from demo.wires.city import route, wires_of
from demo.wires.others import CLIENT, open_id
from demo.wires.wechat import COMPONENT, appid, refresh_token


def write_keys(folder: Path, those: Iterable[Town]) -> Path:
    """Write 授权.toml and the files that it refers to; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    plans = [plan for town in those for plan in town.accounts]
    (folder / "component.secret").write_text(COMPONENT["secret"], encoding="utf-8")
    (folder / "ticket.secret").write_text(COMPONENT["ticket"], encoding="utf-8")
    (folder / "client.secret").write_text(CLIENT["secret"], encoding="utf-8")
    lines = [
        "[wechat]",
        f'base = "{_base("wechat")}"',
        f'component_appid = "{COMPONENT["appid"]}"',
        'component_secret = "file:component.secret"',
        'verify_ticket = "file:ticket.secret"',
        "[douyin]",
        f'base = "{_base("douyin_open")}"',
        f'client_key = "{CLIENT["key"]}"',
        'client_secret = "file:client.secret"',
    ]
    for plan in plans:
        lines += _account(plan, folder)
    path = folder / "授权.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _account(plan: AccountPlan, folder: Path) -> list[str]:
    name = f"{plan.handle}.secret"
    if "wechat" in wires_of(plan):
        (folder / name).write_text(refresh_token(plan.handle), encoding="utf-8")
        table, who = "wechat", f'appid = "{appid(plan.handle)}"'
    elif "douyin_open" in wires_of(plan):
        (folder / name).write_text(f"rft.{open_id(plan.handle)}", encoding="utf-8")
        table, who = "douyin", f'open_id = "{open_id(plan.handle)}"'
    else:
        return []
    return [f'[{table}.accounts."{plan.handle}"]', who, f'refresh_token = "file:{name}"']


def _base(wire: str) -> str:
    found = route(wire, "")
    assert found is not None  # noqa: S101 - it is one of the city's
    return found.url.rstrip("/")
