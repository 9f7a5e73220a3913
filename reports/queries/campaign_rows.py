"""From a campaign's figure to its rows as of the day, by the very condition that counted them."""

from datetime import date

from django.db.models import QuerySet

from recall.models import Campaign
from reports.queries import standing
from reports.queries.register import ALL, FUNNEL

OUTCOME = "outcome"
OF_OUTCOME = "by_outcome"  # the only figure of an outcome, and of nothing else
CODES = (*(figure.code for figure in FUNNEL), OF_OUTCOME)
# As the address says it → which rows of `standing` are in the cut. `value` is a number in NUMBERED.
CUTS = {
    "total": "true",
    "round": "round = %(value)s",
    "level": "level = %(value)s",
    "unit": "unit_id = %(value)s",
    "ground": """EXISTS (
      SELECT 1 FROM recall_fact f JOIN schemes_ground g ON g.id = f.ground_id
      WHERE f.nomination_id = standing.id AND g.code = %(value)s)""",
    OUTCOME: "outcome = %(value)s",
}
NUMBERED = ("round", "unit")


def within(
    rows: QuerySet, campaign: Campaign, *, as_of: date, cut: str, value: str, code: str
) -> QuerySet:
    """Answer those of the nominations that a figure counted at the end of a day.

    :param cut: a key of `CUTS`
    :param value: which round, level, unit (id), ground (code) or outcome; empty for the total
    :param code: one of `CODES`

    :raises KeyError: there is no such cut or figure
    """
    condition = ALL[code].condition or "true"
    query = f"{standing.STANDING} SELECT id FROM standing WHERE ({condition}) AND {CUTS[cut]}"  # noqa: S608 - conditions are of the register and of this table, values are bound
    told = int(value) if cut in NUMBERED else value
    found = standing.rows(query, (campaign.pk,), as_of, value=told)
    return rows.filter(pk__in=[row["id"] for row in found])
