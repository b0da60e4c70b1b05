"""Ask for a file of the project's accepted documents; a job builds it."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from annotation.actions import jobs
from annotation.formats import sft
from annotation.formats.deeptrace.write import Options
from annotation.models import Export, ExportFormat, Job, JobKind, Project, User


@transaction.atomic
def create(
    project: Project,
    user: User | None,
    *,
    format: ExportFormat,
    media: bool,
    options: Options,
    answers: sft.Options,
) -> Export:
    """Write the export and its job; the file is there when the job is done."""
    (job,) = jobs.start([Job(kind=JobKind.EXPORT, project=project, created_by=user)])
    return Export.objects.create(
        project=project,
        job=job,
        format=format,
        media=media,
        options=asdict(options) | asdict(answers),
        created_by=user,
    )
