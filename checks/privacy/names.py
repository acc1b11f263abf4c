"""人名: whose number it is. Names are only looked for next to something else that was found."""

import re

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱"
    "严覃武戚莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农"
    "司卓古吉缪简车项连芦麦褚娄窦戈岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼"
    "蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戎伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利"
    "於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由字赧刀依思者保鲁彝祥密杂拉刁阐次扎罕岩咪寸普洱勐帕折闫邝仉郇佴逄粘妥沐喜赛"
)
_COMPOUND = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|司空|夏侯|长孙|宇文|端木|南宫|独孤|轩辕|百里|呼延|东郭|西门|纳兰"
_HAN = r"[\u4e00-\u9fff]"
_NEXT = rf"(?![因患于在被经的之系与和同及等到为是已未])(?!身患|驾驶|遗失|确诊|申请|反映){_HAN}"
_PLAIN = (
    rf"(?:(?:{_COMPOUND}){_HAN}(?:{_NEXT}){{0,1}}|[{_SURNAMES}]{_HAN}(?:{_NEXT}){{0,1}}"
    rf"|{_HAN}{{1,6}}[·•]{_HAN}{{1,8}})"
)
_LAZY = _PLAIN.replace("{0,1}", "{0,1}?")
_NO_NAME = re.compile(
    r"某|[省市县区镇乡村组号路街巷局厅科股处站所队院校司部会社电话手机号码证件账户卡元年月日时分一二三四五六七八九十第与及和的为是在了等共其本该各由从对将被]$"
    r"|^(?:高[血中考新龄校等]|金额|时间|单位|方[便式面案法]|项目|关于|应[当急]|成[立绩员]|平[方均安]|安[全排置]|文[件化号]|国家|公[司开示告安民斤里分平共众]|农[村户业]"
    r"|管理|来[电源信]|联系|费用|支[付出]|全[市县州国额]|明[确细]|司[机法]|信[息访]|相关|计[划算]|强[化制]|原[因则]|石[油化]|车[辆主]|路[段线]|时[限段间]"
    r"|包[括含]|常[住务]|任[务职]|党[员委]|满[意足]|房[屋产号]|通[知讯过]|曾经|于[是今]|单位|解[决释]|查[询明]|符合|连续|温馨|严[格重]|田[地间]|家[庭住属]|户[主籍口]"
    r"|毕业|都[是有]|初[步级]|保[障险费]|利[用息]|居[民住]|干[部线]|但[是]|由[于]|密[切码]|门[诊牌]|云南|容[易]|那[么些]|银行|区[域县]|位[于置]|官[方网]|封[闭面]|商[品务]|师[傅资]"
    r"|华[东南]|向[上下]|花[园费]|丰[富]|富[滇]|申请|姓名|性别|民族|年龄|身份|住址|地址|学[生校]|死者|患者|现[住在]|经[查营]|贷款|钱款|和[解谐]|水[利电]|江[苏西]|山[东西]|海南|贵州|宁夏|甘肃|广[东西]|北京|上海)"
)
_SHAPE = re.compile(rf"^(?:{_HAN}{{2,4}}|{_HAN}{{1,10}}[·•]{_HAN}{{1,12}}(?:[·•]{_HAN}{{1,8}})?)$")
_AT_END = re.compile(
    rf"(?<!{_HAN})({_PLAIN})[\s：:（(，,、]{{0,3}}$|([\s，,、：:；;\d）)])({_PLAIN})[\s：:（(，,、]{{0,3}}$"
)
_ROLE = (
    r"姓名|低保户|脱贫户|贫困户|五保户|特困人员|残疾人|老人|女士|先生|户主|申请人|患者|病人|病例|当事人|收件人|收货人|监护人|被告人?|原告|被执行人|被处罚人|违法行为人|权利人|承包方|受益人|领取人|参保人|车主|驾驶人|驾驶员|司机|死者|伤者|学生|考生|村民|居民|业主|户名|所有人"
    r"|联系人|负责人|经办人|遗失人|反映人|来信人|投诉人|举报人|报案人|嫌疑人|法定代表人|经营者|对象|职工|孕妇|产妇|儿童|持证人|投保人|被保险人|租户|承租人|房东|旅客|乘客|失主|家长|婴儿|母亲|父亲|配偶|子女|农户|住户|被申请人|被上诉人|上诉人|第三人|证人|之[父母子女妻夫]|其[父母子女妻夫]"
)
_BY_ROLE = re.compile(
    rf"(?:{_ROLE})(?:姓名)?(?:\s?[：:为是（(]?\s?({_PLAIN})|\s?[：:（(]\s?({_HAN}{{2,3}})(?=[，,、（(\s：:。；男女]|$))"
)
_BY_ROLE_PLAINLY = re.compile(
    rf"(?:{_ROLE})(?:姓名)?\s?[：:为是（(]?\s?({_PLAIN})(?=[，,、（(\s：:男女]|因|患|身患|确诊|诊断|感染|罹患|之|于|经|的[父母子女妻夫]|$)"
)
_BEFORE_SEX = re.compile(
    rf"(?<!{_HAN})({_HAN}{{2,4}}|{_HAN}{{1,6}}[·•]{_HAN}{{1,8}})\s?(?=[（(，,、\s][男女](?:[，,、）)\s性]|$))"
    rf"|(?<!{_HAN})({_PLAIN})\s?(?=[男女](?=[，,、\d汉\s]))"
)
_BEFORE_LABEL = re.compile(
    rf"(?:^|[\s，,、。；;：:\d\n）)“”《》.．])({_LAZY})(?=[\s，,、（(：:]*(?:的)?(?:公民|居民)?(?:身份|证件|电话|手机|联系|银行|卡号|账号|一折通|一卡通|护照|住|家住|驾驶|因|患|身患|确诊|诊断|罹患|感染|遗失|乘坐|名下|之[父母子女妻夫]|现住|户籍|家庭|社保|车牌|病|怀孕|[0-9A-Z]|$))"
)
_AFTER_STOP = re.compile(rf"(?:^|[\s，,、。；;：:\n）)])({_LAZY})(?=[，,、（(\s])")


