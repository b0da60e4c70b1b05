"""Rows and their constraints, one noun a file."""

from annotation.models.annotations import Annotation, AnnotationState, Trace
from annotation.models.exports import EXPORTED, Export, ExportFormat
from annotation.models.jobs import Job, JobKind, JobState
from annotation.models.projects import LabelReal, Membership, Project, ReviewPolicy, Role
from annotation.models.questions import Question
from annotation.models.requests import IdempotentRequest
from annotation.models.reviews import Comment, Decision, Review
from annotation.models.snapshots import Snapshot
from annotation.models.tasks import Purpose, SkipReason, Task, TaskState
from annotation.models.tokens import ApiToken, Scope
from annotation.models.uploads import Upload
from annotation.models.users import User
from annotation.models.videos import Split, Video, VideoFrames, VideoLabel, VideoState
from annotation.models.webhooks import Delivery, DeliveryState, Event, Webhook

__all__ = [
    "EXPORTED",
    "Annotation",
    "AnnotationState",
    "ApiToken",
    "Comment",
    "Decision",
    "Delivery",
    "DeliveryState",
    "Event",
    "Export",
    "ExportFormat",
    "IdempotentRequest",
    "Job",
    "JobKind",
    "JobState",
    "LabelReal",
    "Membership",
    "Project",
    "Purpose",
    "Question",
    "Review",
    "ReviewPolicy",
    "Role",
    "Scope",
    "SkipReason",
    "Snapshot",
    "Split",
    "Task",
    "TaskState",
    "Trace",
    "Upload",
    "User",
    "Video",
    "VideoFrames",
    "VideoLabel",
    "VideoState",
    "Webhook",
]
