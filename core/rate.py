"""率: numerator and denominator, never a bare float. 开封 2024Q1 prints 98.9 for 291/294: mode matters."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum


class Rounding(StrEnum):
    """取舍方式."""

    HALF_UP = "half_up"  # 四舍五入
    TRUNCATE = "truncate"  # 截断


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of whole things. `text` is how a notice prints it: 96.1%, 100%."""

    numerator: int
    denominator: int
    decimals: int = 1
    rounding: Rounding = Rounding.HALF_UP

    def __post_init__(self) -> None:
        """A share lies between nothing and all."""
        if not 0 <= self.numerator <= self.denominator:
            raise ValueError(f"rate {self.numerator}/{self.denominator}")

    @property
    def percent(self) -> Decimal | None:
        """Rounded per cent, or None where there is nothing to divide by."""
        if not self.denominator:
            return None
        mode = ROUND_HALF_UP if self.rounding is Rounding.HALF_UP else ROUND_DOWN
        exact = Decimal(self.numerator * 100) / Decimal(self.denominator)
        return exact.quantize(Decimal(1).scaleb(-self.decimals), rounding=mode)

    @property
    def text(self) -> str:
        """As printed: "96.1%", "88.89%", "99.0%"; only a full or an empty share drops its zeros."""
        if self.percent is None:
            return "—"
        bare = self.numerator in (0, self.denominator)
        return f"{int(self.percent)}%" if bare else f"{self.percent}%"
