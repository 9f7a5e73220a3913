"""The one door out of the urn: at counting, as the owner, in the order of random keys."""

from django.db import migrations

FORWARDS = """
CREATE FUNCTION evidence_open_urn(counted bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    fewest constant integer := 5;
    biggest bigint;
    total bigint;
BEGIN
    PERFORM FROM public.evidence_poll p
    WHERE p.id = counted AND p.closed_at IS NOT NULL AND p.counted_at IS NULL FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Cannot open the urn of a poll that is not closed, or is counted'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'urn_opens_once_after_closing';
    END IF;
    SELECT count(*) INTO total FROM public.evidence_urnballot u
    JOIN public.evidence_pollgroup g ON g.id = u.group_id
    WHERE g.poll_id = counted AND u.is_valid;
    IF total < fewest THEN
        RETURN total;
    END IF;
    SELECT u.group_id INTO biggest FROM public.evidence_urnballot u
    JOIN public.evidence_pollgroup g ON g.id = u.group_id
    WHERE g.poll_id = counted AND u.is_valid
    GROUP BY u.group_id, g.position ORDER BY count(*) DESC, g.position LIMIT 1;
    UPDATE public.evidence_pollgroup g SET merged_into_id = biggest
    WHERE g.poll_id = counted AND g.id <> biggest AND fewest > (
        SELECT count(*) FROM public.evidence_urnballot u WHERE u.group_id = g.id AND u.is_valid
    );
    INSERT INTO public.evidence_ballot (id, group_id, marks, is_valid)
    SELECT u.id, coalesce(g.merged_into_id, g.id), u.marks, u.is_valid
    FROM public.evidence_urnballot u JOIN public.evidence_pollgroup g ON g.id = u.group_id
    WHERE g.poll_id = counted ORDER BY u.id;
    DELETE FROM public.evidence_urnballot u USING public.evidence_pollgroup g
    WHERE g.id = u.group_id AND g.poll_id = counted;
    RETURN total;
END $$;
REVOKE ALL ON FUNCTION evidence_open_urn(bigint) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("evidence", "0020_ballots")]
    operations = [
        migrations.RunSQL(FORWARDS, "DROP FUNCTION evidence_open_urn(bigint)"),
    ]
