"""The scheme's text says rightly of each parameter who keeps it: held against the code itself."""

import ast
from types import SimpleNamespace

import pytest

from schemes.enums import Keeper
from schemes.presenters.versions import rules
from schemes.queries import parameters
from tests.architecture.house import ROOT, modules

PLAYERS = {"schemes", "stories"}  # they write parameters; what they read back keeps nothing


class Asked(dict):
    """Parameters that remember which of them were asked for."""

    def __init__(self):
        super().__init__(parameters.whole({"quota_on": True}))
        self.names = set()

    def __getitem__(self, name):
        self.names.add(name)
        return super().__getitem__(name)


def by_name(files):
    """Answer the parameters whose names stand in modules that speak of parameters."""
    found = set()
    for path in files:
        text = path.read_text("utf-8")
        if "parameters" in text:
            nodes = ast.walk(ast.parse(text))
            found |= {node.value for node in nodes if isinstance(node, ast.Constant)}
    return found & set(parameters.BY_KEY)


def through_answers(monkeypatch):
    """Answer the parameters that the answers of schemes to other floors look at."""
    given = Asked()
    monkeypatch.setattr(parameters, "whole", lambda _given: given)
    parameters.for_campaign(given)
    for size in (1, 50, 100):
        parameters.quota(given, size)
    return given.names


@pytest.fixture
def read(monkeypatch):
    """Answer the parameters that code outside schemes reads, by name or through schemes."""
    files = [path for path in modules() if path.relative_to(ROOT).parts[0] not in PLAYERS]
    return by_name(files) | through_answers(monkeypatch)


def test_every_parameter_is_read(read):
    demanded = by_name(
        (ROOT / "schemes" / "regulations").glob("*.py")
    )  # what a version may not lack
    bases = {key for key in demanded if key.endswith("_basis")}

    assert set(parameters.BY_KEY) == read | bases


def test_what_only_warns_or_forecasts_does_not_pass_for_kept():
    told = {one.key for one in parameters.PARAMETERS if one.kept == Keeper.TELLS}

    shape = {"cycles", "class_days_min", "class_days_max"}  # TR-29 warns
    proposed = {"remind_days", "nominate_days", "repeat_rule", "repeat_count", "repeat_failed"}
    proposed |= {"head_count", "warn_absences"}
    foreseen = {
        "start_days",
        "exposure",
        "notice_days",
        "pay_what",
        "exposure_what",
        "journal_days",
    }
    costs = {"cost_class_day", "cost_practice_day", "cost_substitute_day"}
    assert told == shape | proposed | foreseen | costs


def test_the_text_says_it_beside_each_parameter():
    groups = rules(SimpleNamespace(parameters=parameters.whole({})))

    said = {str(row["label"]): str(row["kept"]) for group in groups for row in group["rows"]}
    assert said["每月少发"] == said["回访"] == "系统执行"
    assert said["每轮集中学习最长"] == "系统据此测算或提示，由人执行"
    assert said["实践锻炼最短"] == "系统执行"
