"""Skip reasons that were kept as the button's text become codes; a person's own words stay."""

from __future__ import annotations

import importlib

import pytest
from django.apps import apps

from annotation.models import Task
from tests import make

migration = importlib.import_module("annotation.migrations.0009_skip_reasons")

BEFORE_AND_AFTER = {
    "": ("", ""),
    "lease_lapsed": ("lease_lapsed", ""),
    "Does not play": ("unplayable", ""),
    "재생되지 않음": ("unplayable", ""),
    "불쾌한 내용": ("disturbing", ""),
    "Cannot judge": ("cannot_judge", ""),
    "제대로 된 영상이 아님": ("not_a_video", ""),
    "The file is black.": ("other", "The file is black."),
}


@pytest.mark.django_db
def test_texts_of_both_languages_become_codes() -> None:
    video = make.ready_video(make.project())
    for text in BEFORE_AND_AFTER:
        make.task(video, skip_reason=text)
    migration.to_codes(apps, None)
    rows = Task.objects.order_by("id").values_list("skip_reason", "skip_note")
    assert list(rows) == list(BEFORE_AND_AFTER.values())
    migration.to_texts(apps, None)
    told = list(Task.objects.order_by("id").values_list("skip_reason", flat=True))
    assert (told[1], told[3], told[-1]) == ("lease_lapsed", "Does not play", "The file is black.")
