"""Checkpoints trained elsewhere: a folder or zip, taken only if it is whole, plain and known."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from annotation.models import Project, Snapshot, User
from reward.core import checkpoint as folders
from reward.core.checkpoint import Card
from reward.models import Checkpoint, Evaluation
from reward.pipeline.places import place_of
from tests import make
from tests.reward.loop import rows


@pytest.fixture
def snapshot(project: Project) -> Snapshot:
    return rows.snapshot(project)


def folder(at: Path, manifest: str) -> Path:
    """A checkpoint of a backend's making, without a model in it."""

    def write(place: Path) -> None:
        (place / "weights.safetensors").write_bytes(b"\x02\0\0\0\0\0\0\0{}")
        (place / "sub").mkdir()
        (place / "sub" / "words.txt").write_text("one two")

    folders.save(at, Card(backend="tracenet", config={}, data={"manifest": manifest}), write)
    return at


def zipped(source: Path, prefix: str = "", **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(source.rglob("*")):
            if path.is_file():
                archive.write(path, prefix + path.relative_to(source).as_posix())
        for name, data in more.items():
            archive.writestr(name, data)
    return out.getvalue()


def post(person: User, data: bytes, **fields: Any) -> Any:
    file = SimpleUploadedFile("checkpoint.zip", data)
    body = {"project": "clips", "file": file, **fields}
    return make.client(person).post("/api/v1/checkpoints/", body, format="multipart")


def left_behind(project: Project, root: Path) -> list[str]:
    return sorted(path.name for path in (root / project.slug).iterdir())


@pytest.fixture
def root(settings: Any, tmp_path: Path) -> Path:
    settings.CHECKPOINTS_ROOT = tmp_path / "checkpoints"
    return tmp_path / "checkpoints"


@pytest.mark.parametrize("prefix", ["", "model/", "a/b/"])
def test_a_zip_becomes_a_checkpoint_of_its_snapshot(
    root: Path, snapshot: Snapshot, alice: User, tmp_path: Path, prefix: str
) -> None:
    made = folder(tmp_path / "made", snapshot.sha256)
    answer = post(alice, zipped(made, prefix))
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert (body["snapshot"]["id"], body["run"]) == (snapshot.pk, None)
    row = Checkpoint.objects.get(pk=body["id"])
    assert folders.load_card(place_of(row)).id == row.name
    assert Evaluation.objects.get(checkpoint=row).job.queue == "gpu"
    assert post(alice, zipped(made, prefix)).json()["code"] == "known"
    assert left_behind(snapshot.project, root) == [row.name]


def test_a_changed_file_is_refused(
    root: Path, snapshot: Snapshot, alice: User, tmp_path: Path
) -> None:
    made = folder(tmp_path / "made", snapshot.sha256)
    (made / "sub" / "words.txt").write_text("one two three")
    answer = post(alice, zipped(made))
    assert (answer.status_code, answer.json()["code"]) == (422, "checkpoint_refused")
    assert answer.json()["detail"] == "sub/words.txt is not as it was saved: its hash differs."
    assert left_behind(snapshot.project, root) == []


def test_an_unknown_snapshot_is_said_and_may_be_overridden(
    root: Path, snapshot: Snapshot, alice: User, tmp_path: Path
) -> None:
    made = folder(tmp_path / "made", "f" * 64)
    answer = post(alice, zipped(made))
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_snapshot")
    assert "no snapshot of this project" in answer.json()["detail"]
    assert post(alice, zipped(made), any_snapshot=True).json()["snapshot"] is None


@pytest.mark.parametrize(
    "name", ["../escaped.txt", "/etc/escaped.txt", "a\\..\\b.txt", "weights.bin", "code.py"]
)
def test_what_does_not_belong_is_refused(
    root: Path, snapshot: Snapshot, alice: User, tmp_path: Path, name: str
) -> None:
    made = folder(tmp_path / "made", snapshot.sha256)
    answer = post(alice, zipped(made, **{name: b"x"}))
    assert (answer.status_code, answer.json()["code"]) == (422, "checkpoint_refused")
    assert left_behind(snapshot.project, root) == []
    assert not list(tmp_path.rglob("escaped.txt"))


def test_a_link_is_refused(root: Path, snapshot: Snapshot, alice: User, tmp_path: Path) -> None:
    made = folder(tmp_path / "made", snapshot.sha256)
    out = io.BytesIO(zipped(made))
    with zipfile.ZipFile(out, "a") as archive:
        entry = zipfile.ZipInfo("link.txt")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    assert "no plain file" in post(alice, out.getvalue()).json()["detail"]


def test_a_bomb_is_refused(
    root: Path, snapshot: Snapshot, alice: User, tmp_path: Path, settings: Any
) -> None:
    settings.CHECKPOINT_MAX_BYTES = 100_000
    made = folder(tmp_path / "made", snapshot.sha256)
    answer = post(alice, zipped(made, **{"big.txt": b"\0" * 1_000_000}))
    assert (answer.status_code, answer.json()["code"]) == (422, "too_large")


def test_the_command_takes_a_folder_and_leaves_it(
    root: Path, snapshot: Snapshot, tmp_path: Path, capsys: Any
) -> None:
    made = folder(tmp_path / "made", snapshot.sha256)
    call_command("import_checkpoint", str(made), project="clips")
    told = json.loads(capsys.readouterr().out)
    assert told["snapshot"] == "first"
    assert (made / "checkpoint.json").exists()
    with pytest.raises(CommandError, match="already"):
        call_command("import_checkpoint", str(made), project="clips")
    with pytest.raises(CommandError, match="was not imported"):
        call_command("import_checkpoint", str(tmp_path / "none"), project="clips")
