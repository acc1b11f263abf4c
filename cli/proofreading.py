"""校读: a document's leaks and misprints with their places, before it is published.

Asks the engines themselves: a check's saying counts and groups for a notice, an editor wants each place.
Checks of other kinds that read text run as they do for a site. Clear values end here.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from checks.privacy.leak import TYPE_NAMES, Leak, Severity, masked_name
from checks.privacy.scan import scan
from checks.privacy.telling import LEAK_CHECKS
from checks.registry import all_checks
from checks.runner import run
from checks.wording.engine import ALL_TIERS, read
from checks.wording.misprint import Misprint, Tier, mask
from checks.wording.names import holders, phrases
from checks.wording.pycorrector_engine import Pycorrector, advised
from checks.wording.suspect import THRESHOLD, load, word_library
from core.clock import beijing_day
from core.dossier import Dossier
from core.facts import PageText
from core.indicator import Rulebook
from core.result import OUTCOME_NAMES, Outcome
from core.snapshot import Source
from core.subject import Site
from extract.attachments.reading import Mark, Reading
from extract.attachments.workbook import cell_name

_CHECK_OF = {kind: check for check, kinds in LEAK_CHECKS.items() for kind in kinds}
_SEVERITIES = {
    Severity.CRITICAL: "fail",
    Severity.HIGH: "fail",
    Severity.SUSPECT: "review",
    Severity.LOW: "advice",
}
_TIER_CHECKS = {
    Tier.SEVERE: "serious_misstatement",
    Tier.CERTAIN: "typo",
    Tier.SUSPECTED: "suspected_typo",
    Tier.ADVICE: "form_advice",
}
_CELL = re.compile(r"(.*) 第(\d+)行第(\d+)列")
_SHEET = re.compile(r"(?:隐藏)?工作表“(.*)”")
_PAGE = re.compile(r"第(\d+)页")


@dataclass(frozen=True, slots=True)
class Found:
    """One place at fault. `locator` has the place in words under "text" and its parts by name."""

    check: str
    type: str
    severity: str  # fail | review | advice
    message: str
    file: str
    locator: Mapping[str, Any]
    start: int = -1  # characters of the text; -1 where only a cell or a hidden place is known
    end: int = -1
    masked: str = ""
    linked_to: str = ""
    hidden: bool = False
    tier: str = ""
    wrong: str = ""
    suggestion: str = ""
    sentence: str = ""
    rule: str = ""
    score: float = 1.0


def proofread(
    path: str,
    reading: Reading,
    rulebook: Rulebook,
    as_of: datetime,
    region: str = "",
    advisers: Sequence[Pycorrector] = (),
) -> list[Found]:
    """All places at fault in one document (not in the files inside it), in the order of its text.

    `region` is the office's code: the rulebook's leaders of that place must be named rightly.
    `advisers` give a second opinion on suspected misprints.
    """
    page = page_text(path, reading)
    leaks = scan(page.text, page.grids, page.hidden, today=beijing_day(as_of))
    found = [_leak(leak, path, reading) for leak in leaks]
    raws = {
        reading.text[leak.start : leak.end]: leak.masked
        for leak in leaks
        if leak.start >= 0 and not leak.hidden
    }
    misprints = read(
        page.text,
        tiers=ALL_TIERS - {Tier.SUSPECTED} if model_missing() else ALL_TIERS,
        ignore=frozenset(map(str, _asked(rulebook, "ignore"))),
        names=phrases(holders(_asked(rulebook, "leaders")), beijing_day(as_of), region),
        threshold=min(_asked(rulebook, "threshold"), default=THRESHOLD),
    )
    for adviser in advisers:
        misprints = advised(misprints, adviser, page.text)
    found += [_misprint(one, path, reading, raws) for one in misprints]
    found += _others(page, path, rulebook, as_of)
    return sorted(found, key=lambda f: (f.hidden, f.start < 0, f.start))


@cache
def model_missing() -> str:
    """Why suspected misprints cannot be told, "" where they can: the model is built, not written."""
    try:
        load(word_library())
    except OSError:
        return "疑似错别字未检查：语言模型尚未生成"
    return ""


def page_text(path: str, reading: Reading) -> PageText:
    """The document as the fact that checks read."""
    kind = "page" if reading.kind == "html" else "attachment"
    return PageText(
        Source(path), path, reading.text, kind, grids=reading.grids, hidden=reading.hidden
    )


def _leak(leak: Leak, path: str, reading: Reading) -> Found:
    locator = _of_cell(leak.locator)
    hidden = leak.hidden or _in_hidden_cell(leak.locator, reading)
    start, end = (-1, -1) if hidden else (leak.start, leak.end)
    if start >= 0:
        locator = {**_of_text(start, reading), **locator}
    elif not locator:
        locator = {"text": leak.locator}
    name = masked_name(leak.linked_to)
    message = TYPE_NAMES[leak.type] + (f"（{name}）" if name else "")
    message += "，在读者看不见处" if hidden else ""
    message += f"，由所示部分只剩{leak.candidates}种可能" if leak.candidates else ""
    return Found(
        _CHECK_OF[leak.type],
        leak.type.value,
        _SEVERITIES[leak.severity],
        message,
        path,
        locator,
        start,
        end,
        leak.masked,
        name,
        hidden,
        rule=leak.rule,
    )


def _misprint(one: Misprint, path: str, reading: Reading, raws: Mapping[str, str]) -> Found:
    sentence = one.sentence
    for raw, shown in sorted(raws.items(), key=lambda pair: -len(pair[0])):
        sentence = sentence.replace(raw, shown) if raw else sentence
    wrong, suggestion = mask(one.wrong), mask(one.suggestion)
    return Found(
        _TIER_CHECKS[one.tier],
        one.kind,
        one.severity,
        f"{one.kind}：“{wrong}”" + (f"，建议改为“{suggestion}”" if suggestion else ""),
        path,
        _of_text(one.start, reading),
        one.start,
        one.end,
        tier=one.tier.value,
        wrong=wrong,
        suggestion=suggestion,
        sentence=mask(sentence),
        rule=one.rule,
        score=round(one.score, 3),
    )


def _asked(rulebook: Rulebook, name: str) -> list[Any]:
    """What the rulebook in use gives the wording checks under that name, all rows together."""
    given: list[Any] = []
    for row in rulebook.indicators:
        for check_id in set(_TIER_CHECKS.values()) & set(row.checks):
            value: Any = row.checks[check_id].get(name, ())
            given += value if isinstance(value, list | tuple) else [value]
    return given


def _others(page: PageText, path: str, rulebook: Rulebook, as_of: datetime) -> Iterator[Found]:
    """Whatever else the rulebook asks of a text."""
    dossier = Dossier(Site("proofread", path, path), as_of, (page,), ())
    asked: dict[str, Mapping[str, object]] = {}
    for row in rulebook.indicators:
        asked |= row.checks
    for check_id, params in asked.items():
        one = all_checks()[check_id]
        module = one.judge.__module__
        if one.reads != "PageText" or module.startswith(("checks.privacy.", "checks.wording.")):
            continue
        for result in run(one, dossier, params):
            if result.outcome in (Outcome.FAIL, Outcome.REVIEW, Outcome.ERROR):
                yield Found(
                    check_id,
                    one.title,
                    "fail" if result.outcome is Outcome.FAIL else "review",
                    f"{one.title}（{OUTCOME_NAMES[result.outcome]}）：{mask(result.message)}",
                    path,
                    {"text": result.evidence.locator},
                    suggestion=mask(result.evidence.suggestion),
                    sentence=mask("；".join(result.evidence.quotes)),
                )


def _in_hidden_cell(words: str, reading: Reading) -> bool:
    """A cell of a hidden row, column or sheet keeps its row, for the name's sake; nobody sees it."""
    match = _CELL.fullmatch(words)
    if match is None:
        return False
    row, column = int(match[2]) - 1, int(match[3]) - 1
    return any(
        grid.place == match[1] and (row in grid.hidden_rows or column in grid.hidden_columns)
        for grid in reading.grids
    )


