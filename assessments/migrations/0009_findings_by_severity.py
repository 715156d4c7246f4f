from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0008_editions_are_decided_on"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="finding",
            name="finding_open_of_entry",
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["mended_on", "severity", "partnership"], name="finding_open_by_severity"),
        ),
    ]
