"""页脚标识缺失: a mark that every page must show at its foot is not there.

Why    国办发〔2017〕47号 第五部分: 全部页面底部列明党政机关网站标识、“我为政府网站找错”入口、网站标识码、
       主办单位及联系方式、ICP备案编号、公安备案标识和网站地图; priced by 国办秘函〔2019〕19号 第二部分“网站标识”.
Fails  when the home page lacks a mark of `marks`, or every page that was read lacks it. One finding a
       mark and site: a footer is one template.
Asks   when the home page shows it and other pages with a footer do not.
"""

from dataclasses import dataclass

from checks.registry import PASSED, Saying, check
from core.dossier import Scene
from core.facts import FOOTER_MARKS, Footer
from core.result import Outcome
from core.subject import Account


@dataclass(frozen=True, slots=True)
class Params:
    """Keys of core.facts.FOOTER_MARKS."""

    marks: tuple[str, ...]


@check()
def footer_mark_missing(
    footers: tuple[Footer, ...], params: Params, scene: Scene
) -> tuple[Saying, ...]:
    """Read all footers of a site together; a page without any mark has no footer to speak of."""
    seen = [f for f in footers if any(f.marks.values())] or list(footers)
    root = "" if isinstance(scene.subject, Account) else _bare(scene.subject.url)
    home = next((f for f in footers if _bare(f.source.url) == root), None)
    if home is not None and home not in seen:
        seen.append(home)
    said = []
    for mark in params.marks:
        name = FOOTER_MARKS[mark]
        lacking = [f for f in seen if not f.marks.get(mark)]
        if not lacking:
            continue
        if home in lacking or len(lacking) == len(seen):
            at = home if home in lacking else lacking[0]
            where = "首页" if at is home else f"{len(lacking)}个页面"
            said.append(Saying(Outcome.FAIL, f"{where}页脚缺少{name}", mark, page=at.source.url))
        else:
            said.append(
                Saying(
                    Outcome.REVIEW,
                    f"{len(seen)}个页面中有{len(lacking)}个页脚缺少{name}",
                    mark,
                    page=lacking[0].source.url,
                )
            )
    return tuple(said) or PASSED


def _bare(url: str) -> str:
    """An address without scheme and index page: the same home however it was asked for."""
    rest = url.split("://", 1)[-1].lower().split("#", 1)[0]
    for index in ("index.html", "index.htm", "index.shtml", "index.jsp"):
        rest = rest.removesuffix(index)
    return rest.rstrip("/")
