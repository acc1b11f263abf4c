"""The child: `python -m crawler JOB.json`. A plan or a round in, one JSON line a noun out.

Standard output carries nothing but nouns and, last of all, Done. The log goes to standard error.
"""

import json
import logging
import sys
from collections.abc import Callable
from pathlib import Path

from core.clock import Clock, system_clock
from core.codec import decode, encode
from core.plan import Plan, Round
from crawler.pen import Find, Lent
from crawler.progress import Done, Noun

log = logging.getLogger("crawler")


def main(job_file: str, find: Find | None = None) -> int:
    """Exit status 0 for every crawl that came to an end, however little it found.

    The first line of standard input is the key of the crawl's box, in hex; "" for one of its own.
    `find` is the eye for personal data; without it bodies are stored as they come.
    """
    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s"
    )
    key = b"" if sys.stdin.isatty() else bytes.fromhex(sys.stdin.readline().strip())
    lent = Lent(find, key) if key else Lent(find)
    try:
        job: Plan | Round = decode(
            Plan | Round, json.loads(Path(job_file).read_text(encoding="utf-8"))
        )
    except (OSError, ValueError, StopIteration) as wrong:
        log.error("任务文件无法读取：%s", wrong)  # noqa: TRY400 - a trace helps no reader here
        return 2
    out = sys.stdout
    told = 0

    def emit(noun: Noun | Done) -> None:
        nonlocal told
        told += 1
        out.write(json.dumps(encode(noun), ensure_ascii=False, separators=(",", ":")) + "\n")
        out.flush()

    _work(job, emit, lent)
    emit(Done(told))
    return 0


def _work(job: Plan | Round, emit: Callable[[Noun], None], lent: Lent) -> None:
    if isinstance(job, Plan):
        from crawler.site import crawl

        crawl(job, emit, system_clock, lent)
    elif job.kind == "probe":
        from crawler.probe import probe

        probe(job, emit, system_clock)
    else:
        from crawler.accounts import look

        look(job, emit, _clock(job), lent)


def _clock(job: Round) -> Clock:
    """The parent's time, going on from when it started us; the machine's where it names none."""
    if job.now is None:
        return system_clock
    began, start = system_clock(), job.now
    return lambda: start + (system_clock() - began)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
