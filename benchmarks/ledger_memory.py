"""How long a violation list takes to write, and that its memory does not grow with it.

    .venv/bin/python benchmarks/ledger_memory.py [ROWS]

Peak memory of the writing itself: the rows are handed over by a sequence that makes each when asked.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from core.tally import LedgerRow
from reports.ledger_xlsx import write_ledger
from tests.reports.sample_tallies import empty, problem


class Rows(Sequence[LedgerRow]):
    """`count` rows that exist one at a time."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, place):
        return Rows(len(range(*place.indices(self._count)))) if isinstance(place, slice) else (
            problem(place + 1, "错别字、表述不规范", f"单位{place % 50}")
        )  # fmt: skip

    def __iter__(self) -> Iterator[LedgerRow]:
        return (self[at] for at in range(self._count))


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "清单.xlsx"
        write_ledger(replace(empty(), ledger=Rows(1)), path)
        before, started = peak_mb(), time.perf_counter()
        write_ledger(replace(empty(), ledger=Rows(count)), path)
        seconds = time.perf_counter() - started
        print(
            f"{count:,} rows: {seconds:.1f} s, peak {peak_mb():.0f} MB "
            f"({peak_mb() - before:+.0f} MB over one row), file {path.stat().st_size / 2**20:.1f} MB"
        )


if __name__ == "__main__":
    main()
