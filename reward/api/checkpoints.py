"""Checkpoints over HTTP: list, bring one trained elsewhere, evaluate, promote, roll back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import TemporaryUploadedFile
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from annotation.access import project_for
from annotation.api.idempotency import idempotent
from annotation.api.lists import FIELDS, PROJECT, Body, ListView, in_project
from annotation.api.permissions import asker
from annotation.api.throttles import Heavy
from annotation.errors import ConflictError, TooLargeError
from annotation.models import Project, Role
from reward import access
from reward.actions import evaluations, promotions
from reward.actions.serving import checkpoint_for
from reward.api.evaluations import EvaluationSerializer, evaluation_body
from reward.api.runs import NamedSerializer
from reward.models import Checkpoint, Evaluation, Promotion, PromotionKind
from reward.pipeline import checkpoints, sets


def bodies(rows: Sequence[Checkpoint], *, details: bool = False) -> list[Body]:
    """What a reviewer or manager sees of checkpoints; the same few queries however many."""
    projects = {row.project_id: row.project for row in rows}
    serving = {pk: checkpoint_for(project) for pk, project in projects.items()}
    newest = {pk: evaluations.newest_set(project) for pk, project in projects.items()}
    found = Evaluation.objects.select_related("job", "set", "set__project").filter(
        checkpoint__in=rows, set__in=[one for one in newest.values() if one]
    )
    measured = {(one.checkpoint_id, one.set.project_id): one for one in found}
    promoted = Promotion.objects.filter(checkpoint__in=rows, kind=PromotionKind.PROMOTE)
    since = dict(promoted.order_by("pk").values_list("checkpoint_id", "created_at"))
    return [
        _body(
            row,
            serving=serving[row.project_id] == row,
            promoted_at=since.get(row.pk),
            evaluation=measured.get((row.pk, row.project_id)),
            details=details,
        )
        for row in rows
    ]


def _body(
    row: Checkpoint,
    *,
    serving: bool,
    promoted_at: object,
    evaluation: Evaluation | None,
    details: bool,
) -> Body:
    card = row.card
    return {
        "id": row.pk,
        "project": row.project.slug,
        "name": row.name,
        "backend": row.backend,
        "run": row.run_id,
        "snapshot": row.snapshot and {"id": row.snapshot.pk, "name": row.snapshot.name},
        **{key: card.get(key) or {} for key in ("metrics", "calibration", "training")},
        "parent": card.get("parent") or "",
        "size": row.size,
        "serving": serving,
        "promoted_at": promoted_at,
        "created_by": row.created_by and row.created_by.username,
        "created_at": row.created_at,
        "evaluation": evaluation and evaluation_body(evaluation, details=details),
    }


def promotion_body(promotion: Promotion) -> Body:
    """Who let which checkpoint serve; without a project, for the whole site."""
    return {
        "id": promotion.pk,
        "project": promotion.project and promotion.project.slug,
        "kind": promotion.kind,
        "checkpoint": _named(promotion.checkpoint),
        "before": _named(promotion.before),
        "confirmed": promotion.confirmed,
        "created_by": promotion.created_by and promotion.created_by.username,
        "created_at": promotion.created_at,
    }


def _named(checkpoint: Checkpoint | None) -> Body | None:
    return {"id": checkpoint.pk, "name": checkpoint.name} if checkpoint else None


class CheckpointInput(serializers.Serializer[Any]):
    project = serializers.SlugField(max_length=64)
    file = serializers.FileField(help_text="A zip of the checkpoint's folder.")
    any_snapshot = serializers.BooleanField(
        default=False, help_text="Take it although it learned from no snapshot of this project."
    )


class CheckpointSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.CharField()
    name = serializers.CharField(help_text="The card's id, sixteen hexadecimal digits.")
    backend = serializers.CharField()
    run = serializers.IntegerField(allow_null=True, help_text="Null: trained elsewhere.")
    snapshot = NamedSerializer(allow_null=True)
    metrics = serializers.DictField(help_text="On the split val.")
    calibration = serializers.DictField()
    training = serializers.DictField()
    parent = serializers.CharField(  # type: ignore[assignment] # a field named as Field.parent
        help_text="The name of the checkpoint it went on from."
    )
    size = serializers.IntegerField(help_text="Bytes.")
    serving = serializers.BooleanField()
    promoted_at = serializers.DateTimeField(allow_null=True)
    created_by = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()
    evaluation = EvaluationSerializer(allow_null=True, help_text="On the newest set.")


class PromoteInput(serializers.Serializer[Any]):
    confirm = serializers.BooleanField(default=False, help_text="Whatever the gate says.")
    site = serializers.BooleanField(
        default=False, help_text="For every project without one of its own; a superuser."
    )
    expected = serializers.IntegerField(
        required=False,
        min_value=0,
        help_text="The checkpoint that the asker sees serving (0: none); 409 if it is another.",
    )


class PromotionSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.CharField(allow_null=True)
    kind = serializers.ChoiceField(choices=PromotionKind.choices)
    checkpoint = NamedSerializer(allow_null=True)
    before = NamedSerializer(allow_null=True)
    confirmed = serializers.CharField(help_text="The doubt that was overridden, if any.")
    created_by = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class CheckpointListView(ListView):
    """The checkpoints of the projects one reviews or manages; a manager brings one."""

    queryset = Checkpoint.objects.none()
    parser_classes = (MultiPartParser,)
    fields = tuple(CheckpointSerializer().fields)

    def get_throttles(self) -> list[BaseThrottle]:
        return [Heavy()] if self.request.method == "POST" else super().get_throttles()

    @extend_schema(responses=CheckpointSerializer(many=True), parameters=[PROJECT, FIELDS])
    def get(self, request: Request) -> Response:
        rows = access.checkpoints_of(asker(request)).select_related("created_by")
        return self.page_of(in_project(request, rows, Role.REVIEWER), bodies)

    @extend_schema(
        request={"multipart/form-data": CheckpointInput}, responses={201: CheckpointSerializer}
    )
    @idempotent()
    def post(self, request: Request) -> Response:
        """Register a checkpoint that was trained elsewhere, after checking all its hashes."""
        if int(request.META.get("CONTENT_LENGTH") or 0) > settings.UPLOAD_MAX_BYTES + 2**20:
            raise TooLargeError("The file is larger than this installation takes.")
        data = CheckpointInput(data=request.data)
        data.is_valid(raise_exception=True)
        given = data.validated_data
        project = project_for(asker(request), given["project"], Role.MANAGER)
        file: TemporaryUploadedFile = given["file"]
        path = Path(file.temporary_file_path())
        row = checkpoints.bring(project, path, asker(request), any_snapshot=given["any_snapshot"])
        _evaluate(row)
        return Response(bodies([row])[0], status=201)


def _evaluate(row: Checkpoint) -> Evaluation | None:
    counting = sets.ensure(row.project)
    return evaluations.start_beside_serving(row, counting) if counting else None


class CheckpointView(APIView):
    @extend_schema(responses=CheckpointSerializer)
    def get(self, request: Request, checkpoint_id: int) -> Response:
        """One checkpoint, with its evaluation on the newest set."""
        row = access.checkpoint_for(asker(request), checkpoint_id)
        return Response(bodies([row], details=True)[0])


class EvaluateView(APIView):
    @extend_schema(request=None, responses={202: EvaluationSerializer})
    @idempotent()
    def post(self, request: Request, checkpoint_id: int) -> Response:
        """Measure it on the newest set, unless that is done or under way."""
        row = access.checkpoint_for(asker(request), checkpoint_id, Role.MANAGER)
        evaluation = _evaluate(row)
        if evaluation is None:
            raise ConflictError(sets.NOTHING, code="nothing")
        return Response(evaluation_body(evaluation), status=202)


class PromoteView(APIView):
    @extend_schema(request=PromoteInput, responses=PromotionSerializer)
    @idempotent()
    def post(self, request: Request, checkpoint_id: int) -> Response:
        """Let it serve; 409 needs_confirmation says what speaks against it."""
        row = access.checkpoint_for(asker(request), checkpoint_id, Role.MANAGER)
        data = PromoteInput(data=request.data)
        data.is_valid(raise_exception=True)
        if data.validated_data["site"]:
            access.demand_superuser(asker(request))
        promotion = promotions.promote(row, asker(request), **data.validated_data)
        return Response(promotion_body(promotion))


class PromotionListView(ListView):
    """Promotions and roll-backs, newest first."""

    queryset = Promotion.objects.none()
    fields = tuple(PromotionSerializer().fields)

    @extend_schema(responses=PromotionSerializer(many=True), parameters=[PROJECT, FIELDS])
    def get(self, request: Request) -> Response:
        rows = Promotion.objects.filter(project__in=access.visible_projects(asker(request)))
        rows = rows.select_related("project", "checkpoint", "before", "created_by")
        return self.page(in_project(request, rows, Role.REVIEWER), promotion_body)


class RollbackView(APIView):
    @extend_schema(request=None, responses=PromotionSerializer)
    @idempotent()
    def post(self, request: Request, slug: str) -> Response:
        """Return to the checkpoint that served before."""
        project: Project = project_for(asker(request), slug, Role.MANAGER)
        return Response(promotion_body(promotions.roll_back(project, asker(request))))
