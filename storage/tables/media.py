"""新媒体: posts that were seen, posts that people report, repost tasks and draws."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Named, Table, TypedColumns

from core.facts import Precision
from storage.kinds import Choice, Moment, Noun
from storage.tables.base import SUBJECT, metadata


class _Post(TypedColumns):
    account: Named[str] = Column(ForeignKey(SUBJECT), primary_key=True)
    id: Named[str] = Column(primary_key=True)
    title: Named[str]
    url: Named[str]
    published: Named[datetime | None] = Column(Moment)
    precision: Named[Precision | None] = Column(Choice(Precision))
    rule: Named[str]
    text: Named[str] = Column(sa.Text)
    pinned: Named[bool]
    kind: Named[str]
    original: Named[bool | None]
    counts: Named[dict[str, int]] = Column(Noun(dict[str, int]))
    quality: Named[str]
    first_seen: Named[datetime] = Column(Moment)
    last_seen: Named[datetime] = Column(Moment)


posts = Table("posts", metadata, _Post, sa.Index(None, "account", "published"))


class _ReportedPost(TypedColumns):
    account: Named[str] = Column(ForeignKey(SUBJECT), primary_key=True)
    id: Named[str] = Column(primary_key=True)
    title: Named[str]
    url: Named[str]
    published: Named[datetime] = Column(Moment)
    precision: Named[Precision] = Column(Choice(Precision))
    quality: Named[str]  # sheet | manual
    newest: Named[bool]  # somebody looked, and there was nothing newer
    screenshot: Named[str]  # sha256
    by: Named[str]
    at: Named[datetime] = Column(Moment, index=True)


reported_posts = Table("reported_posts", metadata, _ReportedPost)


class _RepostTask(TypedColumns):
    id: Named[str] = Column(primary_key=True)
    title: Named[str]
    source: Named[str]
    url: Named[str]
    published: Named[datetime] = Column(Moment, index=True)
    due: Named[datetime] = Column(Moment)
    text: Named[str] = Column(sa.Text)
    at: Named[datetime] = Column(Moment)


repost_tasks = Table("repost_tasks", metadata, _RepostTask)


class _RepostDraw(TypedColumns):
    id: Named[int] = Column(primary_key=True)
    at: Named[datetime] = Column(Moment)
    seed: Named[str]
    pool: Named[tuple[str, ...]] = Column(Noun(tuple[str, ...]))
    drawn: Named[tuple[str, ...]] = Column(Noun(tuple[str, ...]))


repost_draws = Table("repost_draws", metadata, _RepostDraw)
