"""1,000 mutated documents and 20 bombs, each read in its own child: no other job is lost, each ends in time.

    python benchmarks/hostile_files.py [--mutants 1000] [--seed 1] [--jobs 2]

After every hundred files a sound one is read, which must come back whole. Samples are made on the spot;
doc, xls, ods, odt and pdf need LibreOffice and are left out, and said so, where there is none.
"""

import argparse
import io
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "extract" / "attachments")]

import makers  # noqa: E402
from bombs import bombs  # noqa: E402
from people import people  # noqa: E402

from core.gap import Gap  # noqa: E402
from documents.worker import read_safely  # noqa: E402

LIMIT = 20.0


def samples(folder: Path) -> dict[str, bytes]:
    """Sound documents to be mutated, by their ending."""
    rows = people(40)
    made = {"xlsx": makers.xlsx(rows), "docx": makers.docx(rows)}
    if shutil.which("soffice"):
        for source, form in (
            ("docx", "doc"),
            ("docx", "pdf"),
            ("docx", "odt"),
            ("docx", "rtf"),
            ("xlsx", "xls"),
            ("xlsx", "ods"),
        ):
            made[form] = makers.by_libreoffice(made[source], f"list.{source}", form, folder)
    else:
        print("LibreOffice 未安装：doc、pdf、odt、rtf、xls、ods 样本略去")
    made["pdf2"] = makers.pdf("BT /F1 12 Tf 72 700 Td (text) Tj ET")
    made["zip"] = makers.packed({f"附件.{form}": body for form, body in made.items()})
    made["html"] = ("<table>" + "".join("<tr><td>" + "<td>".join(r) for r in rows)).encode()
    made["csv"] = "\n".join(",".join(row) for row in rows).encode("gbk")
    return made


def mutated(body: bytes, chance: random.Random) -> bytes:
    """Bytes flipped, cut, doubled or moved; for zips also inside, so that the wrapping stays sound."""
    if body.startswith(b"PK") and chance.random() < 0.6:
        return _inside(body, chance)
    damaged = bytearray(body)
    way = chance.randrange(5)
    if way == 0:
        for _ in range(chance.choice((1, 10, 100))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    elif way == 1:
        del damaged[chance.randrange(len(damaged)) :]
    elif way == 2:
        at, size = chance.randrange(len(damaged)), chance.randrange(1, 4096)
        damaged[at : at + size] = damaged[at : at + size] * chance.choice((2, 50))
    elif way == 3:
        at, size = chance.randrange(len(damaged)), chance.randrange(1, 512)
        damaged[at : at + size] = b"\xff" * size
    else:
        at, to = chance.randrange(len(damaged)), chance.randrange(len(damaged))
        damaged[to : to + 512] = damaged[at : at + 512]
    return bytes(damaged)


def _inside(body: bytes, chance: random.Random) -> bytes:
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as old,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = old.namelist()
        victim = chance.choice(names)
        for name in names:
            inner = old.read(name)
            new.writestr(name, mutated(inner, chance) if name == victim and inner else inner)
    return held.getvalue()


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--mutants", type=int, default=1000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--jobs", type=int, default=2)
    asked = asked.parse_args()
    chance = random.Random(asked.seed)  # noqa: S311 - damage, no secrets
    with tempfile.TemporaryDirectory() as folder:
        sound = samples(Path(folder))
    forms = sorted(sound)
    work = [
        ("变异 " + form, mutated(sound[form], chance))
        for n in range(asked.mutants)
        for form in (forms[n % len(forms)],)
    ]
    made = bombs()
    work += [("炸弹 " + name, body) for name, body in made.items()]
    chance.shuffle(work)
    for at in range(len(work), 0, -100):
        work.insert(at, ("完好", sound["xlsx"]))

    def job(one: tuple[str, bytes]) -> tuple[str, str, float, bool]:
        name, body = one
        begun = time.monotonic()
        reading = read_safely(body, name)
        took = time.monotonic() - begun
        if isinstance(reading, Gap):
            return name, f"缺口 {reading.reason.value}：{reading.detail}", took, False
        whole = sum(len(grid.rows) for grid in reading.grids) == 41
        troubles = [t.detail for _, part in reading.walk() for t in part.troubles]
        return name, "读出" if not troubles else f"部分：{troubles[0]}", took, whole

    begun = time.monotonic()
    with ThreadPoolExecutor(asked.jobs) as hands:
        ended = list(hands.map(job, work))
    late = [e for e in ended if e[2] > LIMIT + 2]
    lost = [e for e in ended if e[0] == "完好" and not e[3]]
    sound_ones = len(ended) - asked.mutants - len(made)
    seconds = time.monotonic() - begun
    print(
        f"{len(ended)} 份：变异 {asked.mutants}，炸弹 {len(made)}，完好 {sound_ones}；{seconds:.0f} 秒"
    )
    for kind, count in Counter(
        e[0].split()[0] + " " + e[1].split("：")[0] for e in ended
    ).most_common():
        print(f"  {kind}：{count}")
    for name, said, took, _ in ended:
        if name.startswith("炸弹"):
            print(f"  {name}：{said}，{took:.1f} 秒")
    deaths = [(n, s) for n, s, _, _ in ended if "信号" in s or "出错退出" in s]
    print(f"子进程死亡 {len(deaths)} 次 {deaths[:5]}")
    print(
        f"最慢 {max(e[2] for e in ended):.1f} 秒；超时未止 {len(late)}；完好的文件丢失 {len(lost)}"
    )
    return 1 if late or lost else 0


if __name__ == "__main__":
    sys.exit(main())
