"""``manage.py demo``: a project to try things in, made on a database without accounts."""

from __future__ import annotations

import importlib.util
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from annotation.actions import jobs, members, projects
from annotation.models import Job, JobKind, LabelReal, Role, User

SLUG = "demo"
GUIDELINE = """\
Mark what gives a generated video away.

1. Watch the clip once at full speed, then step through what looks odd.
2. Draw a box around the flaw where it begins, and follow it with keyframes.
3. Set the first and the last frame, choose one of the nine categories, and say why in a sentence.
4. Say whether the clip is real or fake, and submit it.

The clips of this project are drawn by Telltale: balloons over hills. Some hide a flaw. The others,
accepted already, were planted for the first model to learn from.
"""


class Command(BaseCommand):
    help = "Make the demo project with three accounts, whose passwords are printed this once."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.exists():
            self.stderr.write("There are accounts already: no demo is made.", style_func=str)
            return
        with transaction.atomic():
            project = projects.create(
                None, slug=SLUG, name="Demo", guideline=GUIDELINE, label_real=LabelReal.ALL
            )
            for role in Role:
                password = members.generated_password()
                members.add(project, username=role.value, role=role, password=password)
                self.stdout.write(f"{role.value}\t{password}")
            jobs.start([Job(kind=JobKind.DRAW, project=project)])
            if importlib.util.find_spec("torch") is not None:
                jobs.start([Job(kind=JobKind.DRAW, project=project, queue="gpu")])
        self.stderr.write(
            f"The project {SLUG!r} has an account for each role; the passwords above are not "
            "shown again. A worker draws its clips; a first model learns beside it.",
            style_func=str,
        )
