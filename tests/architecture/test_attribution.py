"""Guard 7, first half: who did it and when stand together, and the database keeps it so."""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

OWN = [m for m in apps.get_models() if not m.__module__.startswith(("django.", "allauth."))]
HANDS = [
    (model, field)
    for model in OWN
    for field in model._meta.concrete_fields
    if field.is_relation
    and field.related_model._meta.label == settings.AUTH_USER_MODEL
    and (field.name == "by" or field.name.endswith("_by"))
]
# A copy of the hand that assessed, held only so that the database can keep it from deciding.
WITHOUT_INSTANT = {"assessment.Outcome.assessed_by"}


def at_of(field):
    return "at" if field.name == "by" else f"{field.name[:-3]}_at"


def named_in(condition):
    """Answer the fields that a Q speaks of."""
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from named_in(child)
        else:
            yield child[0].split("__")[0]


def label(value):
    return getattr(value, "name", getattr(getattr(value, "_meta", None), "label", ""))


@pytest.mark.parametrize(("model", "field"), HANDS, ids=label)
def test_hand_has_its_instant_and_both_are_set_together(model, field):
    if f"{model._meta.label}.{field.name}" in WITHOUT_INSTANT:
        return
    instant = model._meta.get_field(at_of(field))

    assert isinstance(instant, models.DateTimeField)
    if model._meta.label == "audit.Entry":
        return
    assert instant.null is field.null
    if field.null:
        pairs = [
            set(named_in(constraint.condition))
            for constraint in model._meta.constraints
            if isinstance(constraint, models.CheckConstraint)
        ]
        assert any({field.name, instant.name} <= pair for pair in pairs)


def test_datetimes_end_in_at_and_days_in_on():
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in OWN
        for field in model._meta.concrete_fields
        if (isinstance(field, models.DateTimeField) and not f"_{field.name}".endswith("_at"))
        or (type(field) is models.DateField and not f"_{field.name}".endswith(("_on", "as_of")))
    ]

    # two columns of Django's own base models, and months: each is the day on which it begins
    assert sorted(wrong) == [
        "accounts.Session.expire_date",
        "accounts.User.last_login",
        "assessment.PayChange.month",
        "assessment.PayEffect.from_month",
        "assessment.PayEffect.until_month",
        "assessment.PayRun.month",
        "assessment.Repayment.month",
        "evidence.WorkMonth.month",
    ]