def _of_cell(words: str) -> dict[str, Any]:
    """工作表“名单” 第5行第3列 as sheet and cell."""
    match = _CELL.fullmatch(words)
    if match is None:
        return {}
    place, row, column = match[1], int(match[2]), int(match[3])
    if sheet := _SHEET.fullmatch(place):
        cell = cell_name(row, column)
        return {"text": f"{place} {cell}", "sheet": sheet[1], "cell": cell}
    return {"text": words, "table": place, "row": row, "column": column}


def _of_text(start: int, reading: Reading) -> dict[str, Any]:
    """Line, offset, and the page with the line's box where the document has pages."""
    line = reading.text.count("\n", 0, start) + 1
    offset = start - (reading.text.rfind("\n", 0, start) + 1)
    told: dict[str, Any] = {"text": f"第{line}行第{offset + 1}字", "line": line, "offset": offset}
    mark = _mark_at(reading.marks, start)
    if mark is not None:
        told["text"] = f"{mark.place} {told['text']}"
        if page := _PAGE.match(mark.place):
            told["page"] = int(page[1])
        if mark.box:
            told["box"] = list(mark.box)
    return told


def _mark_at(marks: tuple[Mark, ...], start: int) -> Mark | None:
    number = bisect_right([mark.start for mark in marks], start) - 1
    return marks[number] if number >= 0 else None
