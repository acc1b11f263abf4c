"""Learning more never overturns what is settled; spans only narrow; caps hold."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from core.finding import Decision
from core.indicator import JudgedBy, Kind, Reads
from core.result import Outcome
from core.verdict import Grade, Standing
from scoring.verdict import judge

OPEN = (Outcome.UNMEASURED, Outcome.REVIEW, Outcome.ERROR)
KNOWN = (Outcome.PASS, Outcome.FAIL, Outcome.NOT_APPLICABLE)
CHECKS = ("column_stale", "dead_link")
LOCI = ("1", "2", "3", "4")
points = st.sampled_from([Decimal(n) for n in ("0.1", "0.2", "1", "5", "30")])


@st.composite
def books(draw, make, reads=Reads.ALL):
    rows = []
    for n in range(draw(st.integers(1, 6))):
        kind = draw(st.sampled_from([Kind.VETO, Kind.DEDUCTION, Kind.DEDUCTION, Kind.PROBLEM]))
        keys = {"trips_at": draw(st.integers(1, 4)), "reads": reads}
        keys["judged_by"] = draw(st.sampled_from([JudgedBy.MACHINE, JudgedBy.PERSON_CONFIRMS]))
        if kind is Kind.DEDUCTION:
            keys |= {"points_each": draw(points), "cap": draw(points) * 2}
            keys["item"] = draw(st.sampled_from(["D-A", "D-B"]))
        checks = draw(st.sets(st.sampled_from(CHECKS), min_size=1))
        rows.append(make.row(f"R-{n}", kind, tuple(sorted(checks)), **keys))
    caps = {"D-A": draw(st.integers(1, 60)), "D-B": draw(st.integers(1, 60))}
    return make.book(*rows, caps=caps)


@st.composite
def sayings(draw, book):
    """What each row's checks said of each thing; a thing may be judged otherwise in another row."""
    return {
        row.id: {
            (check, locus): draw(st.sampled_from(OPEN + KNOWN))
            for check in row.checks
            for locus in draw(st.lists(st.sampled_from(LOCI), unique=True, min_size=1))
        }
        for row in book.indicators
    }


@st.composite
def learned(draw, said):
    """The same things, some of the open ones now known."""
    return {
        row: {
            thing: draw(st.sampled_from((outcome, *KNOWN))) if outcome in OPEN else outcome
            for thing, outcome in things.items()
        }
        for row, things in said.items()
    }


def verdict(make, book, said, rulings=None):
    by_row = {
        row: [make.result(outcome, locus, check) for (check, locus), outcome in things.items()]
        for row, things in said.items()
    }
    return judge(book, make.portal, by_row, rulings or {}, (), make.as_of, "1")


def agrees(before, after):
    for old, new in zip(before.rows, after.rows, strict=True):
        assert old.standing in (Standing.OPEN, new.standing)
        assert old.low <= new.low
        assert new.high <= old.high
    assert before.grade in (Grade.PENDING, after.grade)
    if before.score and after.score:
        assert before.score[0] <= after.score[0] <= after.score[1] <= before.score[1]
    if before.vetoed_by:
        assert set(before.vetoed_by) <= set(after.vetoed_by)


def test_learning_more_never_overturns_a_settled_answer(make):
    @settings(max_examples=400, deadline=None)
    @given(st.data())
    def holds(data):
        book = data.draw(books(make))
        said = data.draw(sayings(book))
        now_known = data.draw(learned(said))
        agrees(verdict(make, book, said), verdict(make, book, now_known))

    holds()


def test_ruling_on_what_waits_for_a_person_never_overturns_a_settled_answer(make):
    @settings(max_examples=300, deadline=None)
    @given(st.data())
    def holds(data):
        book = data.draw(books(make))
        people = {r.id for r in book.indicators if r.judged_by is JudgedBy.PERSON_CONFIRMS}
        said = data.draw(sayings(book))
        # a machine's plain FAIL is settled: dismissing it is a change of mind, not learning
        plain = {
            thing
            for row, things in said.items()
            for thing, outcome in things.items()
            if outcome is Outcome.FAIL and row not in people
        }
        things = sorted({t for ts in said.values() for t in ts} - plain)
        decided = data.draw(st.dictionaries(st.sampled_from(things), st.sampled_from(Decision))
                            if things else st.just({}))  # fmt: skip
        rulings = {make.result("fail", locus, check).fingerprint: d
                   for (check, locus), d in decided.items()}  # fmt: skip
        agrees(verdict(make, book, said), verdict(make, book, said, rulings))

    holds()


def test_caps_hold_and_spans_are_in_order(make):
    @settings(max_examples=300, deadline=None)
    @given(st.data())
    def holds(data):
        reads = data.draw(st.sampled_from(Reads))
        book = data.draw(books(make, reads))
        judged = verdict(make, book, data.draw(sayings(book)))
        worth = sum(item.cap for item in book.items)
        for row, stands in zip(book.indicators, judged.rows, strict=True):
            assert 0 <= stands.low <= stands.high <= row.cap
        if judged.score:
            low, high = judged.score
            assert max(0, 100 - worth) <= low <= high <= 100
        assert (judged.score is None) == bool(judged.vetoed_by)

    holds()


def test_when_all_is_known_the_score_is_one_number_and_nothing_is_pending(make):
    @settings(max_examples=200, deadline=None)
    @given(st.data())
    def holds(data):
        book = data.draw(books(make))
        said = data.draw(sayings(book))
        known = {
            row: {t: o if o in KNOWN else Outcome.PASS for t, o in things.items()}
            for row, things in said.items()
        }
        rulings = {
            make.result("fail", locus, check).fingerprint: Decision.CONFIRM
            for things in known.values()
            for check, locus in things
        }
        judged = verdict(make, book, known, rulings)
        assert judged.grade is not Grade.PENDING
        assert judged.score is None or judged.score[0] == judged.score[1]

    holds()


def test_a_finding_is_charged_by_one_row_only(make):
    @settings(max_examples=200, deadline=None)
    @given(st.data())
    def holds(data):
        book = data.draw(books(make))
        judged = verdict(make, book, data.draw(sayings(book)))
        tripped = [
            stands
            for row, stands in zip(book.indicators, judged.rows, strict=True)
            if row.kind is Kind.DEDUCTION
            and stands.standing is Standing.TRIPPED
            and not stands.opens
        ]
        charged = [finger for stands in tripped for finger in stands.findings]
        assert len(charged) == len(set(charged))

    holds()


def test_a_sample_is_the_documented_exception(make):
    """A page that could not be read does not hold a row open; if it is read later it may trip it."""
    book = make.book(make.row(reads=Reads.SAMPLE))
    before = verdict(make, book, {"V-1": {("column_stale", "1"): Outcome.PASS,
                                          ("column_stale", "2"): Outcome.UNMEASURED}})  # fmt: skip
    after = verdict(make, book, {"V-1": {("column_stale", "1"): Outcome.PASS,
                                         ("column_stale", "2"): Outcome.FAIL}})  # fmt: skip
    assert (before.grade, before.rows[0].unread) == (Grade.QUALIFIED, 1)
    assert after.grade is Grade.DISQUALIFIED
