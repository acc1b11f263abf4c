#!/usr/bin/env python3
"""政巡的起点（只用标准库）.

python3 run.py            准备环境，启动模拟城市，全部扫描一遍，给出报告
python3 run.py test       准备环境，运行全部测试
python3 run.py 其他参数    原样交给 govpatrol，例如 python3 run.py scan http://www.example.gov.cn/
"""

import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / ".ready"
# From the lightest to the heaviest; any of them can draw a page.
BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "microsoft-edge",
    "msedge",
)
BROWSER_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
)
BROWSER_PACKAGES = ("chromium-headless-shell", "libatomic1")
FONT_PACKAGE = "fonts-wqy-zenhei"  # without one every Chinese page is photographed as boxes
WORD_MODEL = "libime-data-language-model"  # second opinion on suspected misprints; optional


def say(text):
    """Tell the person at the terminal."""
    print(text, file=sys.stderr, flush=True)


def stop(text):
    """End with a sentence that says what to do next."""
    say(f"[停止] {text}")
    raise SystemExit(1)


def find_browser():
    """Path of a Chromium relative, or ""."""
    named = os.environ.get("GOVPATROL_BROWSER", "")
    if named:
        return named if Path(named).exists() else ""
    on_path = next((found for name in BROWSERS if (found := shutil.which(name))), "")
    return on_path or next((place for place in BROWSER_PLACES if Path(place).exists()), "")


def has_chinese_font():
    """Whether pictures of pages would show Chinese characters."""
    lister = shutil.which("fc-list")
    if not lister:
        return False
    found = subprocess.run([lister, ":lang=zh-cn"], capture_output=True, check=False)
    return bool(found.stdout.strip())


def can_apt():
    """Whether we may install Debian packages ourselves."""
    return os.name != "nt" and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def apt_install(packages):
    """Quietly; returns whether it worked. A machine without Debian's registry goes on without."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    options = ["-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", *options, *packages]):
        done = subprocess.run(command, env=env, capture_output=True, check=False)
    return done.returncode == 0


def install_machine_parts():
    """What comes from Debian, each by itself: a machine that lacks one may have the other."""
    if not find_browser():
        apt_install(BROWSER_PACKAGES)
    if not has_chinese_font():
        apt_install((FONT_PACKAGE,))
    if not any(Path("/usr/lib").glob("*/libime/zh_CN.lm")):
        apt_install((WORD_MODEL,))


def stamp():
    """What this environment was made from: another lock, Python or folder makes it anew."""
    whole = LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
    whole += sys.version.encode() + str(ROOT).encode()
    return hashlib.sha256(whole).hexdigest()


def make_venv():
    """A fresh virtual environment."""
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out of the minimal Python
    except ImportError:
        if not (can_apt() and apt_install([f"python3.{sys.version_info[1]}-venv", "python3-venv"])):
            stop("缺少 Python 的 venv 组件。请先以管理员执行：apt-get install python3-venv")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        stop(f"无法在 {VENV} 建立虚拟环境，请检查该目录是否可写、磁盘是否已满。")


def install_locked():
    """uv if it can be had (three times faster), else pip: the same lock, the same hashes."""
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    quiet = {"stdout": subprocess.DEVNULL, "check": False}
    uv = shutil.which("uv") or ""
    if (
        not uv
        and not subprocess.run(
            [*pip, "install", "-q", "uv"], stderr=subprocess.DEVNULL, **quiet
        ).returncode
    ):
        uv = str(BIN / "uv")
    if uv:
        env = {**os.environ, "UV_LINK_MODE": "copy"}
        index = subprocess.run(
            [*pip, "config", "get", "global.index-url"], capture_output=True, text=True, check=False
        ).stdout.strip()
        if index and "UV_DEFAULT_INDEX" not in env:
            env["UV_DEFAULT_INDEX"] = index  # uv does not read pip's mirror setting
        command = [uv, "pip", "install", "-q", "-p", str(PYTHON), "--compile-bytecode"]
        command += ["--require-hashes", "-r", str(LOCK)]
        if not subprocess.run(command, env=env, **quiet).returncode:
            return
        say("[准备] uv 未能完成，改用 pip …")
    if subprocess.run(
        [*pip, "install", "-q", "--require-hashes", "-r", str(LOCK)], **quiet
    ).returncode:
        stop(
            "依赖包没有装上（原因见上）。请检查能否访问 Python 软件源；内网可先设置镜像：\n"
            "       pip config set global.index-url <镜像地址>，然后重新运行本命令。"
        )


def install_self():
    """Editable, with the build tool that the lock already brought: nothing more is fetched."""
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    done = subprocess.run([*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)], check=False)
    if done.returncode:
        stop("政巡本身没有装上（原因见上）。")


def prepare():
    """Everything once; a second start only reads the stamp."""
    if STAMP.exists() and STAMP.read_text("utf-8") == stamp():
        return
    started = time.monotonic()
    say("[准备] 首次运行，正在安装所需组件（仅此一次，约一至两分钟）…")
    browser_thread = None
    if can_apt():
        say("[准备] 同时在后台安装无界面浏览器、中文字体和词模型 …")
        browser_thread = threading.Thread(target=install_machine_parts)
        browser_thread.start()
    make_venv()
    install_locked()
    install_self()
    if browser_thread:
        browser_thread.join()
    if not find_browser():
        say(
            "[提示] 没有找到 Chromium、Chrome 或 Edge：由脚本生成的页面和取证截图将跳过并记为“未能测定”，\n"
            "       其余检查照常。装好任一浏览器后重新运行即可；也可用环境变量 GOVPATROL_BROWSER 指明路径。"
        )
    STAMP.write_text(stamp(), "utf-8")
    say(f"[准备] 完成，用时 {time.monotonic() - started:.0f} 秒")


def main(args):
    """Prepare, then hand over."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the reader may have an older one
        stop(f"需要 Python 3.11 或更高版本，当前是 {sys.version.split()[0]}。")
    if not LOCK.exists():
        stop(f"缺少 {LOCK.name}，请使用完整的源码目录。")
    prepare()
    if args[:1] == ["setup"]:
        return 0
    env = {**os.environ, "PYTHONUTF8": "1"}
    browser = find_browser()
    if browser:
        env["GOVPATROL_BROWSER"] = browser
    if args[:1] == ["test"]:
        command = [str(PYTHON), "-m", "pytest", *args[1:]]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode
    command = [str(PYTHON), "-m", "cli", *(args or ["demo"])]
    try:
        return subprocess.run(command, env=env, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
