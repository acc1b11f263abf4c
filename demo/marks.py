"""The numbers at the foot of a site: made from its code, so that page and registry agree."""

import hashlib
from dataclasses import dataclass

from demo.town import Town


@dataclass(frozen=True, slots=True)
class Numbers:
    """备案号 and the like. None of them was ever given out: 沧 is no province, 0900 no area."""

    icp: str
    police: str
    conac: str
    telephone: str


def numbers(town: Town) -> Numbers:
    """The same for the same site, whoever asks."""
    digest = hashlib.sha256(town.site.code.encode()).hexdigest().upper()
    serial = int(digest[:6], 16)
    return Numbers(
        icp=f"沧ICP备{99000000 + serial % 900000}号-1",
        police=f"沧公网安备 {town.region.code}02{serial % 1000000:06d}号",
        conac=digest[:32],
        telephone=f"0900-80{serial % 100000:05d}",
    )
