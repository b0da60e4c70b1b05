"""Signing in and out with a cookie, and changing one's password."""

from __future__ import annotations

import re
from typing import Any

from axes.handlers.proxy import AxesProxyHandler
from django.contrib import auth
from django.http import HttpRequest
from django.middleware.csrf import get_token
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from annotation.actions import sessions
from annotation.api.authentication import SessionAuthentication
from annotation.api.lists import Body
from annotation.api.permissions import InPerson, asker
from annotation.api.throttles import Heavy
from annotation.domain.reading import Reader
from annotation.errors import InvalidError, TelltaleError
from annotation.models import Membership, Project, Role

# More than the editor has keys.
MOST_KEYS = 300
CHORD = re.compile(r"((label|review)/)?(Mod\+)?(Shift\+)?[A-Za-z0-9]{1,24}")
SHOWN = ("id", "username", "is_superuser", "language", "keys")


class LockedOutError(TelltaleError):
    """Too many wrong passwords for this account or from this address."""

    status = 429
    code = "locked_out"


class InvalidCredentialsError(TelltaleError):
    """The same for an unknown account, a disabled one and a wrong password."""

    code = "invalid_credentials"


class KeysField(serializers.DictField):
    """By the chord of the editor's table, such as ``label/Mod+KeyZ``; null takes the key away."""

    child = serializers.CharField(allow_null=True)


class SessionUserSerializer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    username = serializers.CharField()
    is_superuser = serializers.BooleanField()
    language = serializers.CharField()
    keys = KeysField()


class SessionProjectSerializer(serializers.Serializer[Any]):
    slug = serializers.CharField()
    name = serializers.CharField()
    role = serializers.ChoiceField(choices=Role.choices)


class SessionSerializer(serializers.Serializer[Any]):
    user = SessionUserSerializer(allow_null=True)
    projects = SessionProjectSerializer(many=True)


class Credentials(serializers.Serializer[Any]):
    username = serializers.CharField(max_length=150)
    password = serializers.CharField(max_length=1000, trim_whitespace=False)


class PasswordInput(serializers.Serializer[Any]):
    current = serializers.CharField(max_length=1000, trim_whitespace=False)
    new = serializers.CharField(max_length=1000, trim_whitespace=False)


def session_body(user: Any) -> Body:
    """Who is signed in, and the role in each project; nobody is ``null``."""
    if not user.is_authenticated:
        return {"user": None, "projects": []}
    who = {name: getattr(user, name) for name in SHOWN}
    return {"user": who, "projects": _projects(user)}


def _projects(user: Any) -> list[Body]:
    if user.is_superuser:
        rows = Project.objects.values("slug", "name")
        return [{**row, "role": Role.MANAGER} for row in rows]
    held = Membership.objects.filter(user=user, active=True).order_by("project__slug")
    return [
        {"slug": slug, "name": name, "role": role}
        for slug, name, role in held.values_list("project__slug", "project__name", "role")
    ]


class SessionView(APIView):
    permission_classes = (AllowAny,)

    @extend_schema(responses=SessionSerializer)
    def get(self, request: Request) -> Response:
        """Who is signed in; sets the ``csrftoken`` cookie."""
        get_token(request._request)
        return Response(session_body(request.user))

    @extend_schema(request=Credentials, responses=SessionSerializer)
    def post(self, request: Request) -> Response:
        """Sign in; the session's key changes."""
        # Signing somebody in as another person is an attack too.
        SessionAuthentication().enforce_csrf(request)
        data = Credentials(data=request.data)
        data.is_valid(raise_exception=True)
        sign_in(request._request, **data.validated_data)
        return Response(session_body(request._request.user))

    @extend_schema(responses={204: None})
    def delete(self, request: Request) -> Response:
        """Sign out."""
        auth.logout(request._request)
        return Response(status=204)


def sign_in(request: HttpRequest, *, username: str, password: str) -> None:
    """Put the person into the session, unless five attempts failed before (account or address)."""
    if not AxesProxyHandler.is_allowed(request, {"username": username}):
        raise LockedOutError("Too many attempts failed. Wait a quarter of an hour, then try again.")
    user = auth.authenticate(request, username=username, password=password)
    if user is None:
        raise InvalidCredentialsError("The name or the password is not correct.")
    auth.login(request, user)


class KeysSerializer(serializers.Serializer[Any]):
    keys = KeysField()


class KeysView(APIView):
    permission_classes = (InPerson,)

    @extend_schema(request=KeysSerializer, responses=KeysSerializer)
    def put(self, request: Request) -> Response:
        """Keep which keys of the editor the person moved, for their other devices."""
        user = sessions.keep_keys(asker(request), _keys(request.data))
        return Response({"keys": user.keys})


def _keys(data: object) -> dict[str, str | None]:
    reader = Reader()
    fields = reader.record(data, "", required=frozenset({"keys"}), optional=frozenset()) or {}
    moved = fields.get("keys")
    kept: dict[str, str | None] = {}
    if not isinstance(moved, dict):
        reader.refuse("type", "keys", "This must be an object.")
    elif len(moved) > MOST_KEYS:
        reader.refuse("too_many", "keys", f"At most {MOST_KEYS} entries are allowed.")
    elif not all(_is_chord(key) and (to is None or _is_chord(to)) for key, to in moved.items()):
        reader.refuse("unknown_choice", "keys", "This is no chord of keys.")
    else:
        kept = moved
    if reader.problems:
        raise InvalidError(reader.problems)
    return kept


def _is_chord(value: object) -> bool:
    return isinstance(value, str) and CHORD.fullmatch(value) is not None


class PasswordView(APIView):
    permission_classes = (InPerson,)
    throttle_classes = (Heavy,)

    @extend_schema(request=PasswordInput, responses={204: None})
    def post(self, request: Request) -> Response:
        """Change one's password; ends other sessions and revokes one's tokens."""
        data = PasswordInput(data=request.data)
        data.is_valid(raise_exception=True)
        user = sessions.change_password(asker(request), **data.validated_data)
        auth.update_session_auth_hash(request._request, user)
        return Response(status=204)
