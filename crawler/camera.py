"""照相: one page as a reader sees it, with a red box round the words in question. Evidence on demand."""

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from crawler.rendered import Setup
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
    if not browser:
        raise NoPhotographError("本机没有可用的浏览器，无法截图")
    setup = Setup(browser, "", proxy, allow_private)
    order = {
        "id": 1,
        "url": url,
        "timeout": timeout,
        "photograph": str(path.resolve()),
        "words": list(words),
        "html": decode(body, content_type).text if body else "",
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own module, a list, no shell
            [sys.executable, "-m", "crawler.render", json.dumps(asdict(setup))],
            input=json.dumps(order) + "\n",
            capture_output=True,
            encoding="utf-8",
            timeout=timeout + _PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise NoPhotographError("浏览器没有按时完成截图") from late
    if not done.stdout.strip():
        raise NoPhotographError("浏览器未能启动，无法截图")
    told = json.loads(done.stdout)
    if told["failure"]:
        raise NoPhotographError(f"页面未能打开，无法截图（{told['failure']}）")
    return Photograph(path, told["boxes"], told["seconds"])
