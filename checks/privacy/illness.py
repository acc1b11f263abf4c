"""病情: an illness, a disability, a pregnancy, said of somebody by name. Said in general it is no leak."""

import re
from collections.abc import Iterator

from checks.privacy.hit import Hit
from checks.privacy.leak import LeakType, Severity
from checks.privacy.names import name_before

ILLNESS = re.compile(
    r"尿毒症|肺结核|结核病?|艾滋病?|HIV(?:感染|阳性)?|乙型肝炎|丙型肝炎|乙肝|丙肝|戊肝|肝炎|肝硬化|肝腹水|[\u4e00-\u9fff]{1,3}癌(?:晚期|早期)?|癌症?|恶性肿瘤|肿瘤|白血病|淋巴瘤|骨髓瘤|"
    r"精神分裂症?|精神残疾|精神障碍|精神病|精神疾病|精神[一二三四]级|智力残疾|智力障碍|肢体残疾|肢体[一二三四]级|视力残疾|听力残疾|言语残疾|多重残疾|智力[一二三四]级|残疾[一二三四]级|[一二三四]级残疾|"
    r"抑郁症?|双相情感障碍|躁狂症?|焦虑症|癫痫|梅毒|淋病|性病|尖锐湿疣|脑瘫|脑性瘫痪|血友病|透析|糖尿病|高血压|冠心病|心脏病|心肌梗[死塞]|心力衰竭|心衰|脑梗[死塞]?|脑出血|脑溢血|脑外伤|中风|偏瘫|截瘫|瘫痪|"
    r"帕金森|阿尔[茨兹]海默|老年痴呆|痴呆|红斑狼疮|类风湿|风湿病|肾衰竭?|肾功能衰竭|肾病综合征|肾病|肾移植|尘肺病?|矽肺病?|再生障碍性贫血|地中海贫血|白内障|青光眼|失明|聋哑|自闭症|孤独症|唐氏综合征|先天性[\u4e00-\u9fff]{2,6}|"
    r"骨折|股骨头坏死|强直性脊柱炎|渐冻症|运动神经元病|重症肌无力|布鲁氏菌病|布病|麻风病?|狂犬病|慢阻肺|哮喘|植物人|截肢|苯丙酮尿症|红斑|银屑病|硬皮病|帕金森病|肌营养不良|脊髓损伤|甲亢|"
    r"怀孕|早孕|孕\d+周|已孕|妊娠|流产|引产|结扎|上环|放环|节育手术|不孕症?|不育症?|人工授精|宫外孕|未婚先孕|违法生育|吸毒|戒毒|艾滋病病毒"
)
_GENERAL = re.compile(
    r"防治|预防|宣传|知识|科普|讲座|医院|门诊|专家|主任|医[生师]|防控|项目|药[品物]|疫苗|协会|基金|政策|待遇|病种|筛查|监测|培训|研究|教授|院长|课题|义诊|日活动|关爱|救治工作|会议|讲[解话]|表示|介绍|指出|强调|调研|走访|慰问|看望|帮扶干部|科室|病房|护士|志愿|规范|管理办法|指南|服务包|宣讲"
)
_LINK = re.compile(
    r"患(?!者)|确诊|诊断|罹患|身患|感染|病史|住院|治疗|因病|病因|病情|病种|致贫|残疾(?:类别|等级)?[：:]|病[：:]|疾病[：:]|系|为|术后|手术|死于|死因|携带|岁|[男女][，,]|本人|长[子女]|次[子女]|[妻夫父母子女儿]|怀孕|孕|妊娠|流产|引产|结扎|上环|于\d"
)
_NEAR = 70


def scan_illness(text: str) -> Iterator[Hit]:
    """An illness whose sentence names its bearer."""
    for match in ILLNESS.finditer(text):
        start, end = match.span()
        left = text[max(0, start - _NEAR) : start]
        left = left[max(left.rfind("\n\n"), left.rfind("。")) + 1 :]
        name = name_before(text, start, _NEAR)
        if not name or not _LINK.search(left[left.rfind(name) + len(name) :] + match[0][:1]):
            continue
        if _GENERAL.search(left[left.rfind(name) :]) or _GENERAL.search(text[end : end + 6]):
            continue
        yield Hit(LeakType.MEDICAL, start, end, match[0], Severity.HIGH, "illness.named", name)
