"""``manage.py train``: a run on a snapshot, by a worker of the queue ``gpu``."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotation.errors import InvalidError, TelltaleError
from annotation.models import JobState
from reward.actions import runs
from reward.actions.serving import checkpoint_for
from reward.management import asking
from reward.models import Checkpoint, Run


class Command(BaseCommand):
    help = "Start a training; its run goes to stdout as JSON. --wait stays until it has ended."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--project", required=True, metavar="SLUG")
        parser.add_argument("--snapshot", required=True, metavar="NAME|ID")
        parser.add_argument("--backend", choices=runs.BACKENDS, default="tracenet")
        parser.add_argument("--minutes", type=float, help="stop learning after so many")
        parser.add_argument("--seed", type=int)
        parser.add_argument("--threads", type=int)
        parser.add_argument("--gpus", type=int)
        parser.add_argument("--model", help="mllm: the base model, a folder or a hub id")
        parser.add_argument("--config", type=Path, help="JSON with the backend's settings")
        parser.add_argument("--init", metavar="NAME|serving", help="a checkpoint to go on from")
        parser.add_argument("--wait", action="store_true", help="return when it has ended")

    def handle(self, *args: Any, **options: Any) -> None:
        project = asking.project_named(options["project"])
        snapshot = asking.snapshot_named(project, options["snapshot"])
        names = ("minutes", "seed", "threads", "gpus", "model")
        config = {name: options[name] for name in names if options[name] is not None}
        if options["config"]:
            config["settings"] = _settings(options["config"])
        init = None
        if options["init"] == "serving":
            init = checkpoint_for(project)
        elif options["init"]:
            init = Checkpoint.objects.filter(project=project, name=options["init"]).first()
        if options["init"] and init is None:
            raise CommandError(f"There is no checkpoint {options['init']!r} to go on from.")
        try:
            run = runs.create(
                project,
                None,
                snapshot=snapshot,
                backend=options["backend"],
                config=config,
                init=init,
            )
        except InvalidError as error:
            raise CommandError("; ".join(each.message for each in error.problems)) from error
        except TelltaleError as error:
            raise CommandError(error.message) from error
        if options["wait"]:
            asking.until_ended(run.job_id, lambda line: self.stderr.write(line, style_func=str))
        self._tell(Run.objects.select_related("job").get(pk=run.pk))

    def _tell(self, run: Run) -> None:
        checkpoint = Checkpoint.objects.filter(run=run).first()
        body = {
            "run": run.pk,
            "state": run.job.state,
            "checkpoint": checkpoint and checkpoint.name,
            "metrics": run.metrics,
        }
        self.stdout.write(json.dumps(body))
        if run.job.state in {JobState.FAILED, JobState.CANCELLED}:
            raise CommandError(run.job.error or "The run was cancelled.")


def _settings(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text())
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise CommandError(f"{path} is not JSON: {error}.") from error
    if not isinstance(values, dict):
        raise CommandError(f"{path} must hold a JSON object.")
    return values
