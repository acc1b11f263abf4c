"""What goes to the log: Chinese lines and tracebacks, without anybody's numbers in them."""

import logging

from checks.privacy.redact import scrub


class ScrubbedFormatter(logging.Formatter):
    """Scrubs the whole line, traceback included: an exception may carry a page's words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line as it may be kept."""
        return scrub(super().format(record))


def start_logging(level: int = logging.INFO) -> None:
    """One handler on standard error for everything that this process says."""
    handler = logging.StreamHandler()
    handler.setFormatter(ScrubbedFormatter("%(asctime)s %(levelname)s %(message)s"))
    logging.basicConfig(level=level, handlers=[handler], force=True)
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
