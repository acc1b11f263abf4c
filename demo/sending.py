"""How each publishing system sends its pages: what it says for conditional requests, and gzip."""

import gzip
import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from demo.town import Style
from demo.wire import Reply, Request

_OK, _NOT_MODIFIED = 200, 304


def dress(reply: Reply, style: Style, as_of: datetime) -> Reply:
    """With an ETag (trs, hanweb), a Last-Modified (ucap), or nothing at all (table)."""
    if reply.status != _OK or reply.fault or style is Style.TABLE:
        return reply
    digest = hashlib.sha256(reply.body).hexdigest()
    if style is Style.UCAP:
        written = as_of.astimezone(UTC) - timedelta(seconds=int(digest[:5], 16))
        mark = ("Last-Modified", format_datetime(written, usegmt=True))
    else:
        mark = ("ETag", f'"{digest[:20]}"')
    if style is Style.HANWEB and reply.body:
        packed = gzip.compress(reply.body, compresslevel=1, mtime=0)
        return replace(
            reply, headers=(*reply.headers, mark, ("Vary", "Accept-Encoding")), packed=packed
        )
    return replace(reply, headers=(*reply.headers, mark))


def hand_over(reply: Reply, request: Request) -> Reply:
    """To this very client: 304 where it holds the same bytes, packed where it can unpack."""
    told = {name.lower(): value for name, value in reply.headers}
    held = request.headers
    if (tag := told.get("etag")) and held.get("if-none-match") == tag:
        return Reply(_NOT_MODIFIED, b"", reply.headers)
    if (day := told.get("last-modified")) and held.get("if-modified-since") == day:
        return Reply(_NOT_MODIFIED, b"", reply.headers)
    if reply.packed and "gzip" in held.get("accept-encoding", ""):
        return replace(
            reply, body=reply.packed, headers=(*reply.headers, ("Content-Encoding", "gzip"))
        )
    return reply
