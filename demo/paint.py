"""A town's data drawn as HTML, in the manner of its publishing system."""

import hashlib
import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from core.subject import COLUMN_KIND_NAMES, ColumnKind
from demo import matters
from demo.marks import numbers
from demo.town import ColumnPlan, Shape, Style, towns
from demo.wire import Reply

if TYPE_CHECKING:
    from demo.origin import Entry, Origin

_HOME_ROWS = 6
_FRIENDS = 6
_OWN_PAGE = re.compile(rb'(?<=href=")/[\w/.]+(?:html|/)(?=")')
_SHORT = 26  # characters of a title on a home page


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )


class Painter:
    """Writes the pages of one site."""

    def __init__(self, origin: "Origin") -> None:
        self._origin = origin
        self._site = origin.town.site
        self._ways = {
            "style": origin.addresses.style,
            "script": origin.addresses.script,
            "images": "/images/",
            "sitemap": "/wzdt.html",
            "contact": "/lxwm.html",
            "reading": "/wza.html",
        }
        self._numbers = numbers(origin.town)
        self._frame = self._whole_site()

    def home(self) -> Reply:
        """首页."""
        blocks = [
            {
                "name": column.name,
                "url": self._origin.column_path(column),
                "rows": [
                    self._row(entry, self._site.home_dates, cut=True)
                    for entry in self._origin.entries[column.slug][:_HOME_ROWS]
                ],
            }
            for column in self._origin.town.columns
            if column.home and not self._site.nav_only
        ]
        page = self._paint(
            "home",
            page_title=self._site.name,
            metas_of_page=[],
            blocks=blocks,
            home_links=self._site.home_links,
            hidden_home=self._site.hidden_home,
        )
        return self._with_session(page) if self._site.session_ids else page

    def listing(self, column: ColumnPlan, page: int) -> Reply:
        """One page of a column's list."""
        origin, per_page = self._origin, self._site.per_page
        entries = origin.entries[column.slug][(page - 1) * per_page : page * per_page]
        pages = origin.page_count(column)
        shown = [] if column.shape is Shape.AJAX else entries
        return self._paint(
            "list",
            page_title=f"{column.name}_{self._site.name}",
            metas_of_page=self._column_metas(column),
            column=column,
            number=origin.number(column),
            shape=column.shape.value,
            says=column.says,
            rows=[self._row(entry, self._site.list_dates) for entry in shown],
            data_path=origin.data_path(column),
            latest=[self._row(one, "%m-%d", cut=True) for one in origin.latest(5)],
            crumbs=self._crumbs(column),
            pages=pages,
            pager=[
                {"number": n, "url": origin.column_path(column, n), "here": n == page}
                for n in range(1, pages + 1)
            ],
        )

    def article(self, entry: "Entry") -> Reply:
        """正文页."""
        origin, plan = self._origin, entry.plan
        column = [one for one in origin.entries[entry.column.slug] if one.place >= 0]
        at = column.index(entry) if entry in column else 0
        source = self._site.sponsor
        return self._paint(
            "article",
            page_title=f"{entry.title}_{self._site.name}",
            metas_of_page=[
                *self._column_metas(entry.column),
                ("ArticleTitle", entry.title),
                ("PubDate", f"{entry.at:%Y-%m-%d %H:%M}"),
                ("ContentSource", source),
            ],
            title=entry.title,
            at=entry.at,
            source=source,
            number=entry.number,
            paragraphs=origin.paragraphs(entry),
            picture=self._picture(entry),
            tables=[table for table in (matters.rows(entry), plan.table if plan else ()) if table],
            links=plan.links if plan else (),
            markup=plan.markup if plan else "",
            hidden=plan.hidden if plan else (),
            attachments=matters.attachments(entry),
            crumbs=self._crumbs(entry.column),
            before=self._neighbour(column[at - 1]) if at > 0 else None,
            after=self._neighbour(column[at + 1]) if at + 1 < len(column) else None,
            latest=[self._row(one, "%m-%d", cut=True) for one in origin.latest(5)],
        )

    def text(self, column: ColumnPlan) -> Reply:
        """A column of a single page."""
        return self._words(column.name, self._origin.overview(column), self._crumbs(column), column)

    def furniture(self) -> dict[str, Callable[[], Reply]]:
        """Pages that every site has and no column holds."""
        ways = self._ways
        return {
            ways["sitemap"]: self._map,
            ways["contact"]: lambda: self._plain("联系我们", (self._contact(),)),
            ways["reading"]: lambda: self._plain(
                "适老化无障碍服务",
                ("本网站支持大字体、高对比度和语音阅读，可使用键盘完成浏览操作。",),
            ),
            "/search": lambda: self._plain("搜索结果", ("请在页面上方输入关键词后检索。",)),
        }

    def calendar(self, year: int, month: int) -> Reply:
        """One month. It leads to the next and to the one before, for ever."""
        links = [
            {"href": f"/rili?year={one // 12}&month={one % 12 + 1}", "text": word, "picture": False}
            for word, one in (("上一月", year * 12 + month - 2), ("下一月", year * 12 + month))
        ]
        days = monthrange(year, month)[1]
        lines = (f"{year}年{month}月共{days}天。", "　".join(str(day + 1) for day in range(days)))
        return self._words(f"{year}年{month}月工作日历", lines, self._crumbs(), links=links)

    def missing(self) -> Reply:
        """The site's own page for what is not there; an honest site gives the status to match."""
        page = self._plain("页面不存在", ("您访问的页面不存在或已删除，请返回首页。",))
        return Reply(200 if self._site.soft else 404, page.body, page.headers)

    def _with_session(self, page: Reply) -> Reply:
        """As a server writes links before it knows whether the visitor keeps cookies."""
        name = hashlib.sha256(self._site.host.encode()).hexdigest()[:32].upper()
        marked = _OWN_PAGE.sub(rb"\g<0>;jsessionid=" + name.encode(), page.body)
        return Reply(page.status, marked, page.headers)

    def _map(self) -> Reply:
        links = [
            {"href": self._origin.column_path(one), "text": one.name, "picture": False}
            for one in self._origin.town.columns
        ]
        return self._words("网站地图", ("以下为本网站各栏目入口。",), self._crumbs(), links=links)

    def _plain(self, title: str, lines: tuple[str, ...]) -> Reply:
        return self._words(title, lines, self._crumbs())

    def _words(
        self,
        title: str,
        lines: tuple[str, ...],
        crumbs: list[dict[str, str]],
        column: ColumnPlan | None = None,
        links: list[dict[str, Any]] | None = None,
    ) -> Reply:
        return self._paint(
            "text",
            page_title=f"{title}_{self._site.name}",
            metas_of_page=self._column_metas(column) if column else [],
            title=title,
            paragraphs=lines,
            picture="",
            tables=[],
            links=links or [],
            markup="",
            hidden=(),
            crumbs=crumbs,
        )

    def _paint(self, name: str, **values: Any) -> Reply:
        template: Template = _environment().get_template(f"{self._site.style.value}/{name}.html")
        return self._origin.html(template.render({"number": 0, **self._frame, **values}))

    def _whole_site(self) -> dict[str, Any]:
        site = self._site
        return {
            "site": site,
            "ways": self._ways,
            "nav": list(self._nav()),
            "friends": list(self._friends()),
            "marks": site.marks,
            "numbers": self._numbers,
            "today": self._origin.as_of,
        }

    def _nav(self) -> Iterator[dict[str, Any]]:
        columns = self._origin.town.columns
        for column in columns:
            if not column.under:
                below = [self._way(one) for one in columns if one.under == column.slug]
                yield {**self._way(column), "children": below}

    def _friends(self) -> Iterator[dict[str, str]]:
        open_towns = [
            one.site for one in towns() if not one.site.dark and one.site.host != self._site.host
        ]
        many = len(open_towns) if self._site.drop_down else _FRIENDS
        for site in open_towns[:many]:
            yield {"name": site.name, "url": site.url}

    def _way(self, column: ColumnPlan) -> dict[str, str]:
        return {"name": column.name, "url": self._origin.column_path(column)}

    def _crumbs(self, column: ColumnPlan | None = None) -> list[dict[str, str]]:
        way = [{"name": "首页", "url": "/"}]
        if column and column.under:
            way.append(self._way(self._origin.town.column(column.under)))
        return [*way, self._way(column)] if column else way

    def _row(self, entry: "Entry", dates: str, *, cut: bool = False) -> dict[str, Any]:
        title = entry.title
        short = f"{title[:_SHORT]}…" if cut and len(title) > _SHORT else title
        day = entry.at
        date = dates.replace("%-m", str(day.month)).replace("%-d", str(day.day))
        return {
            "title": title,
            "short": short,
            "url": entry.path,
            "date": day.strftime(date),
            "pinned": entry.place < 0,
        }

    def _neighbour(self, entry: "Entry") -> dict[str, str]:
        return {"title": entry.title, "url": entry.path}

    def _picture(self, entry: "Entry") -> str:
        if entry.column.kind is not ColumnKind.NEWS or entry.place % 3:
            return ""
        return f"/images/p{1 + entry.number % 4}.png"

    def _column_metas(self, column: ColumnPlan) -> list[tuple[str, str]]:
        if self._site.style is Style.TABLE:
            return []  # such sites know nothing of column metas
        return [
            ("ColumnName", column.name),
            ("ColumnDescription", f"{self._site.name}{column.name}"),
            ("ColumnKeywords", column.name),
            ("ColumnType", COLUMN_KIND_NAMES[column.kind]),
        ]

    def _contact(self) -> str:
        return (
            f"主办单位：{self._site.sponsor}。联系电话：{self._numbers.telephone}。"
            "工作时间：工作日上午九时至十二时，下午二时至五时。"
        )
