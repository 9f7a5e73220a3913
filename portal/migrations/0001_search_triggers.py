"""Keep the words of people, units, cases and grounds by triggers, whoever writes the rows.

plpgsql bodies are bound to no table, so that the tables below may still change.
"""

from django.db import migrations

SOURCE = """
CREATE FUNCTION search_source(wanted text, ids bigint[])
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
      FROM recall_ground g WHERE g.id = ANY(ids);
  END IF;
END
$$;

CREATE FUNCTION search_put(wanted text, ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM search_word w WHERE w.kind = wanted AND w.object_id = ANY(ids);
  INSERT INTO search_word (kind, object_id, word, county_id, place)
    SELECT wanted, s.object_id, w.word, min(s.county_id), min(w.place)
    FROM search_source(wanted, ids) s, search_words(s.title, s.is_person, s.numbers) w
    WHERE w.word <> '' GROUP BY s.object_id, w.word;
END
$$;

CREATE FUNCTION search_refill() RETURNS bigint LANGUAGE plpgsql AS $$
BEGIN
  TRUNCATE search_word;
  PERFORM search_put('cadre', ARRAY(SELECT id FROM cadres_cadre));
  PERFORM search_put('unit', ARRAY(SELECT id FROM units_unit));
  PERFORM search_put('case', ARRAY(SELECT id FROM recall_case));
  PERFORM search_put('ground', ARRAY(SELECT id FROM recall_ground));
  RETURN (SELECT count(*) FROM search_word);
END
$$;

CREATE FUNCTION search_inserted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM search_put(TG_ARGV[0], ARRAY(SELECT id FROM fresh));
  RETURN NULL;
END
$$;

CREATE FUNCTION search_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'TRUNCATE' THEN
    DELETE FROM search_word w WHERE w.kind = TG_ARGV[0];
  ELSE
    DELETE FROM search_word w USING stale s WHERE w.kind = TG_ARGV[0] AND w.object_id = s.id;
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION search_updated() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids bigint[];
  watched name[];
BEGIN
  SELECT array_agg(attname) INTO watched FROM pg_attribute
    WHERE attrelid = TG_RELID AND attname = ANY(TG_ARGV[1]::name[]) AND NOT attisdropped;
  EXECUTE format('SELECT array_agg(n.id) FROM fresh n JOIN stale o USING (id)
    WHERE ARRAY[%s] IS DISTINCT FROM ARRAY[%s]',
    (SELECT string_agg(format('n.%I::text', f), ',') FROM unnest(watched) f),
    (SELECT string_agg(format('o.%I::text', f), ',') FROM unnest(watched) f)) INTO ids;
  IF ids IS NULL THEN
    RETURN NULL;
  END IF;
  PERFORM search_put(TG_ARGV[0], ids);
  IF TG_ARGV[0] = 'cadre' THEN
    PERFORM search_put('case', ARRAY(SELECT id FROM recall_case WHERE cadre_id = ANY(ids)));
  ELSIF TG_ARGV[0] = 'unit' THEN
    PERFORM search_put('cadre', ARRAY(
      SELECT c.id FROM cadres_cadre c JOIN fresh n ON n.id = c.unit_id JOIN stale o ON o.id = n.id
      WHERE n.county_id <> o.county_id));
  END IF;
  RETURN NULL;
END
$$;
"""
UNDO_SOURCE = """
DROP FUNCTION search_updated();
DROP FUNCTION search_deleted();
DROP FUNCTION search_inserted();
DROP FUNCTION search_refill();
DROP FUNCTION search_put(text, bigint[]);
DROP FUNCTION search_source(text, bigint[]);
"""
# kind, table, columns that make its words, as far as the table has them by now
WATCHED = (
    ("cadre", "cadres_cadre", "name,unit_id"),
    ("unit", "units_unit", "name,county_id,credit_code,own_code"),
    ("case", "recall_case", "cadre_id,county_id,notice_id"),
    ("ground", "recall_ground", "title,code"),
)


def watch(kind: str, table: str, columns: str) -> str:
    return f"""
CREATE TRIGGER search_inserted AFTER INSERT ON {table} REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION search_inserted('{kind}');
CREATE TRIGGER search_updated AFTER UPDATE ON {table}
  REFERENCING NEW TABLE AS fresh OLD TABLE AS stale
  FOR EACH STATEMENT EXECUTE FUNCTION search_updated('{kind}', '{{{columns}}}');
CREATE TRIGGER search_deleted AFTER DELETE ON {table} REFERENCING OLD TABLE AS stale
  FOR EACH STATEMENT EXECUTE FUNCTION search_deleted('{kind}');
CREATE TRIGGER search_truncated AFTER TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION search_deleted('{kind}');
"""


def unwatch(table: str) -> str:
    events = ("inserted", "updated", "deleted", "truncated")
    return "".join(f"DROP TRIGGER search_{event} ON {table};\n" for event in events)


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("search", "0001_words"),
        ("documents", "0001_initial"),
        ("cadres", "0001_initial"),
        ("units", "0002_dated_tree"),
        ("recall", "0004_one_effect_per_form"),
    ]
    operations = [
        migrations.RunSQL(SOURCE, UNDO_SOURCE),
        *(migrations.RunSQL(watch(*row), unwatch(row[1])) for row in WATCHED),
        migrations.RunSQL("SELECT search_refill()", migrations.RunSQL.noop),
    ]
