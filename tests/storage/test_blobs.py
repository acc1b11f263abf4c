import os
from pathlib import Path

import pytest

from core.blob import blob_path, digest
from storage.blobs import DamagedBlobError, get_blob, has_blob, list_blobs, prune_blobs, put_blob

BODY = "<html>云岭市</html>".encode("gb18030")


def test_a_body_comes_back_byte_for_byte_and_lies_there_once(tmp_path: Path) -> None:
    name = put_blob(tmp_path, BODY)
    assert name == digest(BODY) == put_blob(tmp_path, BODY)
    assert get_blob(tmp_path, name) == BODY
    assert get_blob(tmp_path, put_blob(tmp_path, b"")) == b""
    assert len(list(list_blobs(tmp_path))) == 2
    assert not has_blob(tmp_path, digest(b"other"))
    with pytest.raises(FileNotFoundError):
        get_blob(tmp_path, digest(b"other"))


@pytest.mark.parametrize("harm", [b"", b"not gzip", b"\x1f\x8b\x08\x00half"])
def test_a_damaged_file_is_told_and_never_taken_for_the_page(tmp_path: Path, harm: bytes) -> None:
    name = put_blob(tmp_path, BODY)
    blob_path(tmp_path, name).write_bytes(harm)
    with pytest.raises(DamagedBlobError, match="快照文件"):
        get_blob(tmp_path, name)


def test_another_page_under_this_name_is_told(tmp_path: Path) -> None:
    name, other = put_blob(tmp_path, BODY), put_blob(tmp_path, b"other")
    blob_path(tmp_path, name).write_bytes(blob_path(tmp_path, other).read_bytes())
    with pytest.raises(DamagedBlobError):
        get_blob(tmp_path, name)


def test_a_name_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a sha256"):
        get_blob(tmp_path, "../../etc/passwd")


def test_pruning_keeps_what_is_referred_to_and_what_is_young(tmp_path: Path) -> None:
    kept, old, young = (put_blob(tmp_path, body) for body in (b"kept", b"old", b"young"))
    for name in (kept, old):
        os.utime(blob_path(tmp_path, name), (1000, 1000))
    half = blob_path(tmp_path, old).with_name(".half.tmp")
    half.write_bytes(b"x")
    os.utime(half, (1000, 1000))
    assert prune_blobs(tmp_path, {kept}, older_than=2000) > 0
    assert [has_blob(tmp_path, name) for name in (kept, old, young)] == [True, False, True]
    assert not half.exists()
