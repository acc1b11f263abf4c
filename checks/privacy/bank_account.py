"""公开银行账号: a person's bank account stands in a published text.

Why    云南省政府办公厅2017年通知 lists 银行账号或卡号; 个人信息保护法 第二十八条 calls 金融账户 sensitive.
Fails  when a card number's issuer and check digit hold by a person, or a column of accounts is tied to
       names (passbooks have no check digit). An account of a body is meant to be known.
Asks   when a labelled account of a person fails the check digit.
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


@check()
def bank_account(page: PageText, _: Params, scene: Scene) -> tuple[Saying, ...]:
    """One finding a page or attachment."""
    return tell(page, scene, leaks_of(page, scene, LeakType.BANK))
