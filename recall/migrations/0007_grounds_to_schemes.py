import django.db.models.deletion
from django.db import migrations, models


def pointing(model, name, to):
    return migrations.AlterField(
        model_name=model,
        name=name,
        field=models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT, related_name="+", to=f"schemes.{to}"
        ),
    )


class Migration(migrations.Migration):

    dependencies = [
        ("recall", "0006_fill_unit_as_it_was"),
        ("schemes", "0001_grounds_from_recall"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                pointing("fact", "ground", "ground"),
                pointing("campaignground", "ground", "ground"),
                pointing("campaign", "ground_set", "groundset"),
                migrations.DeleteModel("Ground"),
                migrations.DeleteModel("GroundSet"),
            ],
        ),
    ]
