"""Every route below ``/api/v1/``, by noun. The permission matrix of the tests names each."""

from django.urls import path

from annotation.api import (
    annotations,
    docs,
    exports,
    frames,
    jobs,
    members,
    projects,
    reviews,
    schemas,
    session,
    snapshots,
    task_verbs,
    tasks,
    tokens,
    uploads,
    video_sets,
    videos,
    webhooks,
)

urlpatterns = [
    # who asks
    path("session/", session.SessionView.as_view()),
    path("session/password/", session.PasswordView.as_view()),
    path("tokens/", tokens.TokenListView.as_view()),
    path("tokens/<int:token_id>/", tokens.TokenView.as_view()),
    # projects and their people
    path("projects/", projects.ProjectListView.as_view()),
    path("projects/<slug:slug>/", projects.ProjectView.as_view()),
    path("members/", members.MemberListView.as_view()),
    path("members/<int:member_id>/", members.MemberView.as_view()),
    # videos
    path("videos/", videos.VideoListView.as_view()),
    path("videos/counts/", video_sets.VideoCountsView.as_view()),
    path("videos/change/", video_sets.VideosChangeView.as_view()),
    path("videos/delete/", video_sets.VideosDeleteView.as_view()),
    path("videos/<int:video_id>/", videos.VideoView.as_view()),
    path("videos/<int:video_id>/retry/", videos.VideoRetryView.as_view()),
    path("videos/<int:video_id>/frames/", frames.FramesView.as_view()),
    path("videos/<int:video_id>/frames/<int:frame>.png", frames.StillView.as_view()),
    path("uploads/", uploads.UploadListView.as_view()),
    path("uploads/<uuid:upload_id>/", uploads.UploadView.as_view()),
    # tasks, annotations, reviews
    path("tasks/", tasks.TaskListView.as_view()),
    path("tasks/next/", tasks.NextTaskView.as_view()),
    path("tasks/<int:task_id>/", tasks.TaskView.as_view()),
    path("tasks/<int:task_id>/lease/", task_verbs.LeaseView.as_view()),
    path("tasks/<int:task_id>/heartbeat/", task_verbs.HeartbeatView.as_view()),
    path("tasks/<int:task_id>/skip/", task_verbs.SkipView.as_view()),
    path("tasks/<int:task_id>/submit/", task_verbs.SubmitView.as_view()),
    path("tasks/<int:task_id>/accept/", reviews.AcceptView.as_view()),
    path("tasks/<int:task_id>/return/", reviews.ReturnView.as_view()),
    path("tasks/<int:task_id>/comments/<int:comment_id>/", reviews.CommentView.as_view()),
    path("annotations/", annotations.AnnotationListView.as_view()),
    path("annotations/<int:annotation_id>/", annotations.AnnotationView.as_view()),
    path("annotations/<int:annotation_id>/history/", annotations.HistoryView.as_view()),
    path("annotations/<int:annotation_id>/restore/", annotations.RestoreView.as_view()),
    # background work and what comes out
    path("jobs/", jobs.JobListView.as_view()),
    path("jobs/<int:job_id>/", jobs.JobView.as_view()),
    path("jobs/<int:job_id>/retry/", jobs.JobRetryView.as_view()),
    path("jobs/<int:job_id>/cancel/", jobs.JobCancelView.as_view()),
    path("exports/", exports.ExportListView.as_view()),
    path("exports/<int:export_id>/", exports.ExportView.as_view()),
    path("snapshots/", snapshots.SnapshotListView.as_view()),
    path("snapshots/preview/", snapshots.PreviewView.as_view()),
    path("snapshots/<int:snapshot_id>/", snapshots.SnapshotView.as_view()),
    path("snapshots/<int:snapshot_id>/compare/", snapshots.CompareView.as_view()),
    path("snapshots/<int:snapshot_id>/folder/", snapshots.FolderView.as_view()),
    # other programs
    path("webhooks/", webhooks.WebhookListView.as_view()),
    path("webhooks/<int:webhook_id>/", webhooks.WebhookView.as_view()),
    path("webhooks/<int:webhook_id>/ping/", webhooks.WebhookPingView.as_view()),
    path("webhooks/<int:webhook_id>/deliveries/", webhooks.DeliveryListView.as_view()),
    path(
        "webhooks/<int:webhook_id>/deliveries/<int:delivery_id>/redeliver/",
        webhooks.RedeliverView.as_view(),
    ),
    # formats
    path("schema/", docs.SchemaView.as_view(), name="schema"),
    path("docs/", docs.DocsView.as_view()),
    path("schemas/document/", schemas.DocumentSchemaView.as_view()),
    path("schemas/line/", schemas.LineSchemaView.as_view()),
]
