"""公开身份证号: an unmasked resident identity number stands in a published text.

Why    个人信息保护法 第二十五条、第二十八条; 云南省政府办公厅2017年通知 lists 居民身份证号码 first among what may not
       be open without consent.
Fails  when a number's region, date and check digit (GB 11643-1999) hold, wherever it stands: text, table,
       attribute, comment, script, hidden sheet, inside a 学籍号, 残疾证号 or tax number.
Asks   when it stands behind a label and its check digit is wrong (a typo in a real list), or when it may
       be a local business number that has the shape by chance.
"""

from dataclasses import dataclass

from checks.privacy.leak import LeakType
from checks.privacy.telling import leaks_of, tell
from checks.registry import Saying, check
from core.dossier import Scene
from core.facts import PageText


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check(version=2)
def id_card_number(page: PageText, _: Params, scene: Scene) -> tuple[Saying, ...]:
    """One finding a page or attachment: 起, as notices count."""
    return tell(page, scene, leaks_of(page, scene, LeakType.ID))
