"""Reasons for skipping become codes; until now the text of the button was kept, in its language."""

from django.db import migrations, models
from django.db.models import F

TEXTS = {
    "unplayable": ["Does not play", "재생되지 않음"],
    "disturbing": ["Disturbing content", "불쾌한 내용"],
    "cannot_judge": ["Cannot judge", "판단할 수 없음"],
    "not_a_video": ["Not a proper video", "제대로 된 영상이 아님"],
}
KEPT = ["", "lease_lapsed"]


def to_codes(apps, schema_editor):
    tasks = apps.get_model("annotation", "Task").objects.exclude(skip_reason__in=KEPT)
    tasks.update(skip_note=F("skip_reason"), skip_reason="other")
    for code, texts in TEXTS.items():
        tasks.filter(skip_note__in=texts).update(skip_note="", skip_reason=code)


def to_texts(apps, schema_editor):
    tasks = apps.get_model("annotation", "Task").objects.all()
    for code, (text, *_) in TEXTS.items():
        tasks.filter(skip_reason=code).update(skip_reason=text)
    tasks.exclude(skip_note="").update(skip_reason=F("skip_note"))


class Migration(migrations.Migration):
    dependencies = [("annotation", "0008_questions_and_keys")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="skip_note",
            field=models.CharField(blank=True, default="", max_length=500),
        ),
        migrations.RunPython(to_codes, to_texts),
        migrations.AlterField(
            model_name="task",
            name="skip_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("unplayable", "Unplayable"),
                    ("disturbing", "Disturbing"),
                    ("cannot_judge", "Cannot Judge"),
                    ("not_a_video", "Not A Video"),
                    ("other", "Other"),
                    ("lease_lapsed", "Lease Lapsed"),
                ],
                default="",
                max_length=32,
            ),
        ),
    ]
