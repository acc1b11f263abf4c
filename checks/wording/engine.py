"""The one way in: a text, and what is wrong in it. Pure; data and models are loaded once."""

from collections.abc import Callable, Collection, Iterable

from checks.wording import form, idioms, patterns, posts, series, severe, suspect, words
from checks.wording.apart import apart
from checks.wording.misprint import Misprint, Tier, sentence_around
from checks.wording.normal import Normal, normalise
from checks.wording.phrases import Phrase
from checks.wording.severe import Severe
from checks.wording.words import Words

ALL_TIERS = frozenset(Tier)
_SCORES = {
    "列举": 1.0,
    "音近": 0.98,
    "形近": 0.98,
    "漏字": 0.97,
    "叠字": 0.97,
    "倒字": 0.97,
    "异字": 0.95,
    "添字": 0.95,
    "两字": 0.95,
    "异词": 0.95,
    "倒词": 0.97,
}

Place = tuple[int, int, Misprint]


def read(
    text: str,
    *,
    tiers: Collection[Tier] = ALL_TIERS,
    ignore: Collection[str] = (),
    names: tuple[Phrase, ...] = (),
    threshold: float = suspect.THRESHOLD,
) -> tuple[Misprint, ...]:
    """Every misprint of the asked tiers, in order of place; places never overlap.

    `ignore` holds wrong forms (a site's own list) that are not to be reported; `names` the names
    and posts that must be right in this place at this date (`checks.wording.names`); `threshold`
    is the score from which the language model is believed.
    """
    normal = normalise(text)
    found: list[Misprint] = []
    for reader in _readers(frozenset(tiers), names, threshold):
        for one in reader(text, normal):
            if one.tier in tiers and one.wrong not in ignore:
                found.append(one)
    return tuple(apart(found, lambda one: (one.start, one.end)))


def _readers(
    tiers: frozenset[Tier], names: tuple[Phrase, ...], threshold: float
) -> Iterable[Callable[[str, Normal], Iterable[Misprint]]]:
    """What has to be asked, the surest first: where two report one place, the first is kept."""
    if Tier.SEVERE in tiers:
        own = severe.with_names(names)
        if own is not None:
            yield lambda text, normal: _phrases(own, Tier.SEVERE, text, normal)
        yield lambda text, normal: _phrases(severe.load(), Tier.SEVERE, text, normal)
        yield _series
        yield _posts
    if Tier.SEVERE in tiers or Tier.ADVICE in tiers:
        yield lambda text, normal: _words(words.load("terms.tsv"), Tier.SEVERE, text, normal)
        yield _patterns
    if Tier.CERTAIN in tiers or Tier.ADVICE in tiers:
        yield lambda text, normal: _words(words.load("words.tsv"), Tier.CERTAIN, text, normal)
    if Tier.CERTAIN in tiers:
        yield _idioms
    if Tier.SUSPECTED in tiers:
        model = suspect.load(suspect.word_library())
        yield lambda text, normal: suspect.misprints(model, text, normal, threshold)
    if Tier.ADVICE in tiers:
        yield _form


def _words(listed: Words, tier: Tier, text: str, normal: Normal) -> Iterable[Misprint]:
    for start, end, word in listed.find(normal.text):
        begin, stop = normal.origin(start, end)
        left, right = sentence_around(text, begin, stop)
        advice = word.severity == "advice"
        yield Misprint(
            begin,
            stop,
            text[begin:stop],
            word.right,
            Tier.ADVICE if advice else tier,
            1.0,
            f"{word.id}@{listed.version}",
            word.kind or ("用词提示" if advice else "错别字"),
            word.severity,
            text[left:right].strip(),
        )


def _phrases(listed: Severe, tier: Tier, text: str, normal: Normal) -> Iterable[Misprint]:
    for hit in listed.find(normal.text):
        start, end, better = hit.told()
        begin, stop = normal.origin(start, end)
        left, right = sentence_around(text, begin, stop)
        phrase = hit.form.phrase
        yield Misprint(
            begin,
            stop,
            text[begin:stop],
            better,
            tier,
            _SCORES[hit.form.how],
            f"{phrase.id}/{hit.form.how}@{listed.version}",
            phrase.kind,
            phrase.severity,
            text[left:right].strip(),
        )


def _patterns(text: str, normal: Normal) -> Iterable[Misprint]:
    listed = patterns.load()
    for start, end, rule in listed.find(normal.text):
        tier = Tier.ADVICE if rule.severity == "advice" else Tier.SEVERE
        name = f"{rule.id}@{listed.version}"
        yield _place(text, normal, start, end, rule.better, tier, name, rule.kind, rule.severity)


def _series(text: str, normal: Normal) -> Iterable[Misprint]:
    listed = series.load()
    for start, end, better, one in listed.find(normal.text):
        name = f"{one.id}@{listed.version}"
        yield _place(text, normal, start, end, better, Tier.SEVERE, name, one.kind, "review")


def _posts(text: str, normal: Normal) -> Iterable[Misprint]:
    listed = posts.load()
    for start, end, one in listed.find(normal.text):
        better, name = one.posts[0] + one.name, f"L/{one.name}@{listed.version}"
        yield _place(
            text, normal, start, end, better, Tier.SEVERE, name, "领导人姓名职务", "review"
        )


def _place(
    text: str,
    normal: Normal,
    start: int,
    end: int,
    better: str,
    tier: Tier,
    rule: str,
    kind: str,
    severity: str,
) -> Misprint:
    begin, stop = normal.origin(start, end)
    left, right = sentence_around(text, begin, stop)
    wrong, sentence = text[begin:stop], text[left:right].strip()
    return Misprint(begin, stop, wrong, better, tier, 1.0, rule, kind, severity, sentence)


def _idioms(text: str, normal: Normal) -> Iterable[Misprint]:
    listed = idioms.load()
    for start, end, idiom in listed.find(normal.text):
        begin, stop = normal.origin(start, end)
        left, right = sentence_around(text, begin, stop)
        yield Misprint(
            begin,
            stop,
            text[begin:stop],
            idiom,
            Tier.CERTAIN,
            0.98,
            f"Y/{idiom}@{listed.version}",
            "错别字",
            "fail",
            text[left:right].strip(),
        )


def _form(text: str, normal: Normal) -> Iterable[Misprint]:
    del normal  # marks and widths are what is looked at
    for rule in form.RULES:
        for start, end, better in rule.find(text):
            left, right = sentence_around(text, start, end)
            yield Misprint(
                start,
                end,
                text[start:end],
                better,
                Tier.ADVICE,
                1.0,
                f"{rule.id}@{form.VERSION}",
                rule.kind,
                "advice",
                text[left:right].strip(),
            )
