"""One document for `proofread`, by its address. Nothing of it is kept."""

import click

from config.settings import Crawl
from crawler.take import NotTaken, Way, take

_FAILED = 400


def download(url: str, crawl: Crawl, most: int) -> tuple[bytes, str]:
    """Body (at most `most` bytes and one more) and final address, by the office's proxy and name."""
    way = Way(crawl.user_agent, crawl.timeout, crawl.proxy, crawl.allow_private)
    try:
        taken = take(url, way, most)
    except NotTaken as wrong:
        raise click.ClickException(str(wrong)) from wrong
    if taken.status >= _FAILED:
        raise click.ClickException(f"没有取到 {url}：HTTP {taken.status}")
    return taken.body, taken.final_url
