"""Guard 2: a view starts at what the user may see, and writes nothing itself."""

import ast

import pytest

from tests.architecture.house import calls, each, modules, name_of, tree_of

SCOPES = {"visible_to", "told_to", "of_person"}
WRITES = {
    "save",
    "create",
    "delete",
    "update",
    "bulk_create",
    "bulk_update",
    "get_or_create",
    "update_or_create",
    "enqueue",
    "advance",
}
VIEWS = modules(under="views")


def unscoped(tree):
    """Answer the lines where `.objects` is not followed by a scope."""
    starts = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and n.attr == "objects"]
    good = {
        id(node.func.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SCOPES
    }
    return [node.lineno for node in starts if id(node) not in good]


def writes(tree):
    return [(call.lineno, text) for call, text in calls(tree) if text.rsplit(".", 1)[-1] in WRITES]


def test_views_are_found():
    assert "recall/views/nominations.py" in map(name_of, VIEWS)


@each(VIEWS)
def test_view_starts_at_the_users_own_rows(path):
    assert unscoped(tree_of(path)) == []


@each(VIEWS)
def test_view_writes_nothing(path):
    assert writes(tree_of(path)) == []


@pytest.mark.parametrize(
    ("code", "lines"),
    [
        ("Case.objects.visible_to(user).filter(pk=1)", []),
        ("Case.objects.filter(pk=1)", [1]),
        ("get_object_or_404(Case.objects, pk=1)", [1]),
        ("Case.objects.all().visible_to(user)", [1]),
    ],
    ids=["scoped", "filtered", "bare", "late"],
)
def test_guard_itself_sees_a_leak(code, lines):
    assert unscoped(ast.parse(code)) == lines
