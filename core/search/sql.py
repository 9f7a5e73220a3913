"""The database's half of search: how a title becomes words. Triggers call it, whoever writes."""

from core.search.words import LONGEST, SKIPPED

_SKIPPED = SKIPPED.replace("'", "''")

TABLE = """
CREATE TABLE search_reading (sign text PRIMARY KEY, said text[] NOT NULL, surname text[]);
"""

FOLD = f"""
CREATE FUNCTION search_fold(given text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
  SELECT left(translate(lower(normalize(given, NFKC)), 'ü{_SKIPPED}', 'v'), {LONGEST})
$$;
"""

# Endings are made from the last sign to the first; `spoken` and `initials` hold at most four
# readings of what has been passed. A surname has a reading of its own; a double one, two signs.
WORDS = """
CREATE FUNCTION search_words(title text, is_person boolean, numbers text[])
RETURNS TABLE (word text, place smallint) LANGUAGE plpgsql STABLE AS $$
DECLARE
  folded text := search_fold(title);
  pair text[];
  one text[];
  own text[];
  mark text;
  spoken text[] := ARRAY[''];
  initials text[] := ARRAY[''];
  number text;
BEGIN
  IF is_person THEN
    SELECT surname INTO pair FROM search_reading r WHERE r.sign = left(folded, 2)
      AND char_length(folded) > 2;
  END IF;
  FOR i IN REVERSE char_length(folded)..1 LOOP
    mark := substr(folded, i, 1);
    place := i - 1;
    IF pair IS NOT NULL AND i <= 2 THEN
      one := ARRAY[pair[i]];
    ELSE
      SELECT said, surname INTO one, own FROM search_reading r WHERE r.sign = mark;
      one := coalesce(one, ARRAY[mark]);
      IF is_person AND i = 1 AND own IS NOT NULL THEN
        one := own || one;
      END IF;
    END IF;
    IF array_length(one, 1) = 1 AND array_length(spoken, 1) = 1 THEN
      spoken := ARRAY[one[1] || spoken[1]];
      initials := ARRAY[left(one[1], 1) || initials[1]];
    ELSE
      spoken := ARRAY(SELECT a.v || b.v FROM unnest(one) WITH ORDINALITY a(v, o),
        unnest(spoken) WITH ORDINALITY b(v, o) GROUP BY 1 ORDER BY min(a.o + b.o), 1 LIMIT 4);
      initials := ARRAY(SELECT left(a.v, 1) || b.v FROM unnest(one) WITH ORDINALITY a(v, o),
        unnest(initials) WITH ORDINALITY b(v, o) GROUP BY 1 ORDER BY min(a.o + b.o), 1 LIMIT 4);
    END IF;
    word := substr(folded, i);
    RETURN NEXT;
    FOREACH word IN ARRAY spoken LOOP RETURN NEXT; END LOOP;
    IF i < char_length(folded) THEN
      FOREACH word IN ARRAY initials LOOP RETURN NEXT; END LOOP;
    END IF;
  END LOOP;
  FOREACH number IN ARRAY numbers LOOP
    folded := search_fold(number);
    FOR i IN 1..coalesce(char_length(folded), 0) LOOP
      IF i = 1 OR substr(folded, i, 1) ~ '[0-9]' AND substr(folded, i - 1, 1) !~ '[0-9a-z]' THEN
        word := substr(folded, i);
        place := i - 1;
        RETURN NEXT;
      END IF;
    END LOOP;
  END LOOP;
END
$$;
"""

DROP = """
DROP FUNCTION IF EXISTS search_words(text, boolean, text[]);
DROP FUNCTION IF EXISTS search_fold(text);
DROP TABLE IF EXISTS search_reading;
"""
