"""Keep the board's counts of each campaign, and marks of what was touched since, by triggers.

plpgsql bodies are bound to no table, so that the tables below may still change. A statement leaves
one mark for each campaign that it touches, and a transaction no second one.
"""

import django.db.models.deletion
from django.db import migrations, models

MARK = """
CREATE FUNCTION tally_mark() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  here bigint := pg_current_xact_id()::text::bigint;
BEGIN
  IF TG_ARGV[0] = 'campaign_id' THEN
    INSERT INTO reports_tallymark (campaign_number, transaction)
      SELECT DISTINCT t.campaign_id, here FROM touched t
      ON CONFLICT DO NOTHING;
  ELSIF TG_ARGV[0] = 'nomination_id' THEN
    INSERT INTO reports_tallymark (campaign_number, transaction)
      SELECT DISTINCT n.campaign_id, here FROM touched t
      JOIN recall_nomination n ON n.id = t.nomination_id
      ON CONFLICT DO NOTHING;
  ELSIF TG_ARGV[0] = 'nomination step' THEN
    INSERT INTO reports_tallymark (campaign_number, transaction)
      SELECT DISTINCT n.campaign_id, here FROM touched t
      JOIN recall_nomination n ON n.id = t.row_id
      ON CONFLICT DO NOTHING;
  ELSIF TG_ARGV[0] = 'case step' THEN
    INSERT INTO reports_tallymark (campaign_number, transaction)
      SELECT DISTINCT n.campaign_id, here FROM touched t
      JOIN recall_case k ON k.id = t.row_id JOIN recall_nomination n ON n.id = k.nomination_id
      ON CONFLICT DO NOTHING;
  ELSE
    INSERT INTO reports_tallymark (campaign_number, transaction)
      SELECT DISTINCT n.campaign_id, here FROM touched t
      JOIN recall_case k ON k.id = t.case_id JOIN recall_nomination n ON n.id = k.nomination_id
      ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END
$$;

-- Which campaigns count the person, unit or signal may change under our eyes: all are marked.
CREATE FUNCTION tally_mark_all() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_other boolean;
BEGIN
  IF TG_ARGV[0] = 'cadre' THEN
    is_other := EXISTS (SELECT FROM touched t JOIN former f USING (id)
      WHERE (t.sex, t.born_on) IS DISTINCT FROM (f.sex, f.born_on));
  ELSIF TG_ARGV[0] = 'unit' THEN
    is_other := EXISTS (SELECT FROM touched t JOIN former f USING (id)
      WHERE t.kind IS DISTINCT FROM f.kind);
  ELSE
    is_other := EXISTS (SELECT FROM touched t JOIN former f USING (id)
      WHERE t.practice IS DISTINCT FROM f.practice);
  END IF;
  IF is_other THEN
    INSERT INTO reports_tallymark (campaign_number, transaction)
      VALUES (0, pg_current_xact_id()::text::bigint) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END
$$;
"""
UNDO_MARK = "DROP FUNCTION tally_mark_all(); DROP FUNCTION tally_mark();"
WATCHED = (  # table, how its row leads to the campaign
    ("recall_nomination", "campaign_id"),
    ("recall_nominationstep", "nomination step"),
    ("recall_fact", "nomination_id"),
    ("recall_takensignal", "nomination_id"),
    ("recall_case", "nomination_id"),
    ("recall_casestep", "case step"),
    ("recall_servicereceipt", "case_id"),
    ("assessment_outcome", "case_id"),
)
WATCHED_WHOLE = (("cadres_cadre", "cadre"), ("units_unit", "unit"), ("evidence_signal", "signal"))


def watch(table: str, way: str) -> str:
    return f"""
CREATE TRIGGER tally_inserted AFTER INSERT ON {table} REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tally_mark('{way}');
CREATE TRIGGER tally_updated AFTER UPDATE ON {table} REFERENCING NEW TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tally_mark('{way}');
CREATE TRIGGER tally_deleted AFTER DELETE ON {table} REFERENCING OLD TABLE AS touched
  FOR EACH STATEMENT EXECUTE FUNCTION tally_mark('{way}');
"""


def unwatch(table: str) -> str:
    events = ("inserted", "updated", "deleted")
    return "".join(f"DROP TRIGGER tally_{event} ON {table};\n" for event in events)


def watch_whole(table: str, kind: str) -> str:
    return f"""
CREATE TRIGGER tally_updated AFTER UPDATE ON {table}
  REFERENCING NEW TABLE AS touched OLD TABLE AS former
  FOR EACH STATEMENT EXECUTE FUNCTION tally_mark_all('{kind}');
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessment", "0020_concurrences"),
        ("cadres", "0005_kinships"),
        ("evidence", "0095_triggers"),
        ("recall", "0033_evidence_particulars"),
        ("reports", "0004_press_texts"),
        ("schemes", "0003_conditions"),
        ("units", "0002_dated_tree"),
    ]
    operations = [
        migrations.CreateModel(
            name="CampaignTally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.CharField(max_length=64, verbose_name="口径")),
                ("told", models.JSONField(default=dict, verbose_name="计数")),
                ("days", models.BinaryField(default=bytes, verbose_name="用时")),
                ("counted_at", models.DateTimeField(verbose_name="计数时间")),
                ("campaign", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="recall.campaign")),
            ],
        ),
        migrations.CreateModel(
            name="TallyMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("campaign_number", models.BigIntegerField()),
                ("transaction", models.BigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("campaign_number", "transaction"), name="tally_mark_once_a_transaction")
                ],
            },
        ),
        migrations.RunSQL(MARK, UNDO_MARK),
        *(migrations.RunSQL(watch(*row), unwatch(row[0])) for row in WATCHED),
        *(
            migrations.RunSQL(watch_whole(*row), f"DROP TRIGGER tally_updated ON {row[0]}")
            for row in WATCHED_WHOLE
        ),
    ]
