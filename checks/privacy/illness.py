"""病情: an illness, a disability, a pregnancy, said of somebody by name. Said in general it is no leak."""

import re
from collections.abc import Iterator, Sequence

from checks.privacy.hit import Hit
from checks.privacy.leak import LeakType, Severity
from checks.privacy.names import bearer

_ORGANS = "胃 肝 肺 食管 食道 直肠 结肠 大肠 肠 乳腺 宫颈 子宫内膜 子宫 卵巢 前列腺 膀胱 肾 胰腺 胆囊 胆管 甲状腺 鼻咽 喉 口腔 舌 皮肤 骨 脑 淋巴".split()
_DISABLED = "精神 智力 肢体 视力 听力 言语 多重".split()
_GRADES = "一二三四"
ILLNESSES: tuple[str, ...] = (
    *(
        "尿毒症 肺结核 结核病 结核 艾滋病病毒 艾滋病 艾滋 HIV感染 HIV阳性 HIV 乙型肝炎 丙型肝炎 乙肝 丙肝 戊肝 肝炎 肝硬化 肝腹水"
        " 癌症 恶性肿瘤 肿瘤 白血病 淋巴瘤 骨髓瘤 精神分裂症 精神分裂 精神障碍 精神疾病 精神病 智力障碍 抑郁症 抑郁 双相情感障碍 躁狂症"
        " 焦虑症 癫痫 梅毒 淋病 性病 尖锐湿疣 脑瘫 脑性瘫痪 血友病 透析 糖尿病 高血压 冠心病 心脏病 心肌梗死 心肌梗塞 心力衰竭 心衰"
        " 脑梗死 脑梗塞 脑梗 脑出血 脑溢血 脑外伤 中风 偏瘫 截瘫 瘫痪 帕金森病 帕金森 阿尔茨海默 阿尔兹海默 老年痴呆 痴呆 红斑狼疮 类风湿"
        " 风湿病 肾衰竭 肾衰 肾功能衰竭 肾病综合征 肾病 肾移植 尘肺病 尘肺 矽肺病 矽肺 再生障碍性贫血 地中海贫血 白内障 青光眼 失明 聋哑"
        " 自闭症 孤独症 唐氏综合征 先天性心脏病 先天性愚型 先天性耳聋 骨折 股骨头坏死 强直性脊柱炎 渐冻症 运动神经元病 重症肌无力"
        " 布鲁氏菌病 布病 麻风病 麻风 狂犬病 慢阻肺 哮喘 植物人 截肢 苯丙酮尿症 银屑病 硬皮病 肌营养不良 脊髓损伤 甲亢 新冠肺炎"
        " 怀孕 早孕 已孕 妊娠 流产 引产 结扎 上环 放环 节育手术 不孕症 不孕 不育症 不育 人工授精 宫外孕 未婚先孕 违法生育 吸毒 戒毒"
    ).split(),
    *(f"{organ}癌{stage}" for organ in _ORGANS for stage in ("", "晚期", "早期")),
    *(f"{part}残疾" for part in _DISABLED),
    *(f"{part}{grade}级" for part in _DISABLED for grade in _GRADES),
    *(f"残疾{grade}级" for grade in _GRADES),
    *(f"{grade}级残疾" for grade in _GRADES),
)
ILLNESS = re.compile("|".join(sorted(ILLNESSES, key=len, reverse=True)) + r"|孕\d+周")
_GENERAL = re.compile(
    r"防治|预防|宣传|知识|科普|讲座|医院|门诊|专家|主任|医[生师]|防控|项目|药[品物]|疫苗|协会|基金|政策|待遇|病种|筛查|监测|培训|研究|教授|院长|课题|义诊|日活动|关爱|救治工作|会议|讲[解话]|表示|介绍|指出|强调|调研|走访|慰问|看望|帮扶干部|科室|病房|护士|志愿|规范|管理办法|指南|服务包|宣讲"
)
_LINK = re.compile(
    r"患(?!者)|确诊|诊断|罹患|身患|感染|病史|住院|治疗|因病|病因|病情|病种|致贫|残疾(?:类别|等级)?[：:]|病[：:]|疾病[：:]|系|为|术后|手术|死于|死因|携带|岁|[男女][，,]|本人|长[子女]|次[子女]|[妻夫父母子女儿]|怀孕|孕|妊娠|流产|引产|结扎|上环|于\d|因|死亡|伤残|身故|^[，,、（(：:\s]{1,2}$"
)
_SORT = re.compile(r"病?(?:病人|患者|儿童|人群|人员|家庭|等|类|学|科|防)")
_NEAR = 70


def scan_illness(text: str, starts: Sequence[int]) -> Iterator[Hit]:
    """An illness whose sentence names its bearer. `starts`: where words of illness begin."""
    last = 0
    for start in starts:
        match = ILLNESS.match(text, start) if start >= last else None
        if match is None:
            continue
        last = end = match.end()
        left = text[max(0, start - _NEAR) : start]
        left = left[max(left.rfind("\n"), left.rfind("。")) + 1 :]
        name = bearer(left)
        if not name or ILLNESS.search(name):
            continue
        between = left[left.rfind(name) + len(name) :]
        after = text[end : end + 6]
        if not _LINK.search(between) or _GENERAL.search(between) or _GENERAL.search(after):
            continue
        if _SORT.match(after):
            continue
        yield Hit(LeakType.MEDICAL, start, end, match[0], Severity.HIGH, "illness.named", name)
