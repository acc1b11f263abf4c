"""What the office itself says on a notice: whom it addresses, when, and by when to put things right."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NoticeForm:
    """公文要素. Empty strings leave the element out."""

    issued_on: date  # 成文日期
    rectify_by: date | None = None  # 整改情况报送期限
    addressees: str = "各县（市、区）人民政府，各有关单位"  # 主送机关
    number: str = ""  # 发文字号; with it the red head is printed
    report_to: str = ""  # 整改情况报送何处
    previous: str = "上期通报"  # how the last notice is called
    remark: str = ""  # 附注, e.g. 此件公开发布
    copies_to: str = ""  # 抄送


def chinese_date(day: date) -> str:
    """2026年11月21日."""
    return f"{day.year}年{day.month}月{day.day}日"
