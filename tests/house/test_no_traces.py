"""What must never stand in the repository."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def tracked():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("不是 git 工作目录")
    return [ROOT / name for name in listed.stdout.split("\0") if name]


def test_the_lock_names_no_index_and_hashes_every_package():
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    assert not [line for line in lines if "://" in line]
    pins = [line for line in lines if line and line[0] not in "# "]
    assert pins
    assert all("==" in pin for pin in pins)
    assert len([line for line in lines if "--hash=sha256:" in line]) >= len(pins)


def test_no_file_is_longer_than_a_file_should_be():
    long = {
        str(p.relative_to(ROOT)): n
        for p in tracked()
        if p.suffix == ".py"
        and p.exists()
        and "tests" not in p.parts
        and (n := len(p.read_text("utf-8").splitlines())) > 400
    }
    assert not long
