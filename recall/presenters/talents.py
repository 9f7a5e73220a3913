"""What the page of a talent query shows."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from recall.queries.talents import Criteria
from units.enums import UnitKind


def said(asked: Criteria) -> list[str]:
    """Answer each criterion as a sentence, so that a list never goes about without them."""
    told = []
    where = UnitKind(asked.unit_kind).label if asked.unit_kind else _("各类单位")
    what = _("党政正职") if asked.heads_only else _("主职")
    told.append(
        _("在%(where)s连续任%(what)s满 %(n)s 年，现在仍在任")
        % {"where": where, "what": what, "n": asked.years}
    )
    if asked.good_years:
        told.append(_("近 %(n)s 年每年都有考核结果，均在称职、合格以上") % {"n": asked.good_years})
    if asked.excellents:
        told.append(_("其中优秀 %(n)s 次以上") % {"n": asked.excellents})
    if asked.honours:
        told.append(_("现有表彰、红名单 %(n)s 项以上") % {"n": asked.honours})
    if asked.oldest:
        told.append(_("不超过 %(n)s 周岁") % {"n": asked.oldest})
    return [*told, _("不在召回办理中，近五年没有被召回")]


def lines(page: Any, *, on: date) -> list[dict[str, Any]]:
    """Answer people with their whole years in the kind of post."""
    return [{"row": row, "years": _whole_years(row.since, on)} for row in page]


def _whole_years(since: date, on: date) -> int:
    return on.year - since.year - ((on.month, on.day) < (since.month, since.day))
