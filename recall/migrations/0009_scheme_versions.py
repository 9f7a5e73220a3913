"""Campaigns point at the version of a scheme; facts at the clause; rounds may have no end."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("recall", "0008_signals"),
        ("schemes", "0002_schemes_and_versions"),
        ("units", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "campaign",
            "scheme_version",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="campaigns",
                to="schemes.schemeversion",
            ),
        ),
    ]
