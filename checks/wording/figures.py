"""特征: the figures by which the ranker weighs a proposal."""

from collections.abc import Mapping, Sequence

from checks.wording.wordmodel import Step, WordModel

FEATURES = (
    "gain_chars", "gain_words", "gain", "lead", "likeness", "length", "word_before", "word_after",
    "share_before", "share_after", "fewer_words", "score", "score_around", "often_before",
    "often_after", "left", "right", "clause", "rivals", "clause_start", "clause_end", "share_alone",
    "changed", "cover_before", "cover_after", "surname", "surname_left", "surname_left2",
    "closes", "right2", "density", "cover_share_before", "cover_share_after", "country",
    "left2", "seen_before", "seen_after", "step_before", "step_next", "step_left", "step_left2",
    "step_after", "step_after_next", "rest",
)  # fmt: skip
"""Order of `Proposal.features`."""

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊"
    "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭"
    "洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳井段富巫乌焦巴弓牧隗山谷车侯班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束龙"
    "叶幸司韶黎薄印宿白怀蒲丛鄂索咸籍赖卓蔺屠蒙池乔阴苍双闻莘党翟谭贡劳姬申扶冉宰郦雍璩桑桂濮牛寿通边扈燕冀郏浦尚农温庄晏柴瞿阎"
    "充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾沙养鞠丰"
    "巢关相查后荆红游竺权逯盖益桓公肖闫覃迟冼苟付"
)


def around(
    words: WordModel, steps: Sequence[Step], k: int, left: int, new: str, cut: tuple[int, ...]
) -> tuple[float, ...]:
    """How likely the words around the k-th are in their context, before and after the change at
    `left`; and how likely the rest of the clause is for each character: names and odd texts are
    all unlikely."""
    here = steps[k]
    near = [step for step in steps[max(0, k - 4) : k + 6] if step is not here]
    rest = sum(step.score for step in near) / (sum(len(step.word) for step in near) or 1)
    state, start, after = words.start(), 0, [0.0, 0.0]
    for length in cut:
        score, state = words.follow(state, new[start : start + length])
        if start <= left < start + length:
            after[0] = score
        elif start > left:
            after[1] = score
            break
        start += length
    return (
        here.score,
        steps[k + 1].score if k + 1 < len(steps) else 0.0,
        steps[k - 1].score if k else 0.0,
        steps[k - 2].score if k > 1 else 0.0,
        *after,
        rest,
    )


def cover(
    words: WordModel, share: Mapping[str, float], clause: str, at: int, size: int
) -> tuple[int, float]:
    """Length and share of the longest listed word that holds the place."""
    longest, best = 1, -9.0
    for start in range(max(0, at - 4), at + 1):
        for end in range(min(len(clause), start + 6), at + size - 1, -1):
            if end - start <= longest:
                break
            word = clause[start:end]
            if word in share or words.known(word):
                longest, best = end - start, share.get(word, -7.0)
                break
    return longest, best


def neighbours(clause: str, at: int, size: int, share: Mapping[str, float]) -> float:
    """Share of the commonest two-character word that the place makes with a neighbour."""
    last = at + size
    return max(
        share.get(clause[max(0, at - 1) : at + 1], -9.0),
        share.get(clause[last - 1 : last + 1], -9.0),
    )


def words_up_to(lengths: tuple[int, ...], end: int) -> int:
    """How many words of these lengths begin before `end`."""
    count = place = 0
    for length in lengths:
        if place >= end:
            break
        place += length
        count += 1
    return count


def word_at(clause: str, lengths: tuple[int, ...], at: int) -> str:
    """The word of the cut that holds the place."""
    start = 0
    for length in lengths:
        if start <= at < start + length:
            return clause[start : start + length]
        start += length
    return clause[at : at + 1]
