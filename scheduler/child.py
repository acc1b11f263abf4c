"""巡查子进程: `python -m scheduler.child JOB.json`, the crawl's child with an eye for personal data.

The crawler knows no rules of privacy; here it is lent them, so that no clear value reaches the disk: bodies
are struck before their first write, and what the child says in its log or in dying is scrubbed.
"""

import logging
import sys

from checks.privacy.redact import ScrubbedFormatter, scrubbed_traceback
from crawler.__main__ import main
from scheduler.redact import finder

MODULE = "scheduler.child"


if __name__ == "__main__":
    sys.excepthook = scrubbed_traceback
    handler = logging.StreamHandler()
    handler.setFormatter(ScrubbedFormatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    sys.exit(main(sys.argv[1], finder()))
