"""Who works here. A person's rights come from memberships, one per project."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A person who signs in; ``language`` is the language of their screens.

    ``keys`` says which keys of the editor they moved: a chord of the table to the one that now
    stands for it, or to null for none.
    """

    language = models.CharField(max_length=8, default="", blank=True)
    keys = models.JSONField(default=dict, blank=True)
