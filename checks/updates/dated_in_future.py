"""发布日期晚于当日: an article states a day of publishing that has not come yet.

Why    各地通报所称“日期逻辑错误”: a reader cannot trust a page that is dated after it was read, and
       a false date may hide that nothing is published (国办秘函〔2019〕19号 第一部分“弄虚作假”).
Fails  when the stated day lies more than `grace_days` after the Beijing day of 监测时间点.
Asks   nobody; a date that could not be read is no date.
"""

from dataclasses import dataclass
from datetime import timedelta

from checks.registry import PASSED, Saying, check, not_applicable
from core.clock import beijing_day
from core.dossier import Scene
from core.facts import Article
from core.result import Outcome


@dataclass(frozen=True, slots=True)
class Params:
    """How many days a server's clock may run ahead."""

    grace_days: int


@check()
def dated_in_future(article: Article, params: Params, scene: Scene) -> tuple[Saying, ...]:
    """Hold the stated day against the monitoring point."""
    if article.published is None:
        return not_applicable("未读到发布日期")
    day = article.published.day
    if day <= beijing_day(scene.as_of) + timedelta(days=params.grace_days):
        return PASSED
    said = f"发布日期为{day}，晚于监测时间点"
    return (Saying(Outcome.FAIL, said, quotes=(f"{article.title}　{day}",)),)
