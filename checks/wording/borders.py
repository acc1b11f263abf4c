"""词界: whether a wrong form may be words that merely meet: 科学发展|规划 is no 科学发展观."""

from functools import lru_cache

from checks.wording import lexicon

FUNCTION = frozenset(
    "的了在是和与及或以对将为于向到等中不个各由从被把就都而且并其该本此之者所也又再已正未无使让给跟同愿能会要可应须必既若因"
)
_LONGEST = 6


@lru_cache(maxsize=4096)
def made_of_words(text: str) -> bool:
    """Whether it can be cut into listed words of two characters or more."""
    share = lexicon.load().share
    reach = [True] + [False] * len(text)
    for end in range(2, len(text) + 1):
        reach[end] = any(
            reach[start] and text[start:end] in share
            for start in range(max(0, end - _LONGEST), end - 1)
        )
    return reach[-1]


def goes_on(character: str, after: str, how: str) -> bool:
    """The character begins the next word, or is one."""
    share = lexicon.load().share
    return (character in FUNCTION and how != "漏字") or any(
        character + after[:size] in share for size in range(1, len(after) + 1)
    )


def comes_before(before: str, character: str, how: str) -> bool:
    """The character ends the word before, or is one."""
    share = lexicon.load().share
    return (character in FUNCTION and how != "漏字") or any(
        before[k:] + character in share for k in range(len(before))
    )


def in_a_word(text: str, at: int) -> bool:
    """A listed word holds the place: 城市规划法 is another law than 城乡规划法."""
    share = lexicon.load().share
    return any(
        text[start:end] in share
        for start in range(max(0, at - 3), at + 1)
        for end in range(max(start + 2, at + 1), min(len(text), start + 4) + 1)
    )
