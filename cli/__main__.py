"""The command `govpatrol`: Chinese first, then Click."""

import sys

from checks.privacy.redact import scrubbed_traceback
from cli.chinese import speak_chinese

speak_chinese()

from cli.group import govpatrol  # noqa: E402 - Click must be imported after the words are set


def main() -> None:
    """Entry point of the console script."""
    sys.excepthook = scrubbed_traceback
    govpatrol(prog_name="govpatrol")


if __name__ == "__main__":
    main()
