"""People of nobody alive: birth years 1900 to 1909, right check digits."""

import random

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES = "李王张刘陈杨赵黄周吴段尹"
GIVEN = "志强丽华国栋成文秀英建军桂兰海燕春梅"
HEADER = ("序号", "姓名", "身份证号", "联系电话", "家庭住址", "银行账号", "金额")


def id_number(seed: random.Random) -> str:
    day = f"{seed.randint(1900, 1909)}{seed.randint(1, 12):02d}{seed.randint(1, 28):02d}"
    body = f"532901{day}{seed.randint(0, 999):03d}"
    total = sum(int(c) * w for c, w in zip(body, WEIGHTS, strict=True))
    return body + "10X98765432"[total % 11]


def account(seed: random.Random) -> str:
    body = "622848" + "".join(str(seed.randint(0, 9)) for _ in range(12))
    total = 0
    for place, digit in enumerate(reversed(body)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return body + str(-total % 10)


def people(count: int, seed: int = 7) -> list[tuple[str, ...]]:
    """A header and so many rows of a list of help given."""
    chance = random.Random(seed)  # noqa: S311 - made-up people
    rows = [HEADER]
    for number in range(1, count + 1):
        name = chance.choice(SURNAMES) + "".join(
            chance.choice(GIVEN) for _ in range(chance.choice((1, 2)))
        )
        rows.append(
            (
                str(number),
                name,
                id_number(chance),
                f"138{chance.randint(0, 99_999_999):08d}",
                f"大理市银桥镇磻溪村{chance.randint(1, 12)}组{number * 3}号",
                account(chance),
                "1200.00",
            )
        )
    return rows
