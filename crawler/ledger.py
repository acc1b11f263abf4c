"""链接簿: every address that a page leads to, who holds it, and what each look at it brought."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from core.facts import Holder, LinkState, LinkTarget
from core.snapshot import Source
from crawler.answer import Answer
from crawler.scope import same_page
from extract.links import Link

_HOLDERS = 20
"""Pages that are named with a link; the others are counted."""
_TEMPLATE_PAGES = 10  # fewer pages than that say nothing about a template


@dataclass(slots=True)
class Target:
    """One address as it gathers. `looks` are what it was found to be, oldest first."""

    url: str
    kind: str
    internal: bool = False
    on_home: bool = False
    held: int = 0
    last_page: int = -1
    holders: list[tuple[int, str, str]] = field(default_factory=list)  # page, text, locator
    looks: list[LinkState] = field(default_factory=list)
    last: Answer | None = None
    state: LinkState | None = None
    detail: str = ""

    def looked(self, state: LinkState, answer: Answer, detail: str = "") -> None:
        """Write one look down."""
        self.looks.append(state)
        self.last = replace(answer, body=b"")
        self.detail = detail or answer.detail


class Ledger:
    """Addresses by what they lead to. Order of pages is order of weight: the home page comes first."""

    def __init__(self) -> None:
        self.targets: dict[str, Target] = {}
        self._pages: list[str] = []

    def page(self, url: str) -> int:
        """Enter a page that holds links; its number."""
        self._pages.append(url)
        return len(self._pages) - 1

    def note(self, page: int, link: Link) -> Target | None:
        """Enter one link. Returns its target when it was never seen before."""
        key = same_page(link.url) if link.url else link.raw
        target = self.targets.get(key)
        new = target is None
        if target is None:
            target = self.targets[key] = Target(link.url or link.raw, link.kind)
        if target.last_page != page:
            target.last_page = page
            target.held += 1
            if page == 0:
                target.on_home = True
            if len(target.holders) < _HOLDERS:
                target.holders.append((page, link.text[:80], link.locator))
        return target if new else None

    def facts(self) -> Iterator[LinkTarget]:
        """Every address, settled as far as it was."""
        many = max(_TEMPLATE_PAGES, len(self._pages) // 2)
        for target in self.targets.values():
            last = target.last
            yield LinkTarget(
                source=Source(
                    target.url, last.sha256 if last else "", last.fetched_at if last else None
                ),
                state=target.state or LinkState.UNKNOWN,
                holders=tuple(
                    Holder(self._pages[page], text, locator)
                    for page, text, locator in sorted(target.holders)
                ),
                status=last.status if last else 0,
                kind=target.kind,
                internal=target.internal,
                on_home=target.on_home,
                in_template=target.held >= many,
                tries=len(target.looks),
                detail=target.detail,
                held=target.held,
            )
