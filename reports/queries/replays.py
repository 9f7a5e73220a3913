"""Past cases read by two lists: who is in by both, by one, by neither."""

from collections import Counter
from typing import Any

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from cadres.enums import Level, StaffKind
from recall.enums import CampaignState
from recall.models import CampaignUnit
from reports.queries.covering import tables
from schemes.models import SchemeVersion
from units.enums import UnitKind
from units.models import Jurisdiction, Unit
from units.queries.units import below as below_unit

SLICE = 5000  # nominations read at once
REST = "rest"  # rows of few people, put together
DIMENSIONS = ("kind", "level", "sex", "age")
COLUMNS = ("stays", "comes_in", "falls_out", "outside")

# A fact is read by a clause about its ground, or about one that the version says corresponds; the
# clause must be for the person's post and staff kind. What was found untrue is not read at all.
_SQL = """
WITH reach AS MATERIALIZED (
    SELECT c.version_id, c.ground_id AS from_id, c.applies_to, c.staff_kinds
    FROM schemes_clause c WHERE c.version_id IN (%(base)s, %(version)s) AND NOT c.is_dropped
    UNION ALL
    SELECT c.version_id, k.other_id, c.applies_to, c.staff_kinds
    FROM schemes_clause c JOIN schemes_correspondence k
        ON k.version_id = c.version_id AND k.ground_id = c.ground_id
    WHERE c.version_id IN (%(base)s, %(version)s) AND NOT c.is_dropped
), past AS MATERIALIZED (
    SELECT id, unit_id, cadre_id, level, staff_kind, drafted_at,
        CASE WHEN is_leading THEN 'LEADING' ELSE 'ORDINARY' END AS post
    FROM recall_nomination
    WHERE county_id = ANY(%(counties)s) AND state IN ('APPROVED', 'REJECTED') AND id > %(after)s
        AND (%(units)s::bigint[] IS NULL OR unit_id = ANY(%(units)s::bigint[]))
    ORDER BY id LIMIT %(most)s
), told AS (
    SELECT past.id,
        bool_or(EXISTS (SELECT FROM reach r WHERE r.version_id = %(base)s AND {fits})) AS before,
        bool_or(EXISTS (SELECT FROM reach r WHERE r.version_id = %(version)s AND {fits})) AS after
    FROM past JOIN recall_fact f ON f.nomination_id = past.id
    WHERE (SELECT w.result FROM recall_finding w WHERE w.fact_id = f.id ORDER BY w.id DESC LIMIT 1)
        IS DISTINCT FROM 'NOT_PROVED'
    GROUP BY past.id
)
SELECT u.kind, past.level, p.sex,
    CASE WHEN age < 30 THEN '0' WHEN age < 40 THEN '30' WHEN age < 50 THEN '40' ELSE '50' END,
    coalesce(told.before, false), coalesce(told.after, false), count(*), max(past.id)
FROM past
JOIN units_unit u ON u.id = past.unit_id
JOIN cadres_cadre p ON p.id = past.cadre_id
CROSS JOIN LATERAL (SELECT extract(year FROM age(past.drafted_at, p.born_on)) AS age) a
LEFT JOIN told ON told.id = past.id
GROUP BY 1, 2, 3, 4, 5, 6
""".replace(
    "{fits}",
    "r.from_id = f.ground_id AND r.applies_to IN ('ALL', past.post)"
    " AND (cardinality(r.staff_kinds) = 0 OR past.staff_kind = ANY(r.staff_kinds))",
)


def scope(version: SchemeVersion) -> dict[str, Any]:
    """Answer whose past cases a version is tried on: its division's, or its unit's.

    To a unit belong those below it, closed ones too, and those that reported in a campaign by its
    scheme: the schools of a system need not stand under the bureau that wrote it.
    """
    place, unit = version.scheme.county_id, version.scheme.unit
    below = Jurisdiction.objects.filter(parent=place).values_list("pk", flat=True)
    units = None
    if unit:
        called = CampaignUnit.objects.filter(campaign__scheme_version__scheme=version.scheme_id)
        reported = called.exclude(campaign__state=CampaignState.DRAFT).values("unit")
        rows = Unit.objects.filter(Q(parent=unit) | Q(pk__in=reported)).values_list("pk", flat=True)
        units = sorted({branch.unit_id for branch in below_unit(unit)} | {unit.pk, *rows})
    return {"counties": [place, *below], "units": units}


def total(version: SchemeVersion) -> int:
    """Answer how many past cases there are to read."""
    sql = (
        "SELECT count(*) FROM recall_nomination WHERE county_id = ANY(%(counties)s)"
        " AND state IN ('APPROVED', 'REJECTED')"
        " AND (%(units)s::bigint[] IS NULL OR unit_id = ANY(%(units)s::bigint[]))"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, scope(version))
        return int(cursor.fetchone()[0])


def read(base: SchemeVersion, version: SchemeVersion, *, after: int) -> tuple[list[Any], int]:
    """Answer the counted cells of the next slice, and up to which nomination it went (0: none)."""
    given = {"base": base.pk, "version": version.pk, "after": after, "most": SLICE}
    with connection.cursor() as cursor:
        cursor.execute(_SQL, given | scope(version))
        rows = cursor.fetchall()
    return [list(row[:7]) for row in rows], max((row[7] for row in rows), default=0)


def merged(one: list[Any], other: list[Any]) -> list[Any]:
    """Add the cells of a slice to those counted so far."""
    counted: Counter[tuple[Any, ...]] = Counter()
    for row in (*one, *other):
        counted[tuple(row[:6])] += row[6]
    return [[*key, n] for key, n in sorted(counted.items())]


def _column(before: bool, after: bool) -> int:
    return {(True, True): 0, (False, True): 1, (True, False): 2}.get((before, after), 3)


def published(cells: list[Any]) -> dict[str, Any]:
    """Answer what may be shown: for each dimension its rows and their sum, small numbers hidden."""
    cuts: dict[str, dict[str, list[int]]] = {}
    for place, name in enumerate(DIMENSIONS):
        counted: dict[str, list[int]] = {}
        for row in cells:
            line = counted.setdefault(row[place], [0] * len(COLUMNS))
            line[_column(row[4], row[5])] += row[6]
        cuts[name] = {key: counted[key] for key in sorted(counted)}
    return tables(cuts, width=len(COLUMNS), rest=REST)


def labels(name: str, keys: list[str]) -> list[str]:
    """Answer a dimension's keys as people read them."""
    known: dict[str, Any] = {
        "kind": dict(UnitKind.choices),
        "level": dict(Level.choices),
        "staff_kind": dict(StaffKind.choices),
        "sex": {"M": _("男"), "F": _("女")},
        "age": {"0": _("30岁以下"), "30": _("30至39岁"), "40": _("40至49岁"), "50": _("50岁以上")},
    }
    rest = {REST: _("人数少的合并")}
    return [str((known[name] | rest).get(key, key)) for key in keys]
