"""A stranger's document is read in a child: whatever becomes of the child is a value."""

import io

import xlsxwriter

from core.gap import Gap, GapReason
from documents.worker import read_safely
from extract.attachments.reading import Limits, Reading


def far_cells() -> bytes:
    """8 KB that take the whole memory of who lays out all cells between the two."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "甲")
        sheet.write(1_048_575, 16_383, "乙")
    return held.getvalue()


def test_a_document_comes_back_through_the_pipe_as_it_was_read():
    reading = read_safely("各部门：\n请认真落实。".encode(), "通知.txt")
    assert isinstance(reading, Reading)
    assert reading.name == "通知.txt"
    assert reading.text == "各部门：\n请认真落实。"


def test_two_far_cells_are_a_trouble_with_a_reason_and_nobody_dies():
    reading = read_safely(far_cells(), "far.xlsx")
    assert isinstance(reading, Reading)
    assert reading.troubles
    assert reading.troubles[0].detail


def test_a_child_that_overruns_its_time_is_a_gap():
    gap = read_safely(b"%PDF-1.4 " + b"x" * 1000, "slow.pdf", Limits(seconds=-1.9))
    assert isinstance(gap, Gap)
    assert gap.reason is GapReason.TIMEOUT


def test_a_child_that_runs_out_of_memory_is_a_gap():
    body = b"\n".join(b"%d,%d" % (n, n) for n in range(2_000_000))
    gap = read_safely(body, "big.csv", Limits(memory=150_000_000))
    assert isinstance(gap, Gap)
    assert gap.reason in (GapReason.TOO_LARGE, GapReason.UNREADABLE)
    assert gap.detail
