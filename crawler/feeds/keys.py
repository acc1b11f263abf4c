"""授权文件: which interface of which host the office may ask, and where the secrets lie.

The file (TOML) holds references only, `env:NAME` or `file:PATH`; a secret written into it outright is
refused. Hosts stand here and not in the registry, so no imported sheet can send a key elsewhere.

    [wechat]
    base = "https://api.weixin.qq.com"
    component_appid = "wx…"
    component_secret = "env:WECHAT_COMPONENT_SECRET"
    verify_ticket = "file:wechat_ticket.txt"
    [wechat.accounts.some-handle]
    appid = "wx…"
    refresh_token = "file:some-handle.txt"
"""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_REFERENCES = frozenset(
    {"component_secret", "verify_ticket", "refresh_token", "secret", "client_secret"}
)


class KeysError(ValueError):
    """The message is a Chinese sentence without any secret in it."""


class Keys:
    """Read once a round. An office without interfaces has none."""

    def __init__(self, path: str = "", env: Mapping[str, str] = os.environ) -> None:
        self._folder = Path(path).parent
        self._env = env
        self._told: dict[str, Any] = {}
        self._wrong = ""
        if not path:
            return
        try:
            self._told = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        except OSError as wrong:
            self._wrong = f"授权文件读不到（{wrong.strerror}）"
        except ValueError:
            self._wrong = "授权文件不是合法的 TOML"

    def platform(self, name: str) -> dict[str, str]:
        """The interface's own table, secrets resolved. KeysError where it is not there or not usable."""
        if self._wrong:
            raise KeysError(self._wrong)
        table = self._told.get(name)
        if not isinstance(table, dict) or "base" not in table:
            raise KeysError(f"授权文件中没有 [{name}]")
        return self._resolved({k: v for k, v in table.items() if k != "accounts"}, name)

    def account(self, name: str, handle: str) -> dict[str, str]:
        """One account's authorisation."""
        if self._wrong:
            raise KeysError(self._wrong)
        table = self._told.get(name, {}).get("accounts", {}).get(handle)
        if not isinstance(table, dict):
            raise KeysError(f"授权文件中没有账号 {handle} 的授权")
        return self._resolved(table, f"{name}.accounts.{handle}")

    def _resolved(self, table: Mapping[str, Any], where: str) -> dict[str, str]:
        return {
            key: self._secret(str(value), f"{where}.{key}") if key in _REFERENCES else str(value)
            for key, value in table.items()
        }

    def _secret(self, reference: str, where: str) -> str:
        kind, _, name = reference.partition(":")
        if kind == "env":
            found = self._env.get(name, "")
        elif kind == "file":
            try:
                found = (self._folder / name).read_text(encoding="utf-8").strip()
            except (OSError, ValueError):
                found = ""
        else:
            raise KeysError(f"{where} 应写成 env:变量名 或 file:文件名，不能直接写密钥")
        if not found:
            raise KeysError(f"{where} 指向的密钥是空的或读不到")
        return found
