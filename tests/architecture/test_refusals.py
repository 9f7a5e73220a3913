"""Guard: what a rule refuses is kept on record, by core.acts.perform or by the view itself."""

import ast

import pytest

from tests.architecture.house import calls, each, modules, name_of, tree_of

REFUSALS = {"DomainError", "RegulationBroken", "StateConflict"}
NAMELESS = {"evidence/views/voting.py", "training/views/residents.py"}  # nobody is signed in there
VIEWS = [path for path in modules(under="views") if name_of(path) not in NAMELESS]


def unnoted(tree):
    """Answer the lines where a refusal is caught and not noted."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and node.type is not None
        and any(isinstance(n, ast.Name) and n.id in REFUSALS for n in ast.walk(node.type))
        and not any(text.endswith("note_refusal") for _call, text in calls(node))
    ]


@each(VIEWS)
def test_refusal_that_a_view_catches_is_noted(path):
    assert unnoted(tree_of(path)) == []


@pytest.mark.parametrize(
    ("answer", "lines"),
    [
        ("note_refusal(request, error)", []),
        ("acts.note_refusal(request, error)", []),
        ("pass", [3]),
    ],
)
def test_guard_itself_sees_a_silent_refusal(answer, lines):
    code = f"try:\n    act()\nexcept (DomainError, ValueError) as error:\n    {answer}"

    assert unnoted(ast.parse(code)) == lines
