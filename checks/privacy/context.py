"""What the words round a number say of it. The nearest label wins; context grades, it does not delete."""

import re
from enum import Enum


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


# Longer alternatives first: 身份证编号 is an ID, 编号 alone is none.
_PARTS: tuple[tuple[Label, str], ...] = (
    (
        Label.OTHER,
        r"统一社会信用代码|社会信用代码|信用代码|组织机构代码|登记证号|营业执照\S{0,4}号|注册号|许可证\S{0,3}号"
        r"|执业证\S{0,3}号|资格证\S{0,3}号|证书\S{0,2}号|产权证\S{0,2}号|权证\S{0,2}号|不动产\S{0,4}号|准考证\S{0,2}号?"
        r"|考生号|考号|报名\S{0,2}号|面试\S{0,2}号|抽签号|座位号|学号|工号|警号|职工号|会员\S{0,2}号|用户编号|户号|客户编号"
        r"|表号|电表|水表|气表|会议号|会议ID|QQ群|群号|邮编|邮政编码|区号|传真|发票\S{0,4}|税票|凭证号|支票|订单\S{0,3}"
        r"|单号|运单|快递|流水\S{0,3}|交易\S{0,3}|批次\S{0,2}|批号|序列号|条码|条形码|型号|编号|编码|代码|文号|案号|卷号|档号"
        r"|索引\S{0,2}|标识码|备案\S{0,4}|合同\S{0,3}|项目\S{0,4}号|标段|招标\S{0,3}号|公告号|字号|图号|图幅|图斑\S{0,3}"
        r"|地块\S{0,4}|宗地\S{0,4}|单元号|房源\S{0,2}|商品码|货号|车架号|发动机号|机身号|IMEI|ISBN|ISSN|SN码?|MAC"
        r"|ETC\S{0,2}号?|公交卡\S{0,2}|购物卡\S{0,2}|加油卡\S{0,2}|图书\S{0,3}号|坐标|经度|纬度|桩号|点击\S{0,2}|浏览\S{0,3}"
        r"|阅读\S{0,2}|访问\S{0,2}|下载\S{0,2}|版本|时间戳|金额|总额|投资|资金|预算|造价|控制价|中标价|成交价|报价|估价|产值"
        r"|收入|支出|税额|余额|存款额|合计|共计|总计|总价|单价|数量|面积|人口|总数|条目|(?<![A-Za-z])(?:mid|sn|uuid|oid|ts|ver)\b",
    ),
    (
        Label.PASSPORT,
        r"护照|通行证|回乡证|台胞证|台湾居民\S{0,6}证|军官证|士兵证|警官证|旅行证|海员证|出生医学证明|永久居留证",
    ),
    (
        Label.ID,
        r"身份证(?:件)?(?:号码|编号|号)?|公民身份|身份号码?|身份编码|证件(?:号码|编号|号|代码)|居住证|居留身份证|残疾\S{0,2}证"
        r"|学籍号|学籍编号|纳税人识别号|纳税识别号|税号|社会保障号码?|身份信息|(?i:sfzh?m?|id_?card(?:_?no)?|id_?no|zjhm?|cert_?no|gmsfhm)",
    ),
    (
        Label.SOCIAL,
        r"社保(?:编号|号码?|卡号码?|个人编号)|社会保险(?:编号|号码?|个人编号)|医保(?:编号|卡?号码?|证号|个人编号|电脑号)|养老(?:保险)?(?:编号|号码?|个人编号)"
        r"|医疗证号|合作医疗证?号|参保(?:编号|号)|个人(?:社保)?编号|公积金(?:个人)?(?:账号|帐号|编号)|电脑序号|社保电脑号",
    ),
    (
        Label.BANK,
        r"银行卡|工资卡|储蓄卡|[工农中建交招]行卡|社保卡账|银行[账帐][号户]|[账帐]号|[账帐]户|卡号|一折通|一卡通|存折|折号|卡折号|收款|打款|汇款|户头"
        r"|(?i:bank_?(?:card|account|no)|yhkh|yhzh|card_?no|account_?no|khzh)",
    ),
    (
        Label.PHONE,
        r"电话|手机|联系方式|联系方法|联络方式|联系号码|移动电话|致电|来电|拨打|热线|短号|☎|☏|📞|📱|联系人|联系|咨询|手机号|微信同号"
        r"|(?i:tel(?:ephone)?|mobile|phone|(?<![a-z])mob(?![a-z])|lxdh|sjhm?|lxfs|dianhua|shouji)",
    ),
)
LABELS = re.compile(
    "|".join(
        f"(?P<{label.value}>{words})"
        for label, words in sorted(
            _PARTS,
            key=lambda part: [
                Label.PASSPORT, Label.SOCIAL, Label.ID, Label.OTHER, Label.BANK, Label.PHONE,
            ].index(part[0]),
        )
    )
)  # fmt: skip
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


