"""Where a Chromium relative stands on this machine; "" where there is none."""

import shutil
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "GOVPATROL_BROWSER"
_NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge",
    "msedge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)


def find_browser(env: Mapping[str, str]) -> str:
    """The one that is named, else the first on the path, else the first at its usual place.

    A name that leads nowhere finds nothing: "none" switches the browser off.
    """
    if named := env.get(VARIABLE, ""):
        return named if Path(named).is_file() else ""
    found = next((at for name in _NAMES if (at := shutil.which(name))), "")
    return found or next((at for at in _PLACES if Path(at).is_file()), "")
