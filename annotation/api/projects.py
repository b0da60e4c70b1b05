"""Projects over HTTP: every member sees them, managers change them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Count, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import projects
from annotation.api.idempotency import idempotent
from annotation.api.lists import FIELDS, Body, ListView
from annotation.api.pagination import BySlug
from annotation.api.permissions import asker
from annotation.models import LabelReal, Project, ReviewPolicy, Role, Task, Video

Counts = dict[int, dict[str, int]]  # project id -> state -> rows
SETTINGS = (
    "name", "guideline", "overlap", "label_real", "real_share", "show_prompt",
    "require_explanation", "review_policy", "lease_minutes",
)  # fmt: skip


def project_bodies(found: Sequence[Project], roles: Mapping[int, Role]) -> list[Body]:
    """Projects as a member with these roles sees them; two queries, however many."""
    shown = [project.pk for project in found]
    videos = _counts(Video.objects.filter(project__in=shown))
    tasks = _counts(Task.objects.filter(project__in=shown))
    return [
        {
            "slug": project.slug,
            **{name: getattr(project, name) for name in SETTINGS},
            "role": roles[project.pk],
            "counts": {"videos": videos[project.pk], "tasks": tasks[project.pk]},
            "created_at": project.created_at,
        }
        for project in found
    ]


def _counts(rows: QuerySet[Any]) -> Counts:
    """Rows by project and state, in one query."""
    found: Counts = defaultdict(dict)
    per_state = rows.order_by().values_list("project", "state").annotate(count=Count("pk"))
    for project_id, state, count in per_state:
        found[project_id][state] = count
    return found


class ProjectSettings(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=200, required=False)
    guideline = serializers.CharField(
        max_length=100_000, required=False, allow_blank=True, help_text="Markdown."
    )
    overlap = serializers.IntegerField(
        min_value=1, max_value=10, required=False, help_text="How many people label each video."
    )
    label_real = serializers.ChoiceField(
        choices=LabelReal.choices, required=False, help_text="Whether people also get real videos."
    )
    real_share = serializers.FloatField(min_value=0, max_value=1, required=False)
    show_prompt = serializers.BooleanField(required=False)
    require_explanation = serializers.BooleanField(required=False)
    review_policy = serializers.ChoiceField(choices=ReviewPolicy.choices, required=False)
    lease_minutes = serializers.IntegerField(min_value=1, max_value=24 * 60, required=False)


class ProjectInput(ProjectSettings):
    slug = serializers.SlugField(max_length=64)


class CountsSerializer(serializers.Serializer[Any]):
    videos = serializers.DictField(child=serializers.IntegerField(), help_text="By state.")
    tasks = serializers.DictField(child=serializers.IntegerField(), help_text="By state.")


class ProjectSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    guideline = serializers.CharField()
    overlap = serializers.IntegerField()
    label_real = serializers.ChoiceField(choices=LabelReal.choices)
    real_share = serializers.FloatField()
    show_prompt = serializers.BooleanField()
    require_explanation = serializers.BooleanField()
    review_policy = serializers.ChoiceField(choices=ReviewPolicy.choices)
    lease_minutes = serializers.IntegerField()
    role = serializers.ChoiceField(choices=Role.choices, help_text="One's own.")
    counts = CountsSerializer()
    created_at = serializers.DateTimeField()


class ProjectListView(ListView):
    queryset = Project.objects.none()
    pagination_class = BySlug
    fields = tuple(ProjectSerializer().fields)

    @extend_schema(responses=ProjectSerializer(many=True), parameters=[FIELDS])
    def get(self, request: Request) -> Response:
        """One's projects."""
        roles = access.roles_of(asker(request))
        rows = Project.objects.visible_to(asker(request))
        return self.page_of(rows, lambda found: project_bodies(found, roles))

    @extend_schema(request=ProjectInput, responses={201: ProjectSerializer})
    @idempotent()
    def post(self, request: Request) -> Response:
        """Make a project, and manage it; for superusers and people who manage one already."""
        access.demand_manager(asker(request))
        data = ProjectInput(data=request.data)
        data.is_valid(raise_exception=True)
        project = projects.create(asker(request), **data.validated_data)
        return Response(_body(request, project), status=201)


class ProjectView(APIView):
    @extend_schema(responses=ProjectSerializer)
    def get(self, request: Request, slug: str) -> Response:
        """One project: its guideline, its rules and how far it is."""
        return Response(_body(request, access.project_for(asker(request), slug)))

    @extend_schema(request=ProjectSettings, responses=ProjectSerializer)
    def patch(self, request: Request, slug: str) -> Response:
        """Change the rules; they hold for videos that become ready from now on."""
        project = access.project_for(asker(request), slug, Role.MANAGER)
        data = ProjectSettings(data=request.data)
        data.is_valid(raise_exception=True)
        return Response(_body(request, projects.change(project, **data.validated_data)))


def _body(request: Request, project: Project) -> Body:
    return project_bodies([project], access.roles_of(asker(request)))[0]
