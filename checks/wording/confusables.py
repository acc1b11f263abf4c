"""形近字、同音字: which characters a writer may have put for another. Reads `data/glyphs.tsv`."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

SAME, NEAR, SHAPE = 1, 2, 3
"""How two characters are alike: same sound, near sound (zh/z, n/l, ang/an …), same look."""

_NEAR_HEADS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("f", "h"))
_NEAR_TAILS = (("ang", "an"), ("eng", "en"), ("ing", "in"), ("ong", "eng"))
_RARE = 2  # a character out of use stands for its two nearest at most
_USUAL = 1.5  # log10 of the corpus count from which a near sound is worth trying


def near_sounds(sound: str) -> set[str]:
    """The syllables that many speakers do not tell from this one."""
    near: set[str] = set()
    for one, other in _NEAR_HEADS:
        for a, b in ((one, other), (other, one)):
            if sound.startswith(a) and not (len(a) == 1 and sound.startswith(a + "h")):
                near.add(b + sound[len(a) :])
    for one, other in _NEAR_TAILS:
        for a, b in ((one, other), (other, one)):
            if sound.endswith(a):
                near.add(sound[: -len(a)] + b)
    near.discard(sound)
    return near


@dataclass(slots=True)
class Glyphs:
    """Readings, shapes and frequencies; candidates are kept once made.

    `often` is the log10 of a character's count in the corpus, below 0 for one that nobody means.
    """

    version: str
    readings: dict[str, tuple[str, ...]]
    shapes: dict[str, str]
    often: dict[str, float]
    rare: dict[str, str] = field(default_factory=dict)  # in use -> out of use that look like it
    _by_sound: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _made: dict[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def candidates(self, character: str) -> tuple[tuple[str, int], ...]:
        """What may have been meant: (character, SAME | NEAR | SHAPE), empty for no Han character."""
        made = self._made.get(character)
        if made is None:
            made = self._made[character] = self._make(character)
        return made

    def _make(self, character: str) -> tuple[tuple[str, int], ...]:
        alike: dict[str, int] = {}
        sounds = self.readings.get(character, ())
        for sound in sounds:
            for near in sorted(near_sounds(sound)):
                for one in self._by_sound.get(near, ()):
                    if self.often[one] >= _USUAL:
                        alike[one] = NEAR
        for one in self.shapes.get(character, ""):
            alike[one] = SHAPE
        for sound in sounds:
            for one in self._by_sound.get(sound, ()):
                alike[one] = SAME
        alike.pop(character, None)
        return tuple(alike.items())


def parse(text: str) -> Glyphs:
    """The table of `data/glyphs.tsv`; likeness is made to hold both ways."""
    head, *rows = text.splitlines()
    glyphs = Glyphs(head.removeprefix("# version ").strip(), {}, {}, {})
    shapes: dict[str, dict[str, None]] = defaultdict(dict)
    rare: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        character, sounds, alike, often = row.split("\t")
        glyphs.readings[character] = tuple(sounds.split(",")) if sounds else ()
        glyphs.often[character] = float(often)
        in_use = float(often) >= 0
        for one in alike:
            shapes[character][one] = None
            if in_use:
                shapes[one][character] = None
            elif one in alike[:_RARE]:
                rare[one].append(character)
        for sound in glyphs.readings[character]:
            glyphs._by_sound[sound].append(character)
    glyphs.shapes.update({c: "".join(alike) for c, alike in shapes.items()})
    glyphs.rare.update({c: "".join(alike) for c, alike in rare.items()})
    return glyphs


@cache
def load() -> Glyphs:
    """The shipped table."""
    return parse((resources.files(__package__) / "data" / "glyphs.tsv").read_text("utf-8"))
