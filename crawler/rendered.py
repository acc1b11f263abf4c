"""What goes between the crawl and its browser process. Apart, so that neither loads the other's libraries."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Setup:
    """What the worker is told once."""

    executable: str
    user_agent: str
    proxy: str = ""
    allow_private: bool = False


@dataclass(slots=True)
class Rendered:
    """What one page became. `weight` is bytes over the wire, `errors` the console's and scripts'."""

    id: int
    html: str = ""
    final_url: str = ""
    status: int = 0
    seconds: float = 0.0
    weight: int = 0
    errors: list[str] = field(default_factory=list)
    boxes: int = 0  # places marked on a photograph
    failure: str = ""
