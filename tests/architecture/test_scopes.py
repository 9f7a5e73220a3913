"""Guard 7, second half: whatever says whose rows, says nothing of another county's rows."""

import pytest
from django.apps import apps
from django.db import transaction
from django.test import override_settings

from tests.permissions.worlds import place

SCOPES = ("visible_to", "told_to", "of_person")
OF_ALL = {"recall.YearCalendar"}  # the State Council's decree is one for all counties
SCOPED = [
    (model, scope)
    for model in apps.get_models()
    for scope in SCOPES
    if hasattr(model._default_manager, scope) and model._meta.label not in OF_ALL
]


def pks(model):
    return set(model._default_manager.values_list("pk", flat=True))


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Answer (people at home, ids at home by model, ids abroad by model)."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("scopes"))
    models = {model for model, _scope in SCOPED}
    with django_db_blocker.unblock(), media, transaction.atomic():
        home = place()
        own = {model: pks(model) for model in models}
        place()
        abroad = {model: pks(model) - own[model] for model in models}
        subjects = [getattr(home, name).subject for name in ("draft", "verified", "served")]
        trainees = [home.enrolment.case.subject, home.outcome.case.subject]
        trainees += [home.appeal.case.subject, home.rehabilitation.nomination.subject]
        trainees += [home.payable.subject, home.banned.subject, home.asked_name.case.subject]
        yield [*home.people.values(), *subjects, *trainees], own, abroad
        transaction.set_rollback(True)


@pytest.mark.django_db  # makes pytest-django create the database that `world` fills by itself
def test_scoped_models_are_found():
    assert {"recall.Nomination", "training.PracticePosting", "reports.Summary"} <= {
        model._meta.label for model, _scope in SCOPED
    }


@pytest.mark.parametrize(("model", "scope"), SCOPED, ids=lambda x: getattr(x, "__name__", x))
def test_scope_shows_own_rows_and_no_row_of_another_county(model, scope, world):
    people, own, abroad = world
    seen = set()
    for user in people:
        seen |= set(getattr(model._default_manager, scope)(user).values_list("pk", flat=True))

    assert abroad[model], "the world builds no row of this model"
    assert seen & own[model]
    assert seen & abroad[model] == set()
