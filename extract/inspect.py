"""所见: a page's reading as plain JSON values, for `govpatrol inspect`."""

from collections import Counter

from core.clock import BEIJING
from core.facts import FOOTER_MARKS, Precision, Stamp
from extract.page import PageReading

_FORMS = {
    Precision.SECOND: "%Y-%m-%d %H:%M:%S",
    Precision.MINUTE: "%Y-%m-%d %H:%M",
    Precision.DAY: "%Y-%m-%d",
    Precision.MONTH: "%Y-%m",
}


def describe(reading: PageReading) -> dict[str, object]:
    """What was read and by which rule. Times are Beijing's, written as precisely as they were stated."""
    return {
        "kind": reading.kind,
        "title": reading.title,
        "published_at": _written(reading.published),
        "date_rule": reading.date_rule,
        "meta_published_at": _written(reading.meta_published),
        "source": reading.origin,
        "column": reading.column,
        "encoding": reading.encoding,
        "declared_encoding": reading.declared_encoding,
        "items": [
            {
                "title": one.title,
                "url": one.url,
                "date": one.published.isoformat() if one.published else None,
            }
            for one in reading.entries
        ],
        "list_state": reading.list_state,
        "next_pages": list(reading.next_pages),
        "footer": {mark: reading.footer.marks.get(mark) for mark in FOOTER_MARKS},
        "metas": dict(reading.metas),
        "links": _counts(reading),
        "platform": reading.platform,
        "columns": [
            {"name": one.name, "url": one.url, "kind": one.kind.value, "origin": one.origin}
            for one in reading.columns
        ],
        "frames": list(reading.frames),
        "hidden_anchors": [
            {"url": one.url, "text": one.text, "trick": one.trick}
            for one in reading.hidden_anchors.anchors
        ],
        "needs_render": reading.needs_render,
        "error_text": reading.error_text,
    }


def _written(stamp: Stamp | None) -> str | None:
    return stamp.at.astimezone(BEIJING).strftime(_FORMS[stamp.precision]) if stamp else None


def _counts(reading: PageReading) -> dict[str, int]:
    counted = Counter(one.kind for one in reading.links if one.url)
    return {
        "total": len(reading.links),
        **dict(sorted(counted.items())),
        "malformed": sum(not one.url for one in reading.links),
    }