_HIDES = frozenset("*某×＊xX")


def is_name(text: str) -> bool:
    """Whether a table cell may be a person's name, unmasked."""
    shown = text.replace(" ", "").replace("\u3000", "")
    return bool(_SHAPE.match(shown)) and "某" not in shown


def looks_like_name(text: str) -> bool:
    """Stricter: it begins with a surname. For columns that no header names."""
    shown = text.replace(" ", "").replace("\u3000", "")
    return bool(re.fullmatch(_PLAIN, shown)) and not _NO_NAME.search(shown)


def ends_with_name(words: str) -> bool:
    """Whether a name stands right before."""
    match = _AT_END.search(words[-12:])
    name = (match[1] or match[3]) if match else ""
    return bool(name) and not _NO_NAME.search(name)


_FROM_A_PLACE = re.compile(
    rf"(?:^|[\s，,、。；;：:\d）).．])({_PLAIN})[，,]\s?[^，,。；;\n]{{2,24}}(?:人|村民|居民|社区|村|组)[，,]"
)


def name_before(text: str, start: int, reach: int = 60) -> str:
    """The person that the thing at `start` is said of, "" if nobody is named near."""
    words = text[max(0, start - reach) : start]
    stop = max(words.rfind("\n\n"), words.rfind("。"))
    return _last(words[stop + 1 :], (_BY_ROLE, _BEFORE_SEX, _BEFORE_LABEL, _AFTER_STOP))


def bearer(words: str) -> str:
    """The person of whom something is said next in the same line: only where that is plain."""
    return _last(words, (_BY_ROLE_PLAINLY, _BEFORE_SEX, _BEFORE_LABEL, _FROM_A_PLACE))


def _last(words: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    found: tuple[int, str] = (-1, "")
    for pattern in patterns:
        for match in pattern.finditer(words):
            group = match.lastindex or 1
            name, end = match[group], match.end(group)
            if end > found[0] and not _NO_NAME.search(name) and words[end : end + 1] not in _HIDES:
                found = (end, name)
    return found[1]
