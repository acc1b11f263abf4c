"""离线报告: one run as one HTML file that asks nothing of any network, reads without scripts and prints."""

import base64
import hashlib
from datetime import datetime
from importlib import resources
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from core.clock import BEIJING
from core.report import RunReport
from core.run import RunStage
from core.verdict import GRADE_NAMES, Grade
from reports.printable import clean
from reports.report_view import view
from reports.whole_file import whole_file

_STAGES = {
    RunStage.RUNNING: "未完成",
    RunStage.FINISHED: "已完成",
    RunStage.INTERRUPTED: "已中断",
}
_KINDS = {"scan": "单个对象扫描", "nightly": "夜间巡查", "run": "全部对象巡查",
          "accounts": "新媒体巡查", "probe": "可用性探测", "rejudge": "重新判定"}  # fmt: skip
_FACTS = {
    "HomePage": "首页",
    "ColumnPage": "栏目",
    "Article": "文章",
    "PageText": "页面文字",
    "LinkTarget": "链接",
    "Probe": "可用性探测",
    "Footer": "页脚标识",
    "HiddenAnchors": "隐藏链接",
    "Profile": "账号资料",
    "Feed": "账号发布内容",
}
_VERSIONS = {"code": "程序版本"}
_GRADES = (Grade.DISQUALIFIED, Grade.PENDING, Grade.QUALIFIED)
_KIB = 1024


def write_report(report: RunReport, path: Path) -> None:
    """Write the page. Everything that was crawled is escaped; a policy in the page forbids loading.

    Raises PermissionError with a Chinese sentence where `path` may not be replaced.
    """
    folder = resources.files("reports") / "templates"
    house = Environment(
        autoescape=True, undefined=StrictUndefined, finalize=_shown, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    house.filters.update(moment=_moment, size=_size, duration=_duration)
    script = (folder / "report.js").read_text("utf-8")
    page = house.from_string((folder / "report.html").read_text("utf-8")).generate(
        report=report,
        view=view(report),
        grades=[(grade, GRADE_NAMES[grade]) for grade in _GRADES],
        kind=_KINDS.get(report.run.kind, report.run.kind),
        stage=_STAGES[report.run.stage],
        fact_names=_FACTS,
        versions=[
            (_VERSIONS.get(name, name), version)
            for name, version in report.run.versions.items()
            if not name.startswith("rulebook")  # said in full above
        ],
        css=Markup((folder / "report.css").read_text("utf-8")),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )
    with whole_file(path) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(page)


def _shown(value: object) -> object:
    """Text of strangers, without the signs that no reader sees."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _moment(value: datetime | None) -> str:
    return f"{value.astimezone(BEIJING):%Y-%m-%d %H:%M}" if value else "—"


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}小时{minutes}分"
    return f"{minutes}分{rest}秒" if minutes else f"{rest}秒"


def _size(count: int) -> str:
    value = float(count)
    for unit in ("B", "KB", "MB"):
        if value < _KIB:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}"
        value /= _KIB
    return f"{value:.1f} GB"
