"""泄露: one leaked personal fact, in a form that may be stored.

The clear value lives inside `Clear` alone, which prints as a mask, is no dataclass (so that the codec
refuses it) and gives itself away only as a keyed digest or to a comparison in memory.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import lru_cache


class LeakType(StrEnum):
    """What kind of personal fact."""

    ID = "ID"  # 身份证号，含居住证、学籍号、残疾证号等内含身份证号者
    MOBILE = "MOBILE"  # 手机号
    BANK = "BANK"  # 银行账号
    ADDR = "ADDR"  # 家庭住址
    MEDICAL = "MEDICAL"  # 病情、残疾、孕情
    PASSPORT = "PASSPORT"  # 护照、通行证等证件号码
    SOCIAL = "SOCIAL"  # 社保、医保、公积金个人编号
    PLATE = "PLATE"  # 车牌号
    EMAIL = "EMAIL"  # 电子邮箱
    IM = "IM"  # 微信号、QQ号
    WEAKMASK = "WEAKMASK"  # 脱敏不充分


TYPE_NAMES: dict[LeakType, str] = {
    LeakType.ID: "身份证号",
    LeakType.MOBILE: "手机号",
    LeakType.BANK: "银行账号",
    LeakType.ADDR: "家庭住址",
    LeakType.MEDICAL: "病情、孕情或残疾情况",
    LeakType.PASSPORT: "护照、通行证等证件号码",
    LeakType.SOCIAL: "社保、医保或公积金编号",
    LeakType.PLATE: "车牌号",
    LeakType.EMAIL: "电子邮箱",
    LeakType.IM: "微信号或QQ号",
    LeakType.WEAKMASK: "脱敏不充分的号码",
}


class Severity(IntEnum):
    """How bad one field is by itself; what a whole page amounts to is `grade.Level`."""

    LOW = 1  # 提示: a duty phone, a weak mask, an address that ends at the village group
    SUSPECT = 2  # 疑似: labelled as such, but a check failed
    HIGH = 3  # 个人信息
    CRITICAL = 4  # 成批的身份证号，或身份证号与账号并列


@dataclass(frozen=True, slots=True)
class Leak:
    """`start`, `end` count characters of the text given (of the hidden text, where `hidden`);
    -1 where only a table cell is known. `linked_to` is the person's name, "" if none stands near."""

    type: LeakType
    masked: str
    start: int
    end: int
    severity: Severity
    rule: str
    linked_to: str = ""
    locator: str = ""
    hidden: bool = False
    count: int = 1  # how often it stands there
    candidates: int = 0  # WEAKMASK: how many numbers fit what is shown
    clear: "Clear | None" = field(default=None, repr=False)
    person_key: str = ""  # who, where the name is known in masked form only


class Clear:
    """A clear value that does not show itself."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        return "Clear(***)"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Clear) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("a clear value is not written anywhere")

    def shown(self) -> str:
        """The value itself: for the one command that shows it to a person, and only on a terminal."""
        return self._value

    def is_(self, value: str) -> bool:
        """Whether it is this value: for redaction and tests, which hold the text anyway."""
        return hmac.compare_digest(self._value.encode(), value.encode())

    def stands_in(self, squeezed: str) -> bool:
        """Whether the value stands in a text that went through `squeeze`."""
        return squeeze(self._value) in squeezed

    def struck_from(self, source: str, shown: str) -> str:
        """The source with this value, spelt just so, replaced by `shown`."""
        return source.replace(self._value, shown)

    def hidden_in(self, source: str, shown: str) -> str:
        """The source with this value replaced by `shown`, however it is spelt there: with tags, spaces,
        entities or characters of no width between its digits."""
        return _spelling(self._value).sub(lambda _: shown, source)

    def mac(self, key: bytes) -> str:
        """HMAC-SHA256 under a key from outside the database: the same person on two pages, and after
        removal the same leak again. A plain hash of an ID falls to two minutes of guessing."""
        return hmac.new(key, self._value.encode(), hashlib.sha256).hexdigest()


_NOISE = re.compile(r"[\s\-·.]+")


def squeeze(text: str) -> str:
    """Without what may stand between two digits of one number, in upper case."""
    return _NOISE.sub("", text).upper()


_BETWEEN = r"(?:<[^<>]{0,300}>|&nbsp;|[\s\u00ad\u200b-\u200f\u2060\ufeff\-·.]){0,6}?"


@lru_cache(maxsize=4096)
def _spelling(value: str) -> re.Pattern[str]:
    """The value as it may stand in the source of a page."""
    if not any(char.isdigit() for char in value):
        return re.compile(re.escape(value))
    return re.compile(_BETWEEN.join(map(_ways, value)), re.IGNORECASE)


def _ways(char: str) -> str:
    """One character as itself, full-width, or as an entity."""
    ways = [re.escape(char), f"&#0*{ord(char)};", f"&#x0*{ord(char):x};"]
    if "!" <= char <= "~":
        ways.append(chr(ord(char) + 0xFEE0))
    return f"(?:{'|'.join(ways)})"


_TOWN = re.compile(r"^.*?(?:镇|乡|街道|区|县|市)")


def masked(kind: LeakType, value: str) -> str:
    """The form that evidence may hold; from it nobody is found again."""
    if kind is LeakType.ADDR:
        town = _TOWN.match(value)
        return (town[0] if town and len(town[0]) < len(value) else value[:2]) + "****"
    if kind is LeakType.EMAIL:
        name, _, host = value.partition("@")
        return f"{name[:1]}***@{host}"
    if kind is LeakType.MEDICAL:
        return value[:1] + "**"
    keep = {
        LeakType.MOBILE: (3, 4),
        LeakType.BANK: (4, 2),
        LeakType.PASSPORT: (1, 2),
        LeakType.WEAKMASK: (6, 0),
    }
    head, tail = keep.get(kind, (2, 2))
    hidden = max(1, len(value) - head - tail)
    return value[:head] + "*" * hidden + value[len(value) - tail :]


def masked_name(name: str) -> str:
    """张**: the surname stays."""
    return name[:1] + "*" * max(1, len(name) - 1) if name else ""
