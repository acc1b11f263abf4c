"""How the extraction does on a folder of saved pages with an index.tsv of hand labels.

    python benchmarks/extract_real_pages.py DIR [-v] [--now 2026-11-21]

index.tsv: file, kind, labelled, url, ..., truth_title, truth_date, truth_date_where,
truth_meta_pubdate, truth_source, truth_items, truth_newest, truth_footer (one letter a mark, - for
absent, ? for not looked at), truth_remark. Pages without a label are read for time and robustness.
"""

import argparse
import csv
import sys
import time
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from core.clock import BEIJING  # noqa: E402
from core.facts import newest  # noqa: E402
from extract.inspect import describe  # noqa: E402
from extract.page import PageReading, read_page  # noqa: E402

MARKS = ("icp", "police", "id_code", "conac", "find_errors", "sitemap", "contact")
LETTERS = "IGSCJML"


def bare(text: str) -> str:
    return "".join(text.split())


def marks_of(reading: PageReading) -> str:
    marks = reading.footer.marks
    return "".join(c if marks.get(k) else "-" for k, c in zip(MARKS, LETTERS, strict=True))


def compare(row: dict[str, str], reading: PageReading, now: datetime) -> dict[str, tuple[str, str]]:
    """What was judged: name -> (truth, ours)."""
    told = describe(reading)
    judged: dict[str, tuple[str, str]] = {}
    if row["truth_title"]:
        judged["title"] = (bare(row["truth_title"]), bare(reading.title))
    if row["truth_date"] or row["truth_date_where"] == "absent":
        judged["date"] = (row["truth_date"][:16], str(told["published_at"] or "")[:16])
    if row["truth_meta_pubdate"]:
        judged["meta"] = (row["truth_meta_pubdate"][:16], str(told["meta_published_at"] or "")[:16])
    if row["truth_source"]:
        judged["source"] = (bare(row["truth_source"]), bare(reading.origin))
    if row["truth_items"]:
        judged["items"] = (row["truth_items"], str(len(reading.entries)))
        latest = newest(reading.entries, now.date())
        judged["newest"] = (row["truth_newest"][:10], str(latest or ""))
    if row["truth_footer"] and "?" not in row["truth_footer"]:
        judged["footer"] = (row["truth_footer"], marks_of(reading))
    return judged


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("-v", "--verbose", action="store_true")
    asked.add_argument("--now", default="2026-11-21")
    asked = asked.parse_args()
    now = datetime.fromisoformat(asked.now).replace(tzinfo=BEIJING)
    with (asked.folder / "index.tsv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["kind"]]
    right: dict[str, list[int]] = {}
    kinds: dict[tuple[str, str], int] = {}
    seconds, size = 0.0, 0
    for row in rows:
        body = (asked.folder / row["file"]).read_bytes()
        url = (
            row["url"]
            if row["url"].startswith("http")
            else "http://" + (row["url"] or "www.example.gov.cn") + "/" + row["file"]
        )
        begun = time.process_time()
        reading = read_page(body, url, fetched_at=now)
        seconds += time.process_time() - begun
        size += len(body)
        pair = (row["kind"], reading.kind)
        kinds[pair] = kinds.get(pair, 0) + 1
        if asked.verbose:
            print(
                row["file"],
                row["kind"],
                "->",
                reading.kind,
                reading.list_state,
                reading.needs_render,
                reading.error_kind,
                "|",
                reading.title[:40],
                "|",
                reading.published and reading.published.day,
                reading.date_rule,
                "|",
                len(reading.entries),
                newest(reading.entries, now.date()),
                "|",
                marks_of(reading),
                "|",
                reading.column,
                "|",
                reading.origin,
                "|",
                reading.platform,
            )
        if row["labelled"] != "1":
            continue
        for name, (truth, ours) in compare(row, reading, now).items():
            good = truth == ours or (name == "date" and bool(truth) and truth == ours[: len(truth)])
            right.setdefault(name, []).append(good)
            if not good:
                print(f"  WRONG {row['file']} {name}: truth {truth!r} ours {ours!r}")
    for name, marks in right.items():
        print(f"{name:8} {sum(marks)}/{len(marks)}")
    print("kinds   ", {f"{a}->{b}": n for (a, b), n in sorted(kinds.items())})
    print(
        f"CPU      {seconds / len(rows) * 1000:.2f} ms a page of {size / len(rows) / 1024:.0f} KB"
    )


if __name__ == "__main__":
    main()
