"""Hold what the engine says of a case against what the case says of itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from fresh_cases import Case

from checks.privacy.leak import Leak
from checks.privacy.scan import scan
from extract.page import read_page

TODAY = date(2026, 3, 31)


def leaks_in(text: str, *, is_html: bool) -> tuple[Leak, ...]:
    """What is found in running text, or in a page as the crawler would read it."""
    if not is_html:
        return scan(text, today=TODAY)
    page = f"<html><head><title>公示</title></head><body>{text}</body></html>".encode()
    at = datetime(2026, 3, 31, tzinfo=UTC)
    read = read_page(page, "https://www.qingxi.gov.test/1", fetched_at=at).text
    return scan(read.text, read.grids, read.hidden, today=TODAY)


def mistakes(case: Case) -> Iterator[str]:
    """One line for each leak missed, graded wrong, or invented."""
    found = list(leaks_in(case.text, is_html=case.is_html))
    for one in case.expected:
        right = next((k for k in found if k.type == one.type and k.clear.is_(one.value)), None)
        if right is None:
            yield f"missed {one.type} {one.value}"
            continue
        found.remove(right)
        if one.severity and right.severity.name.lower() != one.severity:
            yield f"{one.type} {one.value} is {right.severity.name}, not {one.severity}"
    for left in found:
        yield f"invented {left.type} {left.masked} by {left.rule}"
