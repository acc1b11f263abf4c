"""What goes to the log: Chinese lines and tracebacks, without anybody's numbers in them."""

import logging

from checks.privacy.redact import ScrubbedFormatter


def start_logging(level: int = logging.INFO) -> None:
    """One handler on standard error for everything that this process says."""
    handler = logging.StreamHandler()
    handler.setFormatter(ScrubbedFormatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
