"""Answers become news until they are read; those of the past are none."""

from django.db import migrations, models


def call_seen(apps, schema_editor):
    questions = apps.get_model("annotation", "Question").objects
    questions.exclude(answered_at=None).update(seen=True)


class Migration(migrations.Migration):
    dependencies = [("annotation", "0009_skip_reasons")]

    operations = [
        migrations.AddField(
            model_name="question",
            name="seen",
            field=models.BooleanField(default=False),
        ),
        migrations.RunPython(call_seen, migrations.RunPython.noop),
    ]
