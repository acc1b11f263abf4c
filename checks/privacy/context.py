"""What the words round a number say of it. The nearest label wins; context grades, it does not delete."""

import re
from enum import Enum

from checks.privacy.words import any_of, section


class Label(Enum):
    """What a label says the number after it is."""

    ID = "id"
    PHONE = "phone"
    BANK = "bank"
    SOCIAL = "social"
    PASSPORT = "passport"
    NAME = "name"  # a role or a person, no kind of number
    OTHER = "other"  # some other number: 准考证号, 订单号, 金额 …
    NONE = "none"


LABELS = re.compile(
    "|".join(f"(?P<{key}>{'|'.join(entries)})" for key, entries in section("labels").items())
)
_BY_NAME = {label.value: label for label in Label}
_REACH = 48
_STOP = re.compile(r"[。；;！!？?]")
_FIRST_LINE = re.compile(r"[^\s:：()（）]")


def before(text: str, start: int) -> str:
    """The words that may label the number at `start`: of its sentence and line, or, where it opens
    the line, of the line above."""
    words = text[max(0, start - _REACH) : start]
    cut = max((m.end() for m in _STOP.finditer(words)), default=0)
    words = words[cut:]
    line = words.rfind("\n")
    while line >= 0:
        if _FIRST_LINE.search(words, line + 1):
            return words[line + 1 :]
        words = words[:line]
        line = words.rfind("\n")
    return words


def label_of(words: str) -> tuple[Label, str, int]:
    """The last label in the words, how it reads, and how many characters stand after it."""
    found, end, read = Label.NONE, 0, ""
    for match in LABELS.finditer(words):
        found, end, read = _BY_NAME[match.lastgroup or "none"], match.end(), match[0]
    return found, read, len(words) - end


ORGAN = any_of("cues", "organ")
_ORGAN_ACCOUNT = any_of("cues", "organ_account")
_DUTY = any_of("cues", "duty")
CITIZEN = any_of("cues", "citizen")
_NEAR = 60
_FAR = 160


def for_citizen(text: str, start: int, end: int) -> bool | None:
    """Whose number: a citizen's (True), somebody's on duty (False), or the words do not say (None).

    The nearest cue to the left decides; then the same line to the right; then further left.
    """
    words = text[max(0, start - _NEAR) : start]
    stop = max(words.rfind("\n\n"), words.rfind("。"))
    near = words[stop + 1 :]
    right = text[end : end + 24].split("\n", 1)[0]
    far = text[max(0, start - _FAR) : max(0, start - _NEAR)] + words[: stop + 1]
    for place in (near, right, far):
        citizen = max((m.end() for m in CITIZEN.finditer(place)), default=-1)
        duty = max((m.end() for m in _DUTY.finditer(place)), default=-1)
        if citizen != duty:
            return citizen > duty
    return None


def of_organ(text: str, start: int, end: int) -> bool:
    """An account that belongs to a body: its holder is named, or the purpose says so."""
    left = text[max(0, start - 90) : start]
    left = left[left.rfind("\n\n") + 1 :]
    right = text[end : end + 40].split("\n\n", 1)[0]
    holder = list(_HOLDER.finditer(left)) or list(_HOLDER.finditer(right))
    if holder:
        return bool(ORGAN.search(holder[-1][1]))
    return bool(_ORGAN_ACCOUNT.search(left[-50:]))


_HOLDER = re.compile(
    r"(?:户\s*名|[账帐]户名称?|[账帐]户全称|开户名称?|名\s*称|收款(?:单位|人)|单位名称|全称)\s*[：:]?\s*([^\s，,。；;：:]{2,30})"
)
