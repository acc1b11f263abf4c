"""The city's registry as an office keeps it: two workbooks in the style of the reporting systems."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

from core.subject import PLATFORM_NAMES, Account, RunState, Site, SiteCategory
from demo import directory

_CATEGORIES = {
    SiteCategory.PORTAL: "政府门户网站",
    SiteCategory.DEPARTMENT: "部门网站",
    SiteCategory.OTHER: "其他网站",
}
_STATES = {
    RunState.RUNNING: "正常运行",
    RunState.CLOSED: "关停",
    RunState.DEREGISTERED: "注销",
    RunState.MIGRATED: "迁移",
}
_SITE_HEADERS = (
    "序号",
    "网站标识码",
    "网站名称",
    "首页网址",
    "主办单位",
    "主管单位",
    "网站类型",
    "所属地区",
    "行政区划代码",
    "运行状态",
    "ICP备案号",
    "公安备案号",
)
_ACCOUNT_HEADERS = (
    "序号",
    "账号名称",
    "平台类型",
    "账号ID",
    "主办单位",
    "主管单位",
    "所属地区",
    "行政区划代码",
    "运行状态",
    "获取方式",
)


def write_registry(folder: Path) -> Mapping[str, Path]:
    """Writes sites.xlsx and accounts.xlsx; returns their paths by kind."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {one.code: one.name for one in directory.regions()}
    everyone = directory.subjects()
    sites = [_site_row(one, names) for one in everyone if isinstance(one, Site)]
    accounts = [_account_row(one, names) for one in everyone if isinstance(one, Account)]
    found = {"sites": folder / "sites.xlsx", "accounts": folder / "accounts.xlsx"}
    _write(found["sites"], "云澜市政府网站信息报送表", _SITE_HEADERS, sites)
    _write(found["accounts"], "云澜市政务新媒体信息报送表", _ACCOUNT_HEADERS, accounts)
    return found


def _site_row(one: Site, names: Mapping[str, str]) -> Sequence[str]:
    return (
        one.code,
        one.name,
        one.url,
        one.sponsor,
        one.supervisor,
        _CATEGORIES[one.category],
        names[one.region],
        one.region,
        _STATES[one.state],
        one.icp,
        one.police,
    )


def _account_row(one: Account, names: Mapping[str, str]) -> Sequence[str]:
    return (
        one.name,
        PLATFORM_NAMES[one.platform],
        one.handle,
        one.sponsor,
        one.supervisor,
        names[one.region],
        one.region,
        _STATES[one.state],
        "；".join(f"{route.adapter}:{route.url}" for route in one.routes),
    )


def _write(path: Path, title: str, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with xlsxwriter.Workbook(
        str(path), {"strings_to_urls": False, "strings_to_formulas": False}
    ) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.merge_range(0, 0, 0, len(headers) - 1, title)
        sheet.write_row(1, 0, headers)
        for number, row in enumerate(rows, 1):
            sheet.write_row(number + 1, 0, [str(number), *row])
