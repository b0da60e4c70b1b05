"""Suggestions that people said themselves counted as rejected: what is submitted is read anew."""

from django.db import migrations, models


def read_anew(apps, schema_editor):
    apps.get_model("reward", "Showing").objects.exclude(settled=None).update(settled=None)


class Migration(migrations.Migration):
    dependencies = [("reward", "0003_suggestions")]

    operations = [
        migrations.AlterField(
            model_name="outcome",
            name="verb",
            field=models.CharField(
                choices=[
                    ("accept", "Accept"),
                    ("edit", "Edit"),
                    ("reject", "Reject"),
                    ("agree", "Agree"),
                ],
                max_length=6,
            ),
        ),
        migrations.RunPython(read_anew, migrations.RunPython.noop),
    ]
