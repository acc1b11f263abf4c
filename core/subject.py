"""监测对象: what is watched, whose it is, and where it belongs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SubjectKind(StrEnum):
    """对象类别."""

    SITE = "site"  # 政府网站
    SECTION = "section"  # 信息公开专栏
    ACCOUNT = "account"  # 政务新媒体账号
    APP = "app"  # 移动客户端


class SiteCategory(StrEnum):
    """网站类型: deductions and bonus are for portals (国办秘函〔2019〕19号 第二、三部分)."""

    PORTAL = "portal"  # 政府门户网站
    DEPARTMENT = "department"  # 部门网站
    OTHER = "other"  # 专题、信用等其他网站


class RunState(StrEnum):
    """运行状态, as the registry states it."""

    RUNNING = "running"  # 正常运行
    CLOSED = "closed"  # 关停
    DEREGISTERED = "deregistered"  # 注销
    MIGRATED = "migrated"  # 迁移


class Platform(StrEnum):
    """平台类型."""

    WECHAT = "wechat"
    WEIBO = "weibo"
    DOUYIN = "douyin"
    KUAISHOU = "kuaishou"
    TOUTIAO = "toutiao"
    CHANNELS = "channels"
    BILIBILI = "bilibili"
    BAIJIAHAO = "baijiahao"
    PEOPLE = "people"
    PENGUIN = "penguin"
    XIAOHONGSHU = "xiaohongshu"
    MINI_PROGRAM = "mini_program"
    APP = "app"
    OTHER = "other"


PLATFORM_NAMES: dict[Platform, str] = {
    Platform.WECHAT: "微信公众号",
    Platform.WEIBO: "新浪微博",
    Platform.DOUYIN: "抖音",
    Platform.KUAISHOU: "快手",
    Platform.TOUTIAO: "今日头条",
    Platform.CHANNELS: "微信视频号",
    Platform.BILIBILI: "哔哩哔哩",
    Platform.BAIJIAHAO: "百家号",
    Platform.PEOPLE: "人民号",
    Platform.PENGUIN: "企鹅号",
    Platform.XIAOHONGSHU: "小红书",
    Platform.MINI_PROGRAM: "小程序",
    Platform.APP: "移动客户端",
    Platform.OTHER: "其他",
}


class ColumnKind(StrEnum):
    """栏目类别. Windows in the rulebook are set by kind."""

    NEWS = "news"  # 动态要闻
    NOTICE = "notice"  # 通知公告
    POLICY = "policy"  # 政策文件
    INTERPRETATION = "interpretation"  # 政策解读
    INTERACTION = "interaction"  # 互动交流
    SURVEY = "survey"  # 征集调查
    SERVICE = "service"  # 办事服务
    OVERVIEW = "overview"  # 概况信息
    LEADERS = "leaders"  # 领导信息
    ORGANS = "organs"  # 机构职能
    OTHER = "other"  # 其他栏目


COLUMN_KIND_NAMES: dict[ColumnKind, str] = {
    ColumnKind.NEWS: "动态要闻",
    ColumnKind.NOTICE: "通知公告",
    ColumnKind.POLICY: "政策文件",
    ColumnKind.INTERPRETATION: "政策解读",
    ColumnKind.INTERACTION: "互动交流",
    ColumnKind.SURVEY: "征集调查",
    ColumnKind.SERVICE: "办事服务",
    ColumnKind.OVERVIEW: "概况信息",
    ColumnKind.LEADERS: "领导信息",
    ColumnKind.ORGANS: "机构职能",
    ColumnKind.OTHER: "其他栏目",
}


@dataclass(frozen=True, slots=True)
class Region:
    """行政区划: six digits of GB/T 2260, a tree by its pairs of digits."""

    code: str
    name: str

    @property
    def parent_code(self) -> str:
        """The region above: 532901 -> 532900 -> 530000 -> ""."""
        if self.code.endswith("0000"):
            return ""
        return self.code[:2] + "0000" if self.code.endswith("00") else self.code[:4] + "00"


@dataclass(frozen=True, slots=True)
class Unit:
    """单位: sponsor or supervisor. Its name within its region is its identity; sheets give no code."""

    name: str
    region: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """栏目: a list of a site. `origin` is registry, navigation, meta or breadcrumb."""

    name: str
    url: str
    kind: ColumnKind
    cycle_days: int | None = None  # 应更新周期, where the office has set one
    origin: str = "registry"


@dataclass(frozen=True, slots=True)
class Site:
    """政府网站, by its 网站标识码 (ten digits, or bm and eight)."""

    code: str
    name: str
    url: str
    sponsor: str = ""
    supervisor: str = ""
    operator: str = ""
    region: str = ""
    category: SiteCategory = SiteCategory.DEPARTMENT
    state: RunState = RunState.RUNNING
    icp: str = ""
    police: str = ""
    columns: tuple[Column, ...] = ()

    @property
    def key(self) -> str:
        """Its name in results and in the database."""
        return f"site:{self.code}"

    @property
    def kind(self) -> SubjectKind:
        """Always SITE."""
        return SubjectKind.SITE


@dataclass(frozen=True, slots=True)
class Section:
    """信息公开专栏 of a unit that has no site of its own, hosted on somebody's site."""

    code: str
    name: str
    url: str
    site_code: str = ""
    sponsor: str = ""
    supervisor: str = ""
    region: str = ""
    state: RunState = RunState.RUNNING
    columns: tuple[Column, ...] = ()

    @property
    def key(self) -> str:
        """Its name in results and in the database."""
        return f"section:{self.code}"

    @property
    def kind(self) -> SubjectKind:
        """Always SECTION."""
        return SubjectKind.SECTION


@dataclass(frozen=True, slots=True)
class FeedRoute:
    """One way to reach an account: which adapter, and where. Tried in order."""

    adapter: str
    url: str


@dataclass(frozen=True, slots=True)
class Account:
    """政务新媒体账号. An app and a mini-program are accounts of their platform."""

    platform: Platform
    handle: str  # 账号ID; the shown name where the sheet gives none
    name: str
    sponsor: str = ""
    supervisor: str = ""
    verified_subject: str = ""
    region: str = ""
    state: RunState = RunState.RUNNING
    opened: date | None = None
    routes: tuple[FeedRoute, ...] = ()

    @property
    def key(self) -> str:
        """Its name in results and in the database."""
        return f"account:{self.platform.value}:{self.handle}"

    @property
    def kind(self) -> SubjectKind:
        """ACCOUNT, or APP for a 移动客户端."""
        return SubjectKind.APP if self.platform is Platform.APP else SubjectKind.ACCOUNT


Subject = Site | Section | Account
