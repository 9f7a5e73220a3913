"""What the pages of disclosures show: the desk, one notice, the record of names, the own page."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from assessment import permissions
from assessment.enums import Audience, Footing
from assessment.models import Disclosure, DisclosureEntry, ImpactAssessment
from assessment.queries import disclosures as queries
from core import dates
from core.ui import lists

Mark = tuple[str, str, str]


def crumbs(*more: str, row: Disclosure | None = None) -> list[tuple[str, str | None]]:
    """Answer the way from the desk, over one notice if given, to this page."""
    page = reverse("assessment:disclosure-list")
    if row is None:
        return [(_("公示"), page if more else None), *((label, None) for label in more)]
    own = reverse("assessment:disclosure", args=[row.pk]) if more else None
    return [(_("公示"), page), (title(row), own), *((label, None) for label in more)]


def title(row: Disclosure) -> str:
    told = {"audience": row.get_audience_display(), "day": dates.spoken(row.wished_on)}
    return _("%(audience)s　%(day)s") % told


def tabs(params: Any) -> list[dict[str, Any]]:
    labels = [_("待审批"), _("公示中"), _("待撤除更正"), _("已结束"), _("全部")]
    offered = [(view, label, None) for view, label in zip(queries.VIEWS, labels, strict=True)]
    return lists.tabs(params, offered)


def mark(row: Disclosure, on: date, *, is_up: bool = True) -> Mark:
    """Answer where a notice stands by the clock of whoever asks: words, tone, icon.

    :param is_up: whether any of its names was neither taken down nor declined
    """
    if row.withdrawn_at is not None:
        return _("已撤回"), "grey", "circle-x"
    if row.decided_at is None:
        return _("待审批"), "amber", "clock"
    if not row.is_approved or row.from_on is None or row.until_on is None:
        return _("未同意"), "grey", "circle-x"
    if not is_up:
        return _("已撤下"), "green", "circle-check"
    if on > row.until_on:
        return _("到期已撤下"), "green", "circle-check"
    return (
        (_("公示中"), "blue", "megaphone") if on >= row.from_on else (_("待公示"), "blue", "clock")
    )


def ending(one: DisclosureEntry, *, is_fallen: bool, on: date) -> Mark:
    """Answer what became of one name: words, tone, icon."""
    row = one.disclosure
    if one.taken_down_at is not None:
        return _("已撤下"), "green", "circle-check"
    if one.declined_at is not None:
        return _("本人不同意"), "grey", "circle-x"
    if is_fallen:
        return _("决定已撤销，不再显示"), "red", "triangle-alert"
    if row.is_waiting and row.footing == Footing.CONSENT:
        done = (_("已同意"), "green", "circle-check")
        return done if one.consented_at else (_("待本人答复"), "amber", "clock")
    return mark(row, on)


def last_day(one: DisclosureEntry) -> date | None:
    """Answer the last day on which a name was or will be shown, None if it was never approved."""
    ends = [one.disclosure.until_on]
    ends += [dates.legal_day(at) for at in (one.taken_down_at, one.declined_at) if at]
    return min((day for day in ends if day), default=None) if one.disclosure.is_approved else None


def record(one: DisclosureEntry, *, fallen: set[int], on: date) -> dict[str, Any]:
    """Answer one line of the record: to whom a name was shown, from when to when, who ended it."""
    return {
        "row": one,
        "mark": ending(one, is_fallen=one.pk in fallen, on=on),
        "first": one.disclosure.from_on,
        "last": last_day(one),
    }


def fallen_among(rows: list[DisclosureEntry]) -> set[int]:
    """Answer the ids of those of which the decision fell, in one query."""
    found = DisclosureEntry.objects.filter(pk__in=[one.pk for one in rows]).fallen()
    return set(found.values_list("pk", flat=True))


def detail(row: Disclosure, *, user: Any, at: datetime) -> dict[str, Any]:
    """Answer one notice with its people, its impact, its places, and what the user may do now."""
    on = dates.legal_day(at)
    entries = list(row.entries.select_related("disclosure", "case", "taken_down_by").order_by("pk"))
    fallen = fallen_among(entries)
    owing = set(
        DisclosureEntry.objects.owing(on).filter(disclosure=row).values_list("pk", flat=True)
    )
    keeps = permissions.keep_disclosure.allows(user, row)
    return {
        "disclosure": row,
        "title": title(row),
        "mark": mark(row, on, is_up=any(not one.is_ended for one in entries)),
        "facts": _facts(row),
        "entries": [
            record(one, fallen=fallen, on=on) | {"owes": one.pk in owing} for one in entries
        ],
        "impact": ImpactAssessment.objects.filter(disclosure=row).select_related("made_by").first(),
        "needs_impact": row.audience != Audience.UNIT,
        "places": list(row.places.select_related("put_up_by", "removed_by").order_by("pk")),
        "late": bool(row.until_on and row.until_on < on),
        "keeps": keeps,
        "refusal": permissions.approve_disclosure.refusal(user, row) if row.is_waiting else "",
        "may_take_down": row.is_approved
        and bool(row.until_on and row.until_on >= on)
        and any(one.taken_down_at is None for one in entries)
        and permissions.take_down.allows(user, row),
        "asks_consent": row.footing == Footing.CONSENT,
        "on": on,
    }


def _facts(row: Disclosure) -> list[dict[str, Any]]:
    told = [
        (_("公示范围"), row.unit.name if row.unit else row.get_audience_display()),
        (_("依据"), row.basis or row.get_footing_display()),
        (_("公示目的"), row.purpose),
        (_("公示时间"), _span(row)),
        (_("提出"), f"{row.proposed_by.name}　{dates.spoken(dates.legal_day(row.proposed_at))}"),
    ]
    if row.grounds_clause:
        told.append((_("写明情形的条款"), row.grounds_clause))
    if row.decided_by is not None and row.decided_at is not None:
        day = dates.spoken(dates.legal_day(row.decided_at))
        told.append((_("审批"), f"{row.decided_by.name}　{day}　{row.opinion}".strip()))
    return [{"label": label, "value": value} for label, value in told]


def _span(row: Disclosure) -> str:
    if row.from_on is None or row.until_on is None:
        told = {"day": dates.spoken(row.wished_on), "n": row.days}
        return _("拟 %(day)s起，%(n)s个工作日") % told
    told = {"first": dates.spoken(row.from_on), "last": dates.spoken(row.until_on)}
    words = _("%(first)s至%(last)s") % told
    return f"{words}{_('（日历待公布）')}" if dates.is_estimated(row.until_on) else words


def own(user: Any, *, at: datetime) -> list[dict[str, Any]]:
    """Answer what is and was shown of the person, to whom, until when, and what waits for them."""
    on = dates.legal_day(at)
    rows = list(queries.own(user)[:100])
    fallen = fallen_among(rows)
    return [
        record(one, fallen=fallen, on=on)
        | {
            "span": _span(one.disclosure),
            "places": [
                place for place in one.disclosure.places.all() if one.disclosure.is_approved
            ],
            "may_consent": one.disclosure.is_waiting
            and one.disclosure.footing == Footing.CONSENT
            and one.consented_at is None
            and one.declined_at is None,
            "may_decline": one.disclosure.footing == Footing.CONSENT
            and one.declined_at is None
            and one.taken_down_at is None
            and (one.disclosure.is_waiting or _is_ahead(one.disclosure, on)),
        }
        for one in rows
    ]


def _is_ahead(row: Disclosure, on: date) -> bool:
    return row.is_approved and row.until_on is not None and row.until_on >= on


def proposable(user: Any) -> list[Any]:
    """Answer the counties in which the user may propose, for the buttons over the list."""
    return list(queries.counties_of(user.counties(Role.COUNTY_ADMIN)))
