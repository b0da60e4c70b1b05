from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('annotation', '0006_export_formats'),
    ]

    operations = [
        migrations.AddField(
            model_name='comment',
            name='done',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='comment',
            name='reply',
            field=models.TextField(blank=True, default=''),
        ),
    ]
