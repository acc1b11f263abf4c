"""Misprints of one page as sayings: each wrong word in its sentence once, however often it stands."""

from collections.abc import Callable

from checks.registry import Saying
from checks.wording.misprint import Misprint, marked
from core.facts import PageText
from core.result import Outcome


def sayings(
    page: PageText, outcome: Outcome, reader: Callable[[str], tuple[Misprint, ...]]
) -> tuple[Saying, ...]:
    """Read title and text; the title is not said again where the text repeats it."""
    said: dict[str, Saying] = {}
    for place, text in (("正文", page.text), ("标题", page.title)):
        for one in reader(text):
            said.setdefault(
                one.locus,
                Saying(
                    outcome,
                    f"{one.kind}：“{one.wrong}”"
                    + (f"应为“{one.suggestion}”" if one.suggestion else ""),
                    locus=one.locus,
                    quotes=(marked(one, text),),
                    locator=f"{place} {one.start}-{one.end} {one.rule}",
                    suggestion=one.suggestion,
                ),
            )
    return tuple(said.values())
