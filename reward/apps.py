"""The reward app: what a model learns and says. The library below ``core`` knows nothing of it."""

from __future__ import annotations

from django.apps import AppConfig


class RewardConfig(AppConfig):
    name = "reward"
    verbose_name = "Reward"
