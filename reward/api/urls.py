"""The reward app's routes below ``/api/v1/``, by noun. The permission matrix names each."""

from django.urls import URLPattern, path

from reward.api import predictions, rewards, suggestions

urlpatterns: list[URLPattern] = [
    # what models say
    path("predictions/", predictions.PredictionListView.as_view()),
    path("tasks/<int:task_id>/suggestions/", suggestions.SuggestionsView.as_view()),
    path("tasks/<int:task_id>/suggestions/<str:trace_id>/", suggestions.SuggestionView.as_view()),
    path("suggestions/statistics/", suggestions.StatisticsView.as_view()),
    path("rewards/", rewards.RewardListView.as_view()),
    path("rewards/rank/", rewards.RankView.as_view()),
    path("rewards/<uuid:request_id>/", rewards.RewardView.as_view()),
]
