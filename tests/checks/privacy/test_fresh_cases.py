"""Leaks and look-alikes by the hundred: every one found, none invented."""

import pytest
from fresh_cases import fresh_cases
from marking import mistakes


@pytest.mark.parametrize("seed", [1, 20260331])
def test_every_leak_is_found_and_nothing_is_invented(seed):
    wrong = {case.text: list(mistakes(case)) for case in fresh_cases(seed)}
    assert {text: said for text, said in wrong.items() if said} == {}


def test_the_generator_never_draws_a_number_of_somebody_alive():
    for case in fresh_cases(7):
        for one in case.expected:
            if one.type == "ID":
                year = one.value[6:8] if len(one.value) == 15 else one.value[6:10]
                assert year.startswith(("190", "0")), case.template
