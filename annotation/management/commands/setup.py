"""What ``make run`` needs before it serves: the schema up to date, and a demo on a new database."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Migrate what is missing; on a new database, make the demo project as well."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask first: a migration without work to do still takes a second."""
        executor = MigrationExecutor(connection)
        graph, applied = executor.loader.graph, executor.loader.applied_migrations
        if executor.migration_plan(graph.leaf_nodes()):
            self.stderr.write("Bringing the database up to date …")
            call_command("migrate", interactive=False, verbosity=0)
        if not applied:
            call_command("demo")
