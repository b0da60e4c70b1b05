"""The people of a project, for its managers."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation import access
from annotation.actions import members
from annotation.api.idempotency import idempotent
from annotation.api.lists import FIELDS, PROJECT, Body, ListView, in_project
from annotation.api.permissions import asker
from annotation.models import Membership, Role


def member_body(membership: Membership) -> Body:
    """One person's place in a project; ``pseudonym`` stands for them in exports."""
    return {
        "id": membership.pk,
        "project": membership.project.slug,
        "username": membership.user.username,
        "role": membership.role,
        "pseudonym": membership.project.pseudonym(membership.user_id),
        "active": membership.active and membership.user.is_active,
        "created_at": membership.created_at,
    }


class MemberInput(serializers.Serializer[Any]):
    project = serializers.SlugField(max_length=64)
    username = serializers.CharField(max_length=150, validators=[UnicodeUsernameValidator()])
    role = serializers.ChoiceField(choices=Role.choices)
    password = serializers.CharField(
        max_length=1000, required=False, trim_whitespace=False, help_text="Makes a new account."
    )


class MemberPatch(serializers.Serializer[Any]):
    role = serializers.ChoiceField(choices=Role.choices, required=False)
    active = serializers.BooleanField(required=False)


class MemberSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    project = serializers.CharField()
    username = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)
    pseudonym = serializers.CharField()
    active = serializers.BooleanField()
    created_at = serializers.DateTimeField()


class MemberListView(ListView):
    queryset = Membership.objects.none()
    fields = tuple(MemberSerializer().fields)

    @extend_schema(responses=MemberSerializer(many=True), parameters=[PROJECT, FIELDS])
    def get(self, request: Request) -> Response:
        """The members of the projects one manages, those who left included."""
        managed = access.managed_projects(asker(request))
        rows: QuerySet[Membership] = Membership.objects.filter(project__in=managed)
        rows = in_project(request, rows.select_related("project", "user"), Role.MANAGER)
        return self.page(rows, member_body)

    @extend_schema(request=MemberInput, responses={201: MemberSerializer})
    @idempotent()
    def post(self, request: Request) -> Response:
        """Add somebody by name; with a password, their account is made."""
        data = MemberInput(data=request.data)
        data.is_valid(raise_exception=True)
        given = dict(data.validated_data)
        project = access.project_for(asker(request), given.pop("project"), Role.MANAGER)
        return Response(member_body(members.add(project, **given)), status=201)


class MemberView(APIView):
    @extend_schema(request=MemberPatch, responses=MemberSerializer)
    def patch(self, request: Request, member_id: int) -> Response:
        """Change somebody's role, or let them go or come back."""
        membership = access.member_for(asker(request), member_id)
        data = MemberPatch(data=request.data)
        data.is_valid(raise_exception=True)
        members.change(membership, **data.validated_data)
        return Response(member_body(membership))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, member_id: int) -> Response:
        """Let somebody go; their work stays theirs."""
        members.change(access.member_for(asker(request), member_id), active=False)
        return Response(status=204)
