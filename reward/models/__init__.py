"""Rows and their constraints, one noun a file."""

from reward.models.checkpoints import Checkpoint, Promotion, PromotionKind, Serving
from reward.models.evaluations import Evaluation, EvaluationSet
from reward.models.predictions import Batch, Outcome, Prediction, Showing, Skipped, Verb
from reward.models.requests import RewardItem, RewardRequest
from reward.models.runs import Cause, Policy, Run

__all__ = [
    "Batch",
    "Cause",
    "Checkpoint",
    "Evaluation",
    "EvaluationSet",
    "Outcome",
    "Policy",
    "Prediction",
    "Promotion",
    "PromotionKind",
    "RewardItem",
    "RewardRequest",
    "Run",
    "Serving",
    "Showing",
    "Skipped",
    "Verb",
]
