"""公开其他个人标识: a passport, permit, social-security number, plate, mailbox or chat name of a person.

Why    云南省政府办公厅2017年通知 lists 联系方式（电子邮箱） and 财产状况; GB/T 35273-2020 附录B lists the papers.
Fails  when a passport, permit or social-security number stands behind its label.
Asks   when a plate, a private mailbox or a chat name is tied to a person: for a person to weigh.
"""

from dataclasses import dataclass

from checks.privacy.telling import LEAK_CHECKS, leaks_of, tell
from checks.registry import Saying, check
from core.dossier import Scene
from core.facts import PageText


@dataclass(frozen=True, slots=True)
class Params:
    """Nothing to set."""


@check()
def personal_identifier(page: PageText, _: Params, scene: Scene) -> tuple[Saying, ...]:
    """One finding a page or attachment."""
    return tell(page, scene, leaks_of(page, scene, *LEAK_CHECKS["personal_identifier"]))
