from django.db import migrations

FILL = """
UPDATE {table} AS row SET unit_name = unit.name, place_name = place.name
FROM units_unit AS unit, units_jurisdiction AS place
WHERE unit.id = row.unit_id AND place.id = row.county_id AND row.unit_name = ''
"""


class Migration(migrations.Migration):
    """No unit has been renamed before this release, so today's names are those of the day."""

    dependencies = [("recall", "0005_unit_as_it_was")]
    operations = [
        migrations.RunSQL(FILL.format(table=table), migrations.RunSQL.noop)
        for table in ("recall_nomination", "recall_case")
    ]
