"""一页读成事实: the whole reading of one page, from its bytes. Pure, never raises, every outcome named."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.facts import Footer, HiddenAnchors, ListEntry, PageText, Stamp
from core.snapshot import Source
from core.subject import Column
from extract.codes import CodePlace, find_codes
from extract.columns import read_columns
from extract.crumbs import column_named, level_of, read_crumbs, read_origin
from extract.encoding import decode, is_text
from extract.entries import MIN_WEIGHT, listed_rows, many_lists, next_pages, own_entries
from extract.footer import read_footer
from extract.hidden import read_hidden_anchors
from extract.kind import Signs, judge_kind
from extract.layout import Layout, read_layout
from extract.lines import bar_row, read_lines
from extract.links import Link, base_of, find_links
from extract.listing import read_listings
from extract.maintext import main_text
from extract.metas import read_metas
from extract.platform import read_platform
from extract.published import read_published
from extract.recipes import Cooked, Recipe, cook, recipe_for
from extract.records import read_records
from extract.titles import Title, bare, read_title
from extract.tree import Tree, grow
from extract.trouble import (
    NONE,
    Trouble,
    empty_holder,
    has_templates,
    loads_by_script,
    read_trouble,
    shell_reason,
)
from extract.words import Words, read_grids, read_hidden, read_words

_FEW_ENTRIES = 3


@dataclass(frozen=True, slots=True)
class PageReading:
    """All that was read off one page. What is not there is empty, and nothing is guessed."""

    url: str
    source: Source
    kind: str  # home | list | article | other | shell | error
    title: str
    published: Stamp | None
    meta_published: Stamp | None
    date_rule: str
    origin: str  # 来源
    column: str
    encoding: str
    declared_encoding: str
    platform: str
    entries: tuple[ListEntry, ...]
    list_state: str  # filled | empty | not_loaded | none
    next_pages: tuple[str, ...]
    footer: Footer
    metas: Mapping[str, str] = field(hash=False)
    text: PageText
    hidden_anchors: HiddenAnchors
    links: tuple[Link, ...]
    columns: tuple[Column, ...]
    frames: tuple[str, ...]
    needs_render: str  # why a browser should look, "" where none need
    error_text: str  # the words of an error body sent with status 200, "" otherwise
    level: int = 0  # depth of the column below the home page by its breadcrumb, 0 where none says
    error_kind: str = ""  # not_found | maintenance | moved | blocked | broken | empty | not_text
    codes: tuple[CodePlace, ...] = ()  # pictures that may be codes of accounts


def read_page(
    body: bytes,
    url: str,
    *,
    fetched_at: datetime,
    content_type: str = "",
    snapshot: str = "",
    recipes: tuple[Recipe, ...] = (),
) -> PageReading:
    """Reads one page. `url` is absolute; `fetched_at` is aware: relative times hang on it.

    `recipes` are for the few sites that the general rules misread.
    """
    decoded = decode(body, content_type)
    tree = grow(decoded.text)
    words = read_words(tree)
    layout = read_layout(tree)
    source = Source(url, snapshot, fetched_at)
    metas = read_metas(tree)
    placed = find_links(tree, url, decoded.encoding)
    links = tuple(link for _, link in placed)
    listings = read_listings(tree, words, layout, placed, fetched_at)
    skipped = listed_rows(tree, listings)
    main, weight = main_text(tree, layout, skipped)
    trail = read_crumbs(tree, words)
    lines = read_lines(tree)
    title = read_title(
        tree,
        words,
        layout,
        metas=metas,
        lines=lines,
        main=main,
        bar=bar_row(lines, layout, skipped, fetched_at),
        skipped=skipped,
        crumbs=[name for name, _ in trail],
    )
    published = read_published(
        tree,
        words,
        layout,
        metas=metas,
        lines=lines,
        title_row=title.row,
        title=title.text,
        main=main,
        skipped=skipped,
        now=fetched_at,
    )
    anchors = sum(one.kind == "page" for one in links)
    pages = next_pages(tree, layout, placed, url)
    best = max(listings, key=lambda one: one.weight, default=None)
    # A list of dated items is a page, and so is an article with its title or its date in place,
    # whatever their words say of missing pages or maintenance: offices write about such things.
    lists = best is not None and best.dated >= _FEW_ENTRIES
    sound = lists or title.stated or published.rule in ("labelled", "info_bar")
    trouble = NONE if sound else read_trouble(title.text, words.text, anchors, weight)
    if not is_text(decoded.text):
        trouble = Trouble("not_text", "")
    elif not words.text and not links and "script" not in tree.tags:
        trouble = Trouble("empty", "")
    kind = judge_kind(
        Signs(
            url=url,
            article_meta=title.stated,
            column_meta=bool(metas.get("ColumnName")),
            crumbs=tuple(name for name, _ in trail),
            title=title.text,
            site_title=title.is_site,
            dated=published.stamp is not None,
            date_rule=published.rule,
            prose=weight,
            items=len(best.items) if best and best.weight else 0,
            dated_items=best.dated if best else 0,
            lists=sum(one.weight >= MIN_WEIGHT for one in listings),
            many_lists=many_lists(listings),
            pager=bool(pages),
        )
    )
    shell = "" if trail else shell_reason(tree, layout, words.text)
    if trouble.kind:
        kind = "error"
    elif shell:
        kind = "shell"
    entries = own_entries(listings, kind == "home") if kind in ("list", "home") else ()
    if not entries and kind in ("list", "home", "other"):
        entries = read_records(tree, url, decoded.encoding, fetched_at)
        kind = "list" if entries and kind == "other" else kind
    state, reason = _list_state(tree, layout, kind, entries, words.text)
    article = kind == "article"
    column = column_named(metas, trail, title.text if article else "")
    reading = PageReading(
        url=url,
        source=source,
        kind=kind,
        title=_called(kind, title, column),
        published=published.stamp if article else None,
        meta_published=published.stated,
        date_rule=published.rule if article else "",
        origin=read_origin(words.text, metas) if article else metas.get("ContentSource", ""),
        column=column,
        encoding=decoded.encoding,
        declared_encoding=decoded.declared,
        platform=read_platform(tree, layout, links),
        entries=entries,
        list_state=state,
        next_pages=pages,
        footer=read_footer(tree, words, layout, placed, source),
        metas=metas,
        text=PageText(
            source,
            title.text,
            words.text,
            main=_span(tree, words, main),
            grids=read_grids(tree, words),
            hidden=read_hidden(tree, words),
        ),
        hidden_anchors=read_hidden_anchors(tree, placed, url, source),
        links=links,
        columns=read_columns(tree, words, layout, placed, trail, url),
        frames=tuple(dict.fromkeys(one.url for one in links if one.kind == "frame" and one.url)),
        needs_render=shell or reason,
        error_text=trouble.words,
        error_kind=trouble.kind,
        level=level_of(trail, title.text if article else ""),
        codes=find_codes(tree, placed),
    )
    recipe = recipe_for(url, recipes)
    if recipe is None or kind in ("error", "shell"):
        return reading
    base = base_of(tree, url)
    return _by_recipe(reading, cook(recipe, decoded.text, base, decoded.encoding, fetched_at))


def _by_recipe(reading: PageReading, cooked: Cooked) -> PageReading:
    """The reading with what the site's recipe found; what it did not find stays as read."""
    if cooked.entries is not None:
        reading = replace(reading, kind="list", entries=cooked.entries, list_state="filled")
    if cooked.published is not None:
        reading = replace(reading, kind="article", published=cooked.published, date_rule="recipe")
    if cooked.title:
        reading = replace(
            reading, title=cooked.title, text=replace(reading.text, title=cooked.title)
        )
    return replace(reading, origin=cooked.origin or reading.origin)


def _called(kind: str, title: Title, column: str) -> str:
    """A home page goes by its <title>; a list that no heading names, under a <title> that does not name
    its column either, goes by the column."""
    if kind == "home" and title.whole:
        return title.whole
    nameless = title.is_site or (title.row < 0 and bare(column) not in bare(title.text))
    return column if kind == "list" and column and nameless else title.text


def _span(tree: Tree, words: Words, main: int) -> tuple[int, int] | None:
    if main < 0:
        return None
    start, end = words.offsets[main], words.offsets[tree.ends[main]]
    return (start, end) if end > start else None


def _list_state(
    tree: Tree, layout: Layout, kind: str, entries: tuple[ListEntry, ...], text: str
) -> tuple[str, str]:
    """State of the list, and why a browser should look at it."""
    templates = has_templates(tree, text)
    if kind == "other" and not templates and empty_holder(tree):
        return "not_loaded", "list_not_loaded"
    if kind not in ("list", "home"):
        return "none", "template" if templates and kind == "other" else ""
    if entries:
        return "filled", "template" if templates and len(entries) < _FEW_ENTRIES else ""
    if templates or loads_by_script(tree, layout):
        return "not_loaded", "list_not_loaded"
    return "empty", ""
