"""Each past campaign gets the scheme it ran by: one scheme per county and preset, as it stood.

Nobody approved these versions in the product: they carry no approver, and their legal basis says
where they come from.
"""

from pathlib import Path

import yaml
from django.db import migrations

_PRESETS = Path(__file__).resolve().parents[2] / "schemes" / "presets" / "schemes.yaml"
_FROM = "由系统升级时按原批次参数整理，请补录依据后另立新版。"


def fill(apps, schema_editor):
    Campaign = apps.get_model("recall", "Campaign")
    known = yaml.safe_load(_PRESETS.read_text("utf-8"))
    made = {}
    for row in Campaign.objects.filter(scheme_version=None).order_by("created_at", "pk"):
        key = (row.county_id, row.scheme)
        if key not in made:
            made[key] = _version(apps, row, known.get(row.scheme, {}))
        row.scheme_version = made[key]
        row.save(update_fields=["scheme_version"])
    Version = apps.get_model("schemes", "SchemeVersion")
    for version in made.values():  # fixed last: clauses enter drafts only
        Version.objects.filter(pk=version.pk).update(state="APPROVED")


def _version(apps, campaign, preset):
    Scheme = apps.get_model("schemes", "Scheme")
    Version = apps.get_model("schemes", "SchemeVersion")
    Clause = apps.get_model("schemes", "Clause")
    scheme = Scheme.objects.create(
        county_id=campaign.county_id,
        title=preset.get("title", campaign.scheme),
        created_by_id=campaign.created_by_id,
        created_at=campaign.created_at,
    )
    version = Version.objects.create(
        scheme=scheme,
        number=1,
        legal_basis=_FROM,
        from_on=campaign.created_at.date(),
        parameters=_parameters(campaign),
        drafted_by_id=campaign.created_by_id,
        drafted_at=campaign.created_at,
    )
    grounds = [row.ground for row in campaign.campaign_grounds.select_related("ground")]
    Clause.objects.bulk_create(
        Clause(
            version=version,
            ground=ground,
            position=ground.position,
            title=ground.title,
            category=ground.category,
            measures=ground.measures,
            provenance=ground.provenance,
            requires_free_text=ground.requires_free_text,
        )
        for ground in grounds
    )
    return version


def _parameters(campaign):
    days = ("verify_days", "reply_days", "decide_days", "serve_days", "objection_days")
    weights = {f"weight_{part}": campaign.weights.get(part, 0) for part in ("class", "practice", "unit")}
    given = {name: getattr(campaign, name) for name in days}
    return _DEFAULTS | given | weights | {
        "practice_max": campaign.practice_months or 6,
        "practice_min": min(1, campaign.practice_months) or 1,
        "verifiers_needed": campaign.verifiers_needed,
        "legal_profile": campaign.legal_profile,
    }


# The defaults of the day of this migration (schemes.queries.parameters).
_DEFAULTS = {
    "cycles": 1, "class_days_min": 2, "class_days_max": 7, "practice_min": 1, "practice_max": 6,
    "remind_days": 30, "nominate_days": 15, "start_days": 3, "assess_days": 10,
    "outcome_days": 30, "verifiers_needed": 1, "weight_class": 40, "weight_practice": 40,
    "weight_unit": 20, "quota_on": False, "quota_small_max": 35, "quota_small": 1,
    "quota_middle": 2, "quota_large_min": 70, "quota_large": 3, "quota_basis": "",
    "pay_on": False, "pay_what": "", "fee_on": False, "pay_basis": "", "pay_approver": "",
    "exposure": "UNIT", "exposure_basis": "", "notice_days": 5, "repeat_rule": "",
    "head_rule": "", "track_months": "1、3、6个月", "legal_profile": "in_force",
}


def empty(apps, schema_editor):
    """The campaigns keep their preset's code; the schemes made here go with their tables."""
    apps.get_model("recall", "Campaign").objects.update(scheme_version=None)


class Migration(migrations.Migration):

    dependencies = [("recall", "0009_scheme_versions")]

    operations = [migrations.RunPython(fill, empty, elidable=False)]
