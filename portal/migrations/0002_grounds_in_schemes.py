"""The search reads the grounds where they stand now."""

from django.db import migrations

SOURCE = """
CREATE OR REPLACE FUNCTION search_source(wanted text, ids bigint[])
RETURNS TABLE (object_id bigint, county_id bigint, title text, is_person boolean, numbers text[])
LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF wanted = 'cadre' THEN
    RETURN QUERY SELECT c.id, u.county_id, c.name::text, true, ARRAY[]::text[]
      FROM cadres_cadre c JOIN units_unit u ON u.id = c.unit_id WHERE c.id = ANY(ids);
  ELSIF wanted = 'unit' THEN
    RETURN QUERY SELECT u.id, u.county_id, u.name::text, false, array_remove(
        ARRAY[u.credit_code::text, u.own_code::text], '')
      FROM units_unit u WHERE u.id = ANY(ids);
  ELSIF wanted = 'case' THEN
    RETURN QUERY SELECT k.id, k.county_id, c.name::text, true,
        array_remove(ARRAY[d.reference::text], NULL)
      FROM recall_case k JOIN cadres_cadre c ON c.id = k.cadre_id
      LEFT JOIN documents_document d ON d.id = k.notice_id WHERE k.id = ANY(ids);
  ELSE
    RETURN QUERY SELECT g.id, 0::bigint, g.title::text, false, ARRAY[g.code::text]
      FROM %s g WHERE g.id = ANY(ids);
  END IF;
END
$$;

CREATE OR REPLACE FUNCTION search_refill() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  TRUNCATE search_word;
  PERFORM search_put('cadre', ARRAY(SELECT id FROM cadres_cadre));
  PERFORM search_put('unit', ARRAY(SELECT id FROM units_unit));
  PERFORM search_put('case', ARRAY(SELECT id FROM recall_case));
  PERFORM search_put('ground', ARRAY(SELECT id FROM %s));
  RETURN (SELECT count(*) FROM search_word);
END
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0001_search_triggers"),
        ("schemes", "0001_grounds_from_recall"),
    ]

    operations = [
        migrations.RunSQL(
            SOURCE.replace("%s", "schemes_ground"), SOURCE.replace("%s", "recall_ground")
        ),
    ]
