"""What kinds of articles carry beside their words: a letter's reply, a guide's elements, files."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from core.subject import ColumnKind

if TYPE_CHECKING:
    from demo.origin import Entry

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件."""

    name: str
    path: str


def rows(entry: "Entry") -> Rows:
    """The table of a guide, a letter, a survey or a policy document; empty for the others."""
    matter, unit = entry.theme.slots["matter"], entry.theme.slots["unit"]
    if entry.column.kind is ColumnKind.SERVICE:
        return (
            ("事项名称", entry.title),
            ("设定依据", f"《{entry.theme.slots['area']}{matter}实施办法》"),
            ("申请条件", "在本辖区内从事相关活动，且符合有关规定的单位和个人"),
            ("办理材料", "申请表原件一份；身份证明或营业执照复印件一份"),
            ("办理地点", "政务服务大厅综合窗口"),
            ("办理时间", "工作日上午九时至十二时，下午二时至五时"),
            ("联系电话", "12345"),
            ("办理流程", "申请、受理、审查、决定、送达"),
        )
    if entry.column.kind is ColumnKind.INTERACTION:
        replied = entry.at + timedelta(hours=3)
        return (
            ("留言时间", f"{entry.at:%Y-%m-%d %H:%M}"),
            ("答复时间", f"{replied:%Y-%m-%d %H:%M}"),
            ("答复单位", unit),
            ("答复内容", f"您好，您咨询的{matter}事项可到政务服务大厅综合窗口办理，也可网上申请。"),
        )
    if entry.column.kind is ColumnKind.SURVEY:
        end = entry.at + timedelta(days=30)
        return (("开始时间", f"{entry.at:%Y-%m-%d}"), ("结束时间", f"{end:%Y-%m-%d}"))
    return ()


def attachments(entry: "Entry") -> tuple[Attachment, ...]:
    """Every third notice and policy document has one file."""
    if entry.column.kind not in (ColumnKind.NOTICE, ColumnKind.POLICY) or entry.place % 3 != 1:
        return ()
    suffix = ("xlsx", "docx", "pdf")[(entry.place // 3) % 3]
    name = f"{entry.theme.slots['matter']}情况表.{suffix}"
    return (Attachment(name, f"/files/{entry.number}{entry.place:03d}.{suffix}"),)
