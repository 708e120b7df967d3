"""What happened since a day is found without reading the whole trail."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_append_only")]

    operations = [migrations.AddIndex(model_name="entry", index=models.Index(fields=["at"], name="entry_at"))]
