"""The nightly check of data quality, in SQL over a whole county at once."""

from datetime import date
from typing import Any

from django.db import connection, transaction

from cadres.models import Cadre
from cadres.queries import quality
from core import identifiers

_WRITE = """
WITH now AS MATERIALIZED ({rules} UNION ALL
    SELECT 'DQ-02', told.unit, told.cadre
    FROM unnest(%(units)s::bigint[], %(people)s::bigint[]) AS told(unit, cadre)
), gone AS (
    DELETE FROM cadres_gap g USING units_unit u
    WHERE u.id = g.unit_id AND u.county_id = %(county)s AND NOT EXISTS (
        SELECT FROM now n WHERE n.unit = g.unit_id AND n.number = g.number
        AND n.cadre IS NOT DISTINCT FROM g.cadre_id)
)
INSERT INTO cadres_gap (number, unit_id, cadre_id, found_on)
SELECT DISTINCT number, unit, cadre, %(on)s::date FROM now ON CONFLICT DO NOTHING
"""


@transaction.atomic
def refresh(county: Any, *, on: date) -> None:
    """Write what is lacking in a county as of a day; what was found before keeps its first day."""
    units, people = _numbers_that_disagree(county)
    rules = " UNION ALL ".join(
        f"SELECT '{check.number}' AS number, found.unit, found.cadre FROM ({check.sql}) found"  # noqa: S608
        for check in quality.REGISTER.values()
        if check.sql
    )
    year = on.year - 1 if on.month > quality.RATED_BY else on.year - 2
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE.format(rules=rules),
            {"county": county.pk, "on": on, "year": year, "units": units, "people": people},
        )


def _numbers_that_disagree(county: Any) -> tuple[list[int], list[int]]:
    """Open the ID numbers one by one: which people's birth date or sex says otherwise."""
    rows = Cadre.objects.filter(
        unit__county=county, left_on=None, merged_into=None, id_number__isnull=False
    ).only("unit_id", "born_on", "sex", "id_number")
    wrong = [
        (row.unit_id, row.pk)
        for row in rows.iterator(chunk_size=2_000)
        if row.id_number is not None
        and identifiers.id_number_conflict(row.id_number.reveal(), birth=row.born_on, sex=row.sex)
    ]
    return [unit for unit, _pk in wrong], [pk for _unit, pk in wrong]
