"""The reward app's routes below ``/api/v1/``, by noun. The permission matrix names each."""

from django.urls import URLPattern, path

from reward.api import (
    checkpoints,
    evaluations,
    policies,
    predictions,
    rewards,
    runs,
    suggestions,
)

urlpatterns: list[URLPattern] = [
    # what learns
    path("runs/", runs.RunListView.as_view()),
    path("runs/<int:run_id>/", runs.RunView.as_view()),
    path("runs/<int:run_id>/cancel/", runs.RunCancelView.as_view()),
    path("runs/<int:run_id>/retry/", runs.RunRetryView.as_view()),
    path("runs/<int:run_id>/log/", runs.RunLogView.as_view()),
    # what was learned, and what it is worth
    path("checkpoints/", checkpoints.CheckpointListView.as_view()),
    path("checkpoints/<int:checkpoint_id>/", checkpoints.CheckpointView.as_view()),
    path("checkpoints/<int:checkpoint_id>/evaluate/", checkpoints.EvaluateView.as_view()),
    path("checkpoints/<int:checkpoint_id>/promote/", checkpoints.PromoteView.as_view()),
    path("promotions/", checkpoints.PromotionListView.as_view()),
    path("projects/<slug:slug>/rollback/", checkpoints.RollbackView.as_view()),
    path("projects/<slug:slug>/policy/", policies.PolicyView.as_view()),
    path("evaluations/", evaluations.EvaluationListView.as_view()),
    path("evaluations/<int:evaluation_id>/", evaluations.EvaluationView.as_view()),
    path("evaluation-sets/", evaluations.EvaluationSetListView.as_view()),
    path("published/", evaluations.PublishedView.as_view()),
    # what models say
    path("predictions/", predictions.PredictionListView.as_view()),
    path("tasks/<int:task_id>/suggestions/", suggestions.SuggestionsView.as_view()),
    path("tasks/<int:task_id>/suggestions/<str:trace_id>/", suggestions.SuggestionView.as_view()),
    path("suggestions/statistics/", suggestions.StatisticsView.as_view()),
    path("rewards/", rewards.RewardListView.as_view()),
    path("rewards/rank/", rewards.RankView.as_view()),
    path("rewards/<uuid:request_id>/", rewards.RewardView.as_view()),
]
