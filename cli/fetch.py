"""One page for `inspect`: fetched by a crawl child, under the same safety as any crawl."""

import tempfile
from dataclasses import replace
from pathlib import Path

import click

from cli.group import Chosen
from cli.office import command_office
from core.blob import blob_path, unpack
from core.gap import GAP_REASON_NAMES, Gap
from core.plan import Plan
from core.snapshot import Snapshot
from core.subject import Site
from crawler.camera import NoPhotographError, look
from crawler.child import ChildLost, start
from crawler.rendered import Rendered
from scheduler.child import MODULE


def fetch_one(chosen: Chosen, url: str) -> tuple[bytes, str, str]:
    """Body, final address and content type. Nothing of it is kept; personal data in it is masked."""

    with command_office(chosen) as office, tempfile.TemporaryDirectory() as folder:
        crawl = office.settings.crawl
        blobs = Path(folder) / "blobs"
        plan = Plan(
            run="inspect",
            subject=Site("inspect", url, url),
            as_of=office.clock(),
            limits=replace(crawl.limits, max_pages=1, max_depth=0, rechecks=0),
            folder=folder,
            blobs=str(blobs),
            user_agent=crawl.user_agent,
            proxy=crawl.proxy,
            allow_private=crawl.allow_private,
        )
        try:
            nouns = list(start(plan, module=MODULE))
        except ChildLost as lost:
            raise click.ClickException(f"没有取到页面：{lost}") from lost
        for noun in nouns:
            if isinstance(noun, Snapshot) and noun.sha256:
                body = unpack(blob_path(blobs, noun.sha256).read_bytes())
                return body, noun.final_url, noun.media_type
    why = next((GAP_REASON_NAMES[n.reason] for n in nouns if isinstance(n, Gap)), "没有回应")
    raise click.ClickException(f"没有取到 {url}：{why}")


def render_one(chosen: Chosen, url: str, body: bytes, content_type: str) -> Rendered:
    """These bytes as a browser shows them, its scripts run."""
    with command_office(chosen) as office:
        crawl = office.settings.crawl
        try:
            return look(
                crawl.browser,
                url,
                body=body,
                content_type=content_type,
                proxy=crawl.proxy,
                allow_private=crawl.allow_private,
                timeout=crawl.timeout,
            )
        except NoPhotographError as wrong:
            raise click.ClickException(str(wrong)) from wrong
