"""The frozen set that a project's checkpoints are compared on."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction

from annotation import storage
from annotation.errors import ConflictError
from annotation.formats import jsonl
from annotation.formats.jsonl import Line
from annotation.models import Project, Snapshot, User
from annotation.pipeline import lines
from annotation.pipeline.snapshots import in_folder
from reward.actions.evaluations import newest_set
from reward.core.data import by_split, read_manifest
from reward.core.scores import truth
from reward.models import EvaluationSet

NOTHING = "No accepted video of the split test is known to be real or fake: there is no set."


def ensure(project: Project) -> EvaluationSet | None:
    """The newest set, else one from the first snapshot with videos of the split test, if any."""
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)  # one set, whoever comes first
        if (found := newest_set(project)) is not None:
            return found
        for snapshot in Snapshot.objects.filter(project=project).order_by("pk"):
            with storage.as_file(snapshot.manifest) as manifest:
                kept = _test_lines(manifest)
            if kept:
                return _freeze(project, kept, snapshot.created_by)
    return None


def renew(project: Project, user: User | None) -> EvaluationSet:
    """Freeze what is accepted in the split test now; ``ConflictError`` if that is nothing."""
    with tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        path = Path(folder) / "accepted.jsonl"
        with path.open("wb") as out:
            accepted = lines.stream(lines.accepted(project), project)
            out.writelines(jsonl.encode(in_folder(line)) for line in accepted)
        kept = _test_lines(path) if path.stat().st_size else []
    if not kept:
        raise ConflictError(NOTHING, code="nothing")
    with transaction.atomic():
        Project.objects.select_for_update().get(pk=project.pk)
        return _freeze(project, kept, user)


def _test_lines(manifest: Path) -> list[Line]:
    """What a training never looks at: its split is said, or dealt by its group."""
    examples = by_split(read_manifest(manifest))["test"]
    return [one.line for one in examples if truth(one) is not None]


def _freeze(project: Project, kept: Iterable[Line], user: User | None) -> EvaluationSet:
    ordered = sorted(kept, key=lambda line: line.video)
    data = b"".join(map(jsonl.encode, ordered))
    sha256 = hashlib.sha256(data).hexdigest()
    newest = newest_set(project)
    if newest is not None and newest.sha256 == sha256:
        return newest
    key = f"evaluation-sets/{project.pk}/{sha256}.jsonl"
    with storage.room(), tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder:
        path = Path(folder) / "set.jsonl"
        path.write_bytes(data)
        storage.put(path, key, move=True)
    return EvaluationSet.objects.create(
        project=project,
        manifest=key,
        sha256=sha256,
        videos=len(ordered),
        traces=sum(len((line.document or {}).get("traces", [])) for line in ordered),
        created_by=user,
    )
