"""读法文件: mappings of platforms' answers, ours beside this file and the office's own in its data folder."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from config.fit import MisfitError, fit
from core.mapping import FeedMapping

SHIPPED = Path(__file__).with_name("mappings")
KINDS = ("json_api", "html_page", "browser_page")


def load_mappings(extra_dirs: Sequence[Path] = ()) -> tuple[FeedMapping, ...]:
    """Every mapping by name; an office's own goes before ours of the same name.

    Raises MisfitError (a ValueError) with a Chinese sentence that names the file and the key.
    """
    found: dict[str, FeedMapping] = {}
    for folder in (SHIPPED, *extra_dirs):
        for path in sorted(folder.glob("*.toml")):
            one = _read(path)
            found[one.name] = one
    return tuple(found[name] for name in sorted(found))


def _read(path: Path) -> FeedMapping:
    where = f"读法文件 {path.name}"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as wrong:
        raise MisfitError(f"{where} 读不到：{wrong.strerror}") from wrong
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        raise MisfitError(f"{where} 不是合法的 TOML（UTF-8）文件：{wrong}") from wrong
    one = fit(FeedMapping, {"name": path.stem, **table}, where)
    if one.kind not in KINDS:
        raise MisfitError(f"{where}：kind 只能是 {'、'.join(KINDS)}，不能是“{one.kind}”")
    for key in ("list", "id", "title"):
        if key not in one.posts and not (one.kind == "html_page" and key == "id"):
            raise MisfitError(f"{where} [posts]：缺少“{key}”")
    if one.kind != "json_api" and not one.response:
        _refuse_bad_selectors(one, where)
    return one


def _refuse_bad_selectors(one: FeedMapping, where: str) -> None:
    rules = [*one.posts.values(), *one.profile.values(), one.total, one.menus, one.downloads]
    for rule in filter(None, (rule.partition("@")[0].strip() for rule in rules)):
        try:
            LexborHTMLParser("<p></p>").css(rule)
        except ValueError as wrong:
            raise MisfitError(f"{where}：选择器“{rule}”写法不对") from wrong
