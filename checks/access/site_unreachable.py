"""站点无法访问: over a week of probes, too large a share found the front door shut.

Why    国办秘函〔2019〕19号 第一部分“站点无法访问”: 监测1周，每天间隔性访问20次以上，超过（含）15秒网站仍打不开
       的次数比例累计超过（含）5%, 即单项否决.
Fails  when, of the probes in the `window_days` times 24 hours before 监测时间点, the share that did not
       open, or needed `slow_seconds` or more, is `fail_ratio` or more.
Asks   nobody: with fewer than `probes_per_day_min` probes in any of those 24 hours it is not measured.
       A probe that a firewall turned away, or that we broke off ourselves, is no probe.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from checks.registry import Saying, check
from core.clock import BEIJING
from core.dossier import Scene
from core.facts import Probe
from core.gap import GAP_REASON_NAMES, GapReason
from core.result import Outcome

_DAY = timedelta(days=1)
_SHOWN = 5  # probes quoted; the rest lie in the probe table

_THEIRS = frozenset(
    {
        "",
        GapReason.TIMEOUT,
        GapReason.DNS_FAILED,
        GapReason.REFUSED,
        GapReason.DROPPED,
        GapReason.SERVER_ERROR,
        GapReason.NOT_FOUND,
    }
)
"""What a reader would have met as well. Every other reason speaks about us, or about a firewall."""

_TURNED_AWAY = frozenset({401, 403, 405, 412, 429, 521})
"""Answers that robots get at doors which stand open to readers."""


@dataclass(frozen=True, slots=True)
class Params:
    """`slow_seconds` in seconds; `fail_ratio` a decimal share, 0.05 for 5 %."""

    window_days: int
    probes_per_day_min: int
    slow_seconds: Decimal | int | str
    fail_ratio: Decimal | str


@check()
def site_unreachable(probes: tuple[Probe, ...], params: Params, scene: Scene) -> tuple[Saying, ...]:
    """Count over spans of 24 hours back from 监测时间点, so that any moment closes a full window."""
    slow = Decimal(str(params.slow_seconds))
    by_day: list[list[Probe]] = [[] for _ in range(params.window_days)]
    for probe in probes:
        back = (scene.as_of - probe.at) // _DAY
        if 0 <= back < params.window_days and _tells(probe):
            by_day[back].append(probe)
    missing = sum(max(0, params.probes_per_day_min - len(day)) for day in by_day)
    if missing:
        short = sum(len(day) < params.probes_per_day_min for day in by_day)
        return (
            Saying(
                Outcome.UNMEASURED,
                f"监测时间点前{params.window_days}天内有{short}天有效探测不足"
                f"{params.probes_per_day_min}次，共缺{missing}次",
            ),
        )
    counted = sorted((probe for day in by_day for probe in day), key=lambda p: p.at)
    shut = [p for p in counted if not p.opened or Decimal(str(p.seconds)) >= slow]
    share = Fraction(len(shut), len(counted))
    message = (
        f"监测时间点前{params.window_days}天内探测{len(counted)}次，"
        f"{len(shut)}次未能在{slow.normalize():f}秒内打开，占{float(share):.2%}"
    )
    if share < Fraction(Decimal(str(params.fail_ratio))):
        return (Saying(Outcome.PASS, message),)
    return (Saying(Outcome.FAIL, message, quotes=tuple(_told(shut[-_SHOWN:]))),)


def _tells(probe: Probe) -> bool:
    return probe.opened or (probe.error in _THEIRS and probe.status not in _TURNED_AWAY)


def _told(shut: Iterable[Probe]) -> Iterable[str]:
    for probe in shut:
        if probe.error:
            why = GAP_REASON_NAMES[GapReason(probe.error)]
        elif not probe.opened:
            why = f"HTTP {probe.status}"
        else:
            why = "打开过慢"
        yield f"{probe.at.astimezone(BEIJING):%Y-%m-%d %H:%M} {why}，用时{probe.seconds:.1f}秒"
