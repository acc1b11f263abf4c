"""巡查子进程: `python -m scheduler.child JOB.json`, the crawl's child with an eye for personal data.

The crawler knows no rules of privacy; here it is lent them, so that no clear value reaches the disk: bodies
are struck before their first write, and what the child says in its log or in dying is scrubbed.
"""

import logging
import sys
import traceback
from types import TracebackType

from checks.privacy.redact import ScrubbedFormatter, scrub
from crawler.__main__ import main
from scheduler.redact import finder

MODULE = "scheduler.child"


def _hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    sys.stderr.write(scrub("".join(traceback.format_exception(kind, error, trace))))


if __name__ == "__main__":
    sys.excepthook = _hook
    handler = logging.StreamHandler()
    handler.setFormatter(ScrubbedFormatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    sys.exit(main(sys.argv[1], finder()))
