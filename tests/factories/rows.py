"""Many copies of a row at once, for tests that count queries."""

import uuid
from collections.abc import Callable
from typing import Any

from django.db import models

from cadres.models import Cadre
from recall.models import Case, Nomination


def many(model: Any, template: models.Model, count: int, **changes: Callable[[int], Any]) -> None:
    """Copy a row with bulk_create; each change is a function of the copy's number."""
    fields = [f.attname for f in model._meta.concrete_fields if not f.primary_key]
    model.objects.bulk_create(
        model(
            **{name: getattr(template, name) for name in fields}
            | {name: change(number) for name, change in changes.items()}
        )
        for number in range(count)
    )


def cases(template: Case, count: int) -> list[int]:
    """Copy a case with its person and nomination, none with an account; answer the ids."""
    last = Cadre.objects.order_by("-pk").values_list("pk", flat=True).first()
    many(Cadre, template.cadre, count, user_id=lambda _n: None, name=lambda n: f"学员{n}")
    people = _ids(Cadre.objects.filter(pk__gt=last))
    many(
        Nomination,
        template.nomination,
        count,
        cadre_id=lambda n: people[n],
        token=lambda _n: uuid.uuid4(),
        subject_id=lambda _n: None,
    )
    nominations = _ids(Nomination.objects.filter(cadre__in=people))
    many(
        Case,
        template,
        count,
        cadre_id=lambda n: people[n],
        nomination_id=lambda n: nominations[n],
        subject_id=lambda _n: None,
        notice_id=lambda _n: None,
    )
    return _ids(Case.objects.filter(cadre__in=people))


def _ids(rows: models.QuerySet) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
