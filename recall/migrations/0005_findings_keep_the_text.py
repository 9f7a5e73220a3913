from django.db import migrations, models

# The trigger that keeps findings as they are would refuse to fill in the new column.
FILL = """
ALTER TABLE recall_finding DISABLE TRIGGER USER;
UPDATE recall_finding SET fact_text = recall_fact.text
  FROM recall_fact WHERE recall_fact.id = recall_finding.fact_id;
ALTER TABLE recall_finding ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [("recall", "0004_one_effect_per_form")]

    operations = [
        migrations.AddField(
            "finding",
            "fact_text",
            models.TextField(default="", verbose_name="认定时的事实经过"),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
