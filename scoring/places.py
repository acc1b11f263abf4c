"""归类: under which line of a rate table a subject is counted."""

from collections.abc import Mapping, Sequence

from core.subject import PLATFORM_NAMES, Account, Platform, Region, Subject

_LEVELS = {
    "全省": "省级",
    "全区": "区级",
    "全州": "州级",
    "全市": "市级",
    "全盟": "盟级",
    "全县": "县级",
}
_OTHER = "其他政务新媒体"
_UNKNOWN = "未注明地区"


class Places:
    """The regions right under the office's own, and 市级 for what is the office's own level."""

    def __init__(self, regions: Sequence[Region], code: str, name: str) -> None:
        """`code` and `name` are the office's: 532900, 全州."""
        self._names = {region.code: region.name for region in regions}
        self._code = code
        self._own = _LEVELS.get(name, "本级")

    def key(self, subject: Subject) -> tuple[str, str]:
        """(sort key, label). 532925103 of 532900 is counted under 532925; a stranger under itself."""
        code = subject.region
        if code and code == self._code:
            return "", self._own
        if not code.isdigit():
            return "~", code or _UNKNOWN
        at = code[:6]
        while self._code and at:
            parent = Region(at, "").parent_code
            if parent == self._code:
                return at, self._names.get(at, at)
            at = parent
        return code, self._names.get(code, code)


def platform_label(account: Account, groups: Mapping[str, Sequence[str]]) -> str:
    """The office's group (快手、抖音号); without groups the platform's own name."""
    for label, platforms in groups.items():
        if account.platform.value in platforms:
            return label
    return _OTHER if groups else PLATFORM_NAMES[account.platform]


def platform_order(groups: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Labels in the order in which they are printed."""
    return (*groups, _OTHER) if groups else tuple(PLATFORM_NAMES[p] for p in Platform)
