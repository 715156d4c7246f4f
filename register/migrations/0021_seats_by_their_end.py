from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("register", "0020_performance_returns"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(fields=["removed_at", "is_vacant", "ends_on"], name="seat_ending"),
        ),
    ]
