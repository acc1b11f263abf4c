"""Whatever stands in a cell: it is read, or refused with a reason. Nothing else is raised."""

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry import cells
from registry.cells import BadCellError

ANY_CELL = st.one_of(
    st.text(max_size=40),
    st.text("0123456789０１.eE+-/:年月日时分 bmhttp://www.", max_size=24),
    st.floats(),
    st.integers(-(10**20), 10**20).map(float),
    st.booleans(),
    st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1)),  # noqa: DTZ001 - as Excel gives them
    st.none(),
)


@pytest.mark.parametrize(
    "reader",
    [
        cells.text,
        cells.name,
        cells.handle,
        cells.code,
        cells.region_code,
        cells.url,
        cells.day,
        cells.moment,
        cells.seconds,
        cells.count,
        lambda cell: cells.word("platform", cell),
    ],
)
@given(cell=ANY_CELL)
def test_any_cell_is_read_or_refused(reader: Callable[[object], object], cell: object) -> None:
    try:
        reader(cell)
    except BadCellError as refused:
        assert str(refused)  # noqa: PT017 - either way out is right


@given(st.from_regex(r"[0-9]{10}|bm[0-9]{8}", fullmatch=True))
def test_every_code_survives_being_typed_as_text(code: str) -> None:
    assert cells.code(code) == cells.code(f"\u3000{code.upper()} ") == code


@given(st.integers(10**9, 10**10 - 1))
def test_every_code_survives_being_typed_as_a_number(code: int) -> None:
    assert cells.code(float(code)) == cells.code(f"{code}.0") == str(code)


def test_digits_of_other_scripts_are_no_code() -> None:
    with pytest.raises(BadCellError):
        cells.code("٩٩٠١٠٠٠٠٠١")
