"""No personal field without a written purpose: docs/data-catalogue.md against the models."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from core.sealing.fields import SealedTextField

PAGE = Path(settings.BASE_DIR) / "docs" / "data-catalogue.md"
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in PAGE.read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| field")
]
FIELDS = {
    f"{model.__name__}.{field.name}": field
    for model in apps.get_app_config("cadres").get_models()
    for field in model._meta.concrete_fields
    if not field.primary_key
}


def test_page_and_models_name_the_same_fields():
    listed = [row[0] for row in ROWS]

    assert sorted(listed) == sorted(FIELDS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_each_field_says_purpose_basis_class_reader_and_keeping(row):
    assert len(row) == 6
    assert all(row)
    assert row[3] in {"P1", "P2", "P3", "P4"}


def test_what_is_sealed_is_classed_so():
    sealed = {name for name, field in FIELDS.items() if isinstance(field, SealedTextField)}

    assert {row[0] for row in ROWS if row[4].startswith("sealed")} == sealed
