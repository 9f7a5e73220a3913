"""How the figures of a campaign's page lead to their rows, and what those lists are called."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.enums import Role
from assessment.enums import OutcomeKind
from cadres.enums import Level
from core.dates import spoken
from recall.models import Campaign
from reports.queries import campaign_rows, sheets, unit_rows
from reports.queries.figures import Figures
from reports.queries.register import label
from schemes.models import Ground
from schemes.models.grounds import in_language


def is_open(campaign: Campaign, user: Any) -> bool:
    """Answer whether the reader may read every nomination that the figures count."""
    readers = (Role.COUNTY_ADMIN, Role.VERIFIER, Role.DECIDER)
    return campaign.county_id in user.counties(*readers)


def link(sheet: dict[str, Any], counted: Figures, *, campaign: Campaign, is_led: bool) -> None:
    """Give each figure of a sheet that counts nominations the address of its rows.

    A unit whose name another unit of the campaign has leads nowhere: its row has no more than that.
    """

    def url(cut: str, value: Any, code: str, number: int) -> str:
        if not is_led or not number:
            return ""
        asked = {"on": counted.as_of, **({"cut": cut} if cut != "total" else {})}
        asked |= {"of": value} if value else {}
        return reverse("reports:campaign-rows", args=[campaign.pk], query=asked | {"n": code})

    _funnel(sheet["funnel"]["groups"], counted, url)
    grounds = [row["code"] for row in counted.grounds]
    _cells(sheet["levels"], "level", counted.levels, sheets.BY_LEVEL, url)
    _cells(sheet["grounds"], "ground", grounds, sheets.BY_GROUND, url)
    _cells(sheet["units"], "unit", _unit_ids(campaign, counted), sheets.BY_UNIT, url)
    for row in sheet["outcomes"]:
        row["href"] = url("outcome", row["kind"], campaign_rows.OF_OUTCOME, row["n"])
    _units(sheet, counted, campaign=campaign, is_led=is_led)
    sheet["leading_href"] = url("total", "", "nominated_by_leading", sheet["leading"])


def _units(sheet: dict[str, Any], counted: Figures, *, campaign: Campaign, is_led: bool) -> None:
    """Give the figures that count units, or measures on them, the address of those."""

    def url(code: str, number: int, of: Any = "") -> str:
        if not is_led or not number:
            return ""
        asked = {"on": counted.as_of, "n": code} | ({"of": of} if of else {})
        return reverse("reports:unit-rows", args=[campaign.pk], query=asked)

    for row, of in zip(sheet["reporting"]["rows"], counted.reporting, strict=True):
        pairs = zip(unit_rows.REPORTING, row["ns"], strict=True)
        row["cells"] = [(n, url(code, n, of)) for code, n in pairs]
        row["ns"] = []
    for row, code in zip(sheet["measures"], counted.measures, strict=True):
        row["href"] = url(code, row["n"])


def _funnel(groups: list[dict[str, Any]], counted: Figures, url: Any) -> None:
    columns = [*(("round", number) for number in counted.rounds), ("total", "")]
    for group, codes in zip(groups, (sheets.FIRST, sheets.THEN, sheets.LAST), strict=True):
        for row, code in zip(group["rows"], codes, strict=True):
            pairs = zip(columns, row["ns"], strict=True)
            row["cells"] = [(n, url(*column, code, n)) for column, n in pairs]


def _cells(
    table: dict[str, Any], cut: str, values: Iterable[Any], codes: tuple[str, ...], url: Any
) -> None:
    for row, value in zip(table["rows"], values, strict=True):
        pairs = zip(codes, row["ns"], strict=True)
        row["cells"] = [(n, url(cut, value, code, n if value else 0)) for code, n in pairs]
        row["ns"] = []


def _unit_ids(campaign: Campaign, counted: Figures) -> list[int | None]:
    """Answer the id of each unit of the figures, None where two units have its name."""
    asked = campaign.campaign_units.values_list("unit__name", "unit_id")
    ids: dict[str, set[int]] = {}
    for name, pk in asked:
        ids.setdefault(name, set()).add(pk)
    found = [ids.get(unit.name, set()) for unit in counted.units]
    return [next(iter(of_name)) if len(of_name) == 1 else None for of_name in found]


def crumbs(campaign: Campaign, as_of: date, title: str) -> list[tuple[str, str | None]]:
    """Answer the way from the list of summaries over the campaign's day to its rows."""
    back = f"{reverse('reports:campaign', args=[campaign.pk])}?as_of={as_of}"
    return [
        (_("全县汇总"), reverse("reports:summary-list")),
        (campaign.title, back),
        (title, None),
    ]


def units_page(campaign: Campaign, *, as_of: date, number: int | None, code: str) -> dict[str, Any]:
    """Answer the list behind a figure of units; without a round it is one of measures."""
    cut = ("total", "") if number is None else ("round", str(number))
    title = name(campaign, as_of=as_of, cut=cut[0], value=cut[1], code=code)
    rows: Any = (
        unit_rows.measures(campaign, as_of=as_of, code=code)
        if number is None
        else unit_rows.reports(campaign, as_of=as_of, number=number, code=code)
    )
    return {
        "title": title,
        "crumbs": crumbs(campaign, as_of, title),
        "rows": rows,
        "of_measures": number is None,
    }


def name(campaign: Campaign, *, as_of: date, cut: str, value: str, code: str) -> str:
    """Answer what a figure's list is called: 第 1 轮 决定召回（截至2018年5月20日）."""
    told = {"figure": f"{_part(campaign, cut, value)} {label(code)}".strip(), "day": spoken(as_of)}
    return _("%(figure)s（截至%(day)s）") % told


def _part(campaign: Campaign, cut: str, value: str) -> str:
    if cut == "round":
        return _("第 %(n)s 轮") % {"n": value}
    if cut == "level":
        return str(dict(Level.choices).get(value, ""))
    if cut == "outcome":
        return str(dict(OutcomeKind.choices).get(value, ""))
    if cut == "unit":
        asked = campaign.campaign_units.filter(unit=value).values_list("unit__name", flat=True)
        return asked.first() or ""
    if cut == "ground":
        ground = Ground.objects.filter(code=value).first()
        return in_language(ground.title, ground.title_en) if ground else ""
    return ""