ORGAN = re.compile(
    r"局|厅|委员会|卫健委|发改委|办公室|学院|大学|学校|中学|小学|幼儿园|医院|卫生院|中心|专户|公司|财政|协会|学会|基金会|商会|合作社|联社|政府|村委|居委|村民小组|经济合作|支行"
    r"|工会|机关|党委|党组|总会|联合会|残联|妇联|团委|慈善|机构|医保局|组织"
    r"|红十字|研究[院所]|检察院|法院|派出所|支队|大队|集团|工厂|[有限]公司|税务|国库|管委会|办事处|经营部|商行|商店|酒店|饭店"
)
ORGAN_ACCOUNT = re.compile(
    r"保证金|捐[赠款]|缴[费款纳]|对公|基本账户|基本户|专用账户|财政专户|单位名称|收款单位|收款人全称|开户单位|诉讼费|罚款|非税|国库|投标|竞买|募捐|善款"
)
DUTY = re.compile(
    r"咨询|办公|值班|负责人|联系人|联络人|经办|承办|责任人|主任|科长|股长|局长|书记|镇长|乡长|县长|市长|州长|处长|站长|所长|院长|校长|队长|组长|村长|会长|秘书|干事|干部|领导"
    r"|包片|包保|包村|驻村|帮扶|护林员|河长|湖长|林长|路长|田长|网格员|网格长|巡查员|安全员|监督员|联防|防火|防汛|巡逻|抢险|应急|监督|举报|投诉|受理|窗口|服务热线|客服|服务[：:电]|报修"
    r"|维修|(?<=[\u4e00-\u9fff])(?:局|科|股|处(?!罚|分|理)|室)|中心|单位|公司|企业|公安|派出所|民警|法官|书记员|检察官|律师|记者|教师|老师|辅导员|班主任|招聘|招标|采购|代理|报名(?!表)|投标|竞买|参展|展商|销售|商家|店铺|商铺|门店|店主|厂长|经理|总监"
    r"|传真|网址|学院|学校|医院|协会|委员|工作人员|职务|医师|医生|专家|导师|讲师|讲解员|导游|司仪|技术员|兽医|村医|代办员|技术指导|接待|会务"
)
CITIZEN = re.compile(
    r"低保|特困|五保|户主|监护人|患者|病人|申请人|当事人|户籍|家庭|收件人|收货人|补贴|补助|救助|残疾|保障对象|帮扶对象|对象|学生|家长|考生|应聘|村民|居民|贫困|脱贫|监测户|死者|家属|车主|驾驶人|驾驶员"
    r"|司机|业主|房主|房东|租户|承租人|租客|住户|农户|种植户|养殖户|承包方|承包人|权利人|产权人|所有权人|遗失|本人|信访人|来信人|来访人|反映人|留言人|诉求人|举报人|投诉人|报案人|报警人|被害人|受害人|伤者|被执行人"
    r"|被告|原告|被处罚人|违法行为人|违法人|嫌疑人|孕妇|产妇|新生儿|儿童|老人|老年人|高龄|退役|军属|烈属|移民|受益人|领取人|参保人|缴费人|购房人|中签|摇号|之[父母子女妻夫]|父亲|母亲|配偶|丈夫|妻子|儿子|女儿"
    r"|住址|性别|报名表|登记表|申请表|女士|先生|旅客|乘客|隔离|密接|接种|确诊|流调|行程|志愿者|献血|捐献|失主|失踪|走失|寻人|身份证|年龄|[，,]\s?[男女][，,、]|出生|民族"
)
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
        duty = max((m.end() for m in DUTY.finditer(place)), default=-1)
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
    return bool(ORGAN_ACCOUNT.search(left[-50:]))


_HOLDER = re.compile(
    r"(?:户\s*名|[账帐]户名称?|[账帐]户全称|开户名称?|名\s*称|收款(?:单位|人)|单位名称|全称)\s*[：:]?\s*([^\s，,。；;：:]{2,30})"
)
