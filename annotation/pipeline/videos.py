"""From an uploaded file to a ready video: measured, rendered, stored. Safe to run twice."""

from __future__ import annotations

import errno
import hashlib
import tempfile
from pathlib import Path

from django.conf import settings

from annotation import storage
from annotation.actions import jobs, preparation, videos
from annotation.errors import MediaRejectedError, UnavailableError
from annotation.media.probe import Probe, probe
from annotation.media.proxy import Rendered, render
from annotation.models import Job, Video

PROBED, RENDERED = 0.05, 0.95  # of the progress
FULL = "The server's disk is full. Free some space there, then try again."


def prepare(job: Job) -> None:
    """Make the job's video ready, or reject it with the sentence that also ends the job."""
    video = job.video
    if video is None or not preparation.preparing(video):
        return
    try:
        _prepare(job, video)
    except MediaRejectedError as error:
        preparation.reject(video, error.message)
        raise
    except jobs.JobCancelledError:
        preparation.reject(video, jobs.CANCELLED)
        raise
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT}:
            preparation.reject(video, jobs.UNEXPECTED)
            raise
        preparation.reject(video, FULL)
        raise UnavailableError(FULL) from error
    except Exception:
        # A bug must not leave the video preparing for ever; the job's log has the traceback.
        preparation.reject(video, jobs.UNEXPECTED)
        raise


def _prepare(job: Job, video: Video) -> None:
    def report(share: float) -> None:
        jobs.report(job, PROBED + (RENDERED - PROBED) * share)

    with (
        tempfile.TemporaryDirectory(dir=settings.FILE_UPLOAD_TEMP_DIR) as folder,
        storage.as_file(video.original) as source,
    ):
        probed = probe(source)
        report(0)
        rendered = render(source, probed, Path(folder) / "made", on_progress=report)
        finish(video, rendered)


def finish(video: Video, rendered: Rendered) -> None:
    """Store what was made, which is given up, and make the video ready."""
    files = preparation.Files(
        proxy=_stored(video, rendered.proxy),
        poster=_stored(video, rendered.poster),
        filmstrip=_stored(video, rendered.filmstrip),
    )
    probed: Probe = rendered.probe
    if preparation.ready(video, probed, files):
        kept = {video.original, files.proxy, files.poster, files.filmstrip}
        storage.drop_folder(videos.folder_of(video.pk), keep=frozenset(kept))
    elif not Video.objects.filter(pk=video.pk).exists():
        storage.drop_folder(videos.folder_of(video.pk))


def _stored(video: Video, path: Path) -> str:
    """Store a made file under a key that names its content; it is given up."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    key = f"{videos.folder_of(video.pk)}/{path.stem}-{digest[:16]}{path.suffix}"
    storage.put(path, key, move=True)
    return key
