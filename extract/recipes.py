"""站点配方: where things stand on the odd site that the general rules misread. Data, versioned, tested.

A recipe names places by CSS selectors; what stands there is read by the same rules as everywhere. A
place that is not on the page changes nothing, so that a redesigned site falls back to the general rules.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from core.facts import ListEntry, Precision, Stamp
from extract.addresses import host_of, resolve
from extract.dates import parse_stamp
from extract.titles import clean

RECIPES_FILE = "recipes.toml"
"""Its name in the data folder."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """`host` is a host or, with a leading dot, all hosts under it; the other strings are selectors."""

    host: str
    version: int
    reason: str  # what the general rules get wrong, for whoever comes after
    title: str = ""
    published: str = ""
    origin: str = ""
    rows: str = ""  # each row of the list
    link: str = "a"  # within a row
    row_date: str = ""  # within a row


@dataclass(frozen=True, slots=True)
class Cooked:
    """What a recipe found; None where its place was not on the page."""

    title: str | None
    published: Stamp | None
    origin: str | None
    entries: tuple[ListEntry, ...] | None


def load_recipes(data: Mapping[str, object]) -> tuple[Recipe, ...]:
    """Recipes from a parsed TOML file with [[recipe]] tables. Refuses unknown keys and bad selectors.

    Raises ValueError with a Chinese sentence that names the recipe and the key.
    """
    tables = data.get("recipe", [])
    tables = tables if isinstance(tables, list) else [tables]
    recipes = []
    for number, table in enumerate(tables, 1):
        fault = _fault(table) if isinstance(table, Mapping) else "应写成 [[recipe]] 表"
        if fault:
            host = table.get("host", "未写 host") if isinstance(table, Mapping) else ""
            raise ValueError(f"第 {number} 个站点配方（{host}）：{fault}")
        recipes.append(Recipe(**table))
    return tuple(recipes)


def _fault(table: Mapping[str, object]) -> str:
    known = {one.name for one in fields(Recipe)}
    for key, value in table.items():
        if key not in known:
            return f"不认识的键 {key}"
        if not isinstance(value, int if key == "version" else str):
            return f"{key} 的值类型不对"
    for key in ("host", "version", "reason"):
        if not table.get(key):
            return f"缺少 {key}"
    probe = LexborHTMLParser("<p></p>")
    for key in ("title", "published", "origin", "rows", "link", "row_date"):
        try:
            if selector := table.get(key):
                probe.css(str(selector))
        except (SelectolaxError, ValueError):
            return f"{key} 不是有效的选择器：{selector}"
    return ""


def recipe_for(url: str, recipes: Iterable[Recipe]) -> Recipe | None:
    """The recipe of the page's host, None where it has none."""
    host = host_of(url)
    return next(
        (
            one
            for one in recipes
            if host == one.host or (one.host.startswith(".") and host.endswith(one.host))
        ),
        None,
    )


def cook(recipe: Recipe, text: str, base: str, charset: str, now: datetime) -> Cooked:
    """Reads the recipe's places off a page. `base` is what its relative addresses hang on."""
    tree = LexborHTMLParser(text, scripting=True)
    entries = None
    if recipe.rows:
        rows = (_entry(recipe, row, base, charset, now) for row in tree.css(recipe.rows))
        entries = tuple(one for one in rows if one is not None) or None
    return Cooked(
        title=_said(tree, recipe.title),
        published=_day(_said(tree, recipe.published), now),
        origin=_said(tree, recipe.origin),
        entries=entries,
    )


def _said(tree: LexborHTMLParser | LexborNode, selector: str) -> str | None:
    node = tree.css_first(selector) if selector else None
    return (clean(node.text(separator=" ")) or None) if node is not None else None


def _day(text: str | None, now: datetime) -> Stamp | None:
    stamp = parse_stamp(text or "", now)
    return stamp if stamp and stamp.precision is not Precision.MONTH else None


def _entry(
    recipe: Recipe, row: LexborNode, base: str, charset: str, now: datetime
) -> ListEntry | None:
    link = row.css_first(recipe.link)
    if link is None:
        return None
    title = clean(link.attributes.get("title") or link.text(separator=" "))
    stamp = _day(_said(row, recipe.row_date), now)
    url = resolve(base, link.attributes.get("href") or "", charset) or ""
    rule = f"recipe+{stamp.rule}" if stamp else ""
    return ListEntry(title, url, stamp.day if stamp else None, date_rule=rule)
