from dataclasses import replace

import pytest

from scheduler.health import HealthLimits, Taken, doubts, run_health

LIMITS = HealthLimits(0.5, 0.2, 0.5, 3)
USUAL = Taken("某站", 100, 50, 60, 0, 200, False)
BEFORE = [USUAL, USUAL, USUAL]


def test_a_usual_night_is_believed():
    assert doubts(USUAL, BEFORE, LIMITS) == ()


@pytest.mark.parametrize(("pages", "doubted"), [(50, False), (49, True), (0, True)])
def test_under_half_of_the_usual_pages_is_doubted(pages, doubted):
    assert bool(doubts(replace(USUAL, pages=pages), BEFORE, LIMITS)) is doubted


def test_without_history_few_pages_are_no_reason_for_doubt():
    assert doubts(replace(USUAL, pages=1), BEFORE[:2], LIMITS) == ()


@pytest.mark.parametrize(("errors", "doubted"), [(40, False), (41, True)])
def test_many_errors_of_ours_are_doubted(errors, doubted):
    assert bool(doubts(replace(USUAL, errors=errors), [], LIMITS)) is doubted


def test_dates_that_vanish_at_once_are_our_extractor_not_their_neglect():
    assert "日期" in doubts(replace(USUAL, dated=0), BEFORE, LIMITS)[0]


def test_a_site_that_never_dated_its_lists_is_not_doubted_for_it():
    never = replace(USUAL, dated=0)
    assert doubts(never, [never] * 3, LIMITS) == ()


@pytest.mark.parametrize(("dark", "healthy"), [(2, True), (3, False)])
def test_most_subjects_dark_at_once_is_our_own_line(dark, healthy):
    taken = {str(n): replace(USUAL, dark=n < dark) for n in range(4)}
    assert run_health(taken, {}, LIMITS).healthy is healthy


def test_one_dark_subject_alone_says_nothing_about_our_line():
    assert run_health({"a": replace(USUAL, dark=True)}, {}, LIMITS).healthy
