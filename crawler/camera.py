"""照相: one page as a reader sees it, with a red box round the words in question. Evidence on demand."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from crawler.rendered import Rendered, Setup
from extract.encoding import decode

_PATIENCE = 40.0  # seconds above the page's own time limit


class NoPhotographError(Exception):
    """There is no picture; the sentence is Chinese and says why."""


@dataclass(frozen=True, slots=True)
class Photograph:
    """`boxes` places were marked: 0 where the words no longer stand on the page."""

    path: Path
    boxes: int
    seconds: float


def photograph(
    browser: str,
    url: str,
    words: Sequence[str],
    path: Path,
    *,
    body: bytes = b"",
    content_type: str = "",
    proxy: str = "",
    allow_private: bool = False,
    timeout: float = 20.0,
) -> Photograph:
    """Write a PNG of the whole page. With `body`, of those stored bytes in the place of today's.

    Words are found also where tags or line breaks split them. Raises NoPhotographError.
    """
    order = {"photograph": str(path.resolve()), "words": list(words)}
    told = _carried_out(browser, url, order, body, content_type, proxy, allow_private, timeout)
    return Photograph(path, told.boxes, told.seconds)


def look(
    browser: str,
    url: str,
    *,
    body: bytes = b"",
    content_type: str = "",
    proxy: str = "",
    allow_private: bool = False,
    timeout: float = 20.0,
) -> Rendered:
    """The page as its scripts leave it, with its weight and their complaints. Raises like `photograph`."""
    return _carried_out(browser, url, {}, body, content_type, proxy, allow_private, timeout)


def _carried_out(
    browser: str,
    url: str,
    order: dict[str, Any],
    body: bytes,
    content_type: str,
    proxy: str,
    allow_private: bool,
    timeout: float,
) -> Rendered:
    cannot = "无法截图" if order else "无法渲染"
    if not browser:
        raise NoPhotographError(f"本机没有可用的浏览器，{cannot}")
    html = decode(body, content_type).text if body else ""
    setup = Setup(browser, "", proxy, allow_private)
    whole = {"id": 1, "url": url, "timeout": timeout, "html": html, **order}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, a list, no shell
            [sys.executable, "-m", "crawler.render", json.dumps(asdict(setup))],
            input=json.dumps(whole) + "\n",
            capture_output=True,
            encoding="utf-8",
            timeout=timeout + _PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise NoPhotographError(f"浏览器没有按时看完页面，{cannot}") from late
    if not done.stdout.strip():
        raise NoPhotographError(f"浏览器未能启动，{cannot}")
    told = Rendered(**json.loads(done.stdout))
    if told.failure:
        raise NoPhotographError(f"页面未能打开，{cannot}（{told.failure}）")
    return told
