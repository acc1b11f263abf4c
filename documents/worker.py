"""安全地读一份文件: one child for each document; whatever becomes of the child is a value.

Nothing is written to disk: the bytes go in and the reading comes out through pipes, so that a clear
number never lies in a temporary file. The child may neither write files nor leave a core dump.
"""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import extract
from core.codec import decode, encode
from core.gap import Gap, GapReason
from extract.attachments.reading import Limits, Reading

_ROOT = Path(extract.__file__).resolve().parent.parent
_GRACE = 2.0  # seconds for the child to start and to hand over


def read_safely(body: bytes, name: str = "", limits: Limits | None = None) -> Reading | Gap:
    """A Reading, or the Gap that says why there is none. `name` is its file name or address.

    Never raises for what the bytes do: a child that dies, hangs or eats memory is a Gap.
    """
    limits = limits or Limits()
    if len(body) > limits.unpacked:
        return _gap(name, GapReason.TOO_LARGE, f"文件超过{limits.unpacked // 1_000_000}MB")
    order = json.dumps({"name": name, "limits": encode(limits)}, ensure_ascii=False).encode()
    child = subprocess.Popen(  # our own module, a list, no shell
        [sys.executable, "-B", "-m", "documents.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a traceback would show the text it failed on
        env={**os.environ, "PYTHONPATH": _path(), "PYTHONHASHSEED": "0"},
        start_new_session=True,
    )
    try:
        said, _ = child.communicate(order + b"\n" + body, timeout=limits.seconds + _GRACE)
    except subprocess.TimeoutExpired:
        _end(child)
        return _gap(name, GapReason.TIMEOUT, f"读取超过{limits.seconds:g}秒")
    except OSError:  # it died before it took its order
        _end(child)
        return _gap(name, *_death(child.returncode, limits))
    except BaseException:  # Ctrl-C: leave nobody behind
        _end(child)
        raise
    if child.returncode != 0:
        return _gap(name, *_death(child.returncode, limits))
    try:
        reading: Reading = decode(Reading, json.loads(said))
    except ValueError:
        return _gap(name, GapReason.CRASHED, "读取进程没有给出完整结果")
    return replace(reading, name=name)


def _end(child: "subprocess.Popen[bytes]") -> None:
    if hasattr(os, "killpg"):  # and whomever it started; Windows has no groups
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.communicate()


_STOPPED = {getattr(signal, name, 0) for name in ("SIGXCPU", "SIGKILL")} - {0}

NO_MEMORY = 3
"""Exit code of a child that met its bound of memory."""


def _death(code: int, limits: Limits) -> tuple[GapReason, str]:
    if code == NO_MEMORY:
        return GapReason.TOO_LARGE, f"读取需要的内存超过{limits.memory // 1_000_000}MB"
    if -code in _STOPPED:
        return GapReason.TIMEOUT, f"读取超过{limits.seconds:g}秒或内存不足，已终止"
    if code < 0:
        return GapReason.UNREADABLE, f"文件使读取进程异常退出（信号{-code}），疑似恶意或损坏"
    return GapReason.UNREADABLE, f"文件使读取进程出错退出（{code}），疑似恶意或损坏"


def _gap(name: str, reason: GapReason, detail: str) -> Gap:
    return Gap("PageText", name, reason, detail)


def _path() -> str:
    return os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
