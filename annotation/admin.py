"""The admin, for superusers: accounts to keep, everything else to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.db.models import QuerySet
from django.http import HttpRequest

from annotation.actions import people
from annotation.models import Job, Membership, Project, User, Video

if TYPE_CHECKING:
    # Generic in the stubs alone.
    RowAdmin = admin.ModelAdmin[Any]
    PersonAdmin = UserAdmin[User]
    PasswordChange = AdminPasswordChangeForm[User]
else:
    RowAdmin, PersonAdmin = admin.ModelAdmin, UserAdmin
    PasswordChange = AdminPasswordChangeForm


class ReadOnly(RowAdmin):
    """Rows change by actions alone, which keep them consistent."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class PasswordForm(PasswordChange):
    """A password set by somebody else also ends the API tokens."""

    def save(self, commit: bool = True) -> User:
        user: User = super().save(commit)
        user.api_tokens.all().delete()
        return user


@admin.register(User)
class AccountAdmin(PersonAdmin):
    """Accounts are erased, not deleted: their work stays, and whose it was is forgotten."""

    change_password_form = PasswordForm
    actions = ("erase",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.action(description="Erase the selected people")
    def erase(self, request: HttpRequest, chosen: QuerySet[User]) -> None:
        for user in chosen:
            if user != request.user:
                people.erase(user)


@admin.register(Project)
class ProjectAdmin(ReadOnly):
    list_display = ("slug", "name", "created_at")


@admin.register(Membership)
class MembershipAdmin(ReadOnly):
    list_display = ("project", "user", "role", "active")
    list_select_related = ("project", "user")


@admin.register(Video)
class VideoAdmin(ReadOnly):
    list_display = ("id", "project", "name", "state", "label")
    list_filter = ("state", "label")
    list_select_related = ("project",)


@admin.register(Job)
class JobAdmin(ReadOnly):
    list_display = ("id", "kind", "state", "project", "attempts", "error")
    list_filter = ("kind", "state")
    list_select_related = ("project",)
