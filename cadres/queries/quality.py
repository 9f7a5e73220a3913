"""The numbered rules of data quality, each one SELECT of (unit, cadre) over a county."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RATED_BY = 3  # last year's ratings are due by the end of this month
REGISTER: dict[str, "Check"] = {}


@dataclass(frozen=True)
class Check:
    """What is lacking, in a sentence; `act` of the person's or unit's page mends it."""

    number: str
    sentence: str | Promise
    sql: str
    act: str = ""


def _check(number: str, sentence: str | Promise, sql: str, *, act: str = "") -> None:
    if number in REGISTER:
        raise ValueError(f"rule {number} stands twice")
    REGISTER[number] = Check(number, sentence, sql, act)


# Whoever is on the rolls of a county, by %(county)s.
_SERVING = """SELECT c.unit_id AS unit, c.id AS cadre FROM cadres_cadre c
JOIN units_unit u ON u.id = c.unit_id
WHERE u.county_id = %(county)s AND c.merged_into_id IS NULL AND c.left_on IS NULL"""
_LEFT = _SERVING.replace("c.left_on IS NULL", "c.left_on IS NOT NULL")
_UNITS = """SELECT u.id AS unit, NULL::bigint AS cadre FROM units_unit u
WHERE u.county_id = %(county)s AND u.until_on IS NULL"""
_HELD = """(SELECT FROM cadres_post p WHERE p.cadre_id = c.id
AND (p.until_on IS NULL OR p.until_on > %(on)s)"""

_check("DQ-01", _("没有登记身份证号。"), f"{_SERVING} AND c.id_number IS NULL", act="amend")
_check("DQ-02", _("出生日期或性别与身份证号不一致。"), "", act="amend")  # opened one by one
_check(
    "DQ-03",
    _("没有现任主职。"),
    f"{_SERVING} AND NOT EXISTS {_HELD} AND p.is_main)",
    act="appoint",
)
_check(
    "DQ-04",
    _("现任职务所在单位已撤销。"),
    f"""{_SERVING} AND EXISTS (SELECT FROM cadres_post p JOIN units_unit o ON o.id = p.unit_id
    WHERE p.cadre_id = c.id AND p.until_on IS NULL AND o.until_on <= %(on)s)""",
    act="appoint",
)
_check(
    "DQ-05",
    _("所在单位与现任主职的单位不一致。"),
    f"""{_SERVING} AND EXISTS (SELECT FROM cadres_post p WHERE p.cadre_id = c.id
    AND p.is_main AND p.until_on IS NULL AND p.unit_id <> c.unit_id)""",
    act="appoint",
)
_check(
    "DQ-06",
    _("公务员没有现行职级，或没有起始日期。"),
    f"""{_SERVING} AND c.staff_kind IN ('CIVIL_SERVANT', 'BY_REFERENCE') AND NOT EXISTS (
    SELECT FROM cadres_rankperiod r WHERE r.cadre_id = c.id AND r.from_on <= %(on)s
    AND (r.until_on IS NULL OR r.until_on > %(on)s))""",
    act="rank",
)
_check(
    "DQ-07",
    _("缺上一年度考核结果。"),
    f"""{_SERVING} AND NOT EXISTS (SELECT FROM cadres_annualrating a
    WHERE a.cadre_id = c.id AND a.year = %(year)s) AND EXISTS (SELECT FROM cadres_post p
    WHERE p.cadre_id = c.id AND p.from_on < make_date(%(year)s, 7, 1))""",  # noqa: S608
    act="rate",
)
_check(
    "DQ-08",
    _("没有统一社会信用代码，也没有内部编码。"),
    f"{_UNITS} AND u.credit_code = '' AND u.own_code = ''",
    act="amend",
)
_check(
    "DQ-09",
    _("没有登记主要负责人。"),
    f"""{_UNITS} AND NOT EXISTS (SELECT FROM cadres_post p WHERE p.unit_id = u.id AND p.is_head
    AND p.from_on <= %(on)s AND (p.until_on IS NULL OR p.until_on > %(on)s))""",
)
_check(
    "DQ-10",
    _("保护期没有终止日期。"),
    f"""{_SERVING} AND EXISTS (SELECT FROM cadres_protection t WHERE t.cadre_id = c.id
    AND t.until_on IS NULL)""",
)
_check("DQ-11", _("已离开，仍有未免去的职务。"), f"{_LEFT} AND EXISTS {_HELD})")
_check(
    "DQ-12",
    _("没有登记政治面貌。"),
    f"{_SERVING} AND c.politics = ''",
    act="amend",
)

_SCORE = """
SELECT 1 + count(DISTINCT c.id), (SELECT count(DISTINCT coalesce(g.cadre_id, 0))
    FROM cadres_gap g WHERE g.unit_id = ANY(%(units)s))
FROM cadres_cadre c WHERE c.unit_id = ANY(%(units)s) AND c.left_on IS NULL
AND c.merged_into_id IS NULL
"""


def score(unit_ids: Iterable[int]) -> int:
    """Answer what share of the units' files, each unit's own among them, lacks nothing: 0 to 100.

    A file with any gap counts as lacking.
    """
    with connection.cursor() as cursor:
        cursor.execute(_SCORE, {"units": list(unit_ids)})
        files, lacking = cursor.fetchone()
    return int(max(files - lacking, 0) * 100 / files)
