"""Documents that come with their videos. They wait on the video until its frames are known."""

from __future__ import annotations

from annotation.actions import traces
from annotation.domain import document as documents
from annotation.formats.deeptrace import place
from annotation.formats.deeptrace.source import SourceVideo
from annotation.models import Annotation, AnnotationState, Video, VideoFrames


def accept_imported(video: Video) -> Annotation:
    """Turn the waiting rows into the video's accepted document; call inside a transaction."""
    table = VideoFrames.objects.get(video=video).table
    document, notes = place.document(SourceVideo.unpack(video.imported or {}), table)
    annotation = Annotation.objects.create(
        project_id=video.project_id,
        video=video,
        document=documents.dump(document),
        state=AnnotationState.ACCEPTED,
    )
    traces.rewrite(annotation, document)
    told = video.provenance.get("import", {})
    kept = [*told.get("notes", ()), *(note.pack() for note in notes)]
    video.provenance = video.provenance | {"import": told | {"notes": kept}}
    video.accepted, video.imported = annotation, None
    video.save(update_fields=["accepted", "imported", "provenance", "updated_at"])
    return annotation
