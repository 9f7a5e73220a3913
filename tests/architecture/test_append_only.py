"""Guard 11: what was recorded stays; the database itself refuses to change or drop it."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from core.audit.models import Entry
from core.workflow.models import Step
from recall.models import Decision, Finding, NominationStep, Verification
from tests.factories.recall import served_case

STEPS = [model for model in apps.get_models() if issubclass(model, Step)]
APPEND_ONLY = [*STEPS, Entry, Decision, Verification, Finding]


@pytest.mark.parametrize("model", APPEND_ONLY, ids=lambda model: model._meta.label)
def test_model_carries_the_trigger(model):
    assert "append_only" in {trigger.name for trigger in model._meta.triggers}


@pytest.mark.django_db
@pytest.mark.parametrize("verb", ["UPDATE {table} SET id = id", "DELETE FROM {table}"])
def test_recorded_rows_refuse_update_and_delete(verb):
    served_case()

    for model in APPEND_ONLY:
        if not model.objects.exists():
            continue
        with pytest.raises(DatabaseError, match="Cannot update or delete"), transaction.atomic():
            connection.cursor().execute(verb.format(table=model._meta.db_table))


@pytest.mark.django_db
def test_recorded_rows_of_every_kind_stand_in_that_trial():
    served_case()

    assert all(m.objects.exists() for m in (Entry, NominationStep, Decision, Verification, Finding))
