"""The child's side: takes one document, bounds itself, reads, hands over, ends."""

import json
import os
import sys
from typing import Any

from core.codec import decode, encode
from documents.worker import NO_MEMORY
from extract.attachments.reading import Limits


def main() -> int:
    """One order on stdin: a line of JSON, then the bytes. One JSON value on stdout."""
    order = json.loads(sys.stdin.buffer.readline())
    body = sys.stdin.buffer.read()
    limits: Limits = decode(Limits, order["limits"])
    # Native libraries print what they like: it must not mix with the answer.
    answer = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        from extract.attachments.read import read_document

        bound(limits)
        reading = encode(read_document(body, order["name"], limits=limits))
        written = json.dumps(reading, ensure_ascii=False).encode("utf-8", "replace")
    except MemoryError:
        os._exit(NO_MEMORY)  # no memory left to end politely
    with answer:
        answer.write(written)
    return 0


def bound(limits: Limits) -> None:
    """CPU, memory, no files, no core dump. On Windows the parent's clock is the only bound."""
    try:
        import resource
    except ImportError:
        return
    _set(resource, resource.RLIMIT_CPU, int(limits.seconds) + 1)
    _set(resource, resource.RLIMIT_AS, limits.memory)
    _set(resource, resource.RLIMIT_FSIZE, 0)
    _set(resource, resource.RLIMIT_CORE, 0)


def _set(resource: Any, which: int, value: int) -> None:
    _, hard = resource.getrlimit(which)
    lower = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (lower, lower))


if __name__ == "__main__":
    sys.exit(main())
