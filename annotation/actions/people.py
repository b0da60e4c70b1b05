"""Erasing a person: the work stays under the pseudonym it has; whose it was is forgotten."""

from __future__ import annotations

import secrets

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q

from annotation.actions import uploads
from annotation.models import IdempotentRequest, Task, TaskState, Upload, User


@transaction.atomic
def erase(user: User) -> None:
    """Close the account for good and remove the name from everywhere but what people wrote."""
    name = user.username
    _release_work(user)
    user.memberships.update(active=False)
    user.api_tokens.all().delete()
    for upload in Upload.objects.filter(user=user):
        uploads.drop(upload)
    IdempotentRequest.objects.filter(Q(user=user) | Q(body__data__username=name)).delete()
    for attempts in (AccessAttempt, AccessFailureLog, AccessLog):
        attempts.objects.filter(username=name).delete()
    _rename(user)
    LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(User), object_id=str(user.pk)
    ).update(object_repr=user.username, change_message="")


def _release_work(user: User) -> None:
    """Let others take up what the person holds."""
    leased = Task.objects.filter(assignee=user, state=TaskState.LEASED)
    leased.update(state=TaskState.OPEN, lease_until=None)
    reviewed = Task.objects.filter(reviewer=user, state=TaskState.SUBMITTED)
    reviewed.update(reviewer=None, review_until=None)


def _rename(user: User) -> None:
    """A new password also ends the sessions."""
    user.username = f"erased-{secrets.token_hex(6)}"
    user.first_name = user.last_name = user.email = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login, user.keys = None, {}
    user.set_unusable_password()
    user.save()
