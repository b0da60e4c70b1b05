"""The admin, for superusers: accounts to keep, everything else to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest

from annotation.models import Job, Membership, Project, User, Video

if TYPE_CHECKING:
    RowAdmin = admin.ModelAdmin[Any]  # generic in the stubs alone
else:
    RowAdmin = admin.ModelAdmin


class ReadOnly(RowAdmin):
    """Rows change by actions alone, which keep them consistent."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


admin.site.register(User, UserAdmin)


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
