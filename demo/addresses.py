"""How each publishing system writes its addresses. Paths only; the host stands in the town."""

import hashlib
from dataclasses import dataclass
from datetime import date

from demo.town import Style


@dataclass(frozen=True, slots=True)
class Addresses:
    """Patterns of one system; `{back}` is the page's number counted from nought."""

    listing: str
    more: str
    text: str
    article: str
    style: str
    script: str


_BY_STYLE = {
    Style.TRS: Addresses(
        "/{slug}/",
        "/{slug}/index_{back}.html",
        "/{slug}/",
        "/{slug}/{day:%Y%m}/t{day:%Y%m%d}_{id}.html",
        "/images/style.css",
        "/images/menu.js",
    ),
    Style.HANWEB: Addresses(
        "/col/col{number}/index.html",
        "/col/col{number}/index.html?uid={number}&pageNum={page}",
        "/col/col{number}/index.html",
        "/art/{day.year}/{day.month}/{day.day}/art_{number}_{id}.html",
        "/res/style.css",
        "/res/menu.js",
    ),
    Style.UCAP: Addresses(
        "/{slug}/list.shtml",
        "/{slug}/list_{page}.shtml",
        "/{slug}/index.shtml",
        "/{slug}/{day:%Y%m}/{hex}.shtml",
        "/static/css/style.css",
        "/static/js/menu.js",
    ),
    Style.TABLE: Addresses(
        "/list.asp?classid={number}",
        "/list.asp?classid={number}&page={page}",
        "/about.asp?classid={number}",
        "/show.asp?id={id}",
        "/css/style.css",
        "/js/menu.js",
    ),
}


class AddressBook:
    """The addresses of one site."""

    def __init__(self, style: Style, host: str) -> None:
        self._forms = _BY_STYLE[style]
        self._host = host

    @property
    def style(self) -> str:
        """The style sheet."""
        return self._forms.style

    @property
    def script(self) -> str:
        """The site's own script."""
        return self._forms.script

    def listing(self, slug: str, number: int, page: int = 1) -> str:
        """A page of a list; pages count from 1."""
        form = self._forms.listing if page == 1 else self._forms.more
        return form.format(slug=slug, number=number, page=page, back=page - 1)

    def text(self, slug: str, number: int) -> str:
        """A column of a single page."""
        return self._forms.text.format(slug=slug, number=number)

    def article(self, slug: str, number: int, day: date, article: int) -> str:
        """One article."""
        name = hashlib.sha256(f"{self._host}{article}".encode()).hexdigest()[:32]
        return self._forms.article.format(slug=slug, number=number, day=day, id=article, hex=name)
