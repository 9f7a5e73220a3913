from pathlib import Path

from django.conf import settings

from reports.queries import definitions, ratios, register


def test_register_partitions_name_known_figures():
    codes = {code for p in register.PARTITIONS for code in (p.total, *p.parts)}

    assert codes <= register.ALL.keys()


def test_figures_page_is_as_generated():
    page = Path(settings.BASE_DIR) / "docs" / "figures.md"

    assert page.read_text("utf-8") == definitions.markdown()


def test_each_comparison_says_what_it_is_measured_against_and_as_of_when():
    page = definitions.markdown()

    assert not ratios.ALL.keys() & register.ALL.keys()
    for one in ratios.ALL.values():
        told = (one.label, one.definition, one.against, one.as_of)
        assert all(map(str, told))
        assert f"| `{one.code}` | {' | '.join(map(str, told))} |" in page
