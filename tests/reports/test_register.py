from pathlib import Path

from django.conf import settings

from reports.queries import definitions, register


def test_register_partitions_name_known_figures():
    codes = {code for p in register.PARTITIONS for code in (p.total, *p.parts)}

    assert codes <= register.ALL.keys()


def test_figures_page_is_as_generated():
    page = Path(settings.BASE_DIR) / "docs" / "figures.md"

    assert page.read_text("utf-8") == definitions.markdown()
