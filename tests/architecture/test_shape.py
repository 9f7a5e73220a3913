"""Style that a machine can keep: short functions, one clock, nothing that listens."""

import ast
import inspect
import re
from pathlib import Path

from django.db.models import signals

from core.regulations import REGISTER
from tests.architecture.house import ROOT, calls, each, functions, modules, name_of, tree_of

EDGES = ("views", "tasks", "management", "adapter", "middleware", "session_store")
CLOCKS = {
    "timezone.now",
    "datetime.now",
    "datetime.utcnow",
    "date.today",
    "datetime.today",
    "timezone.localdate",
    "time.time",
}
# Grants are looked up by the day of the request, once; a job's worker runs by its own clock.
READS_THE_CLOCK = {
    "accounts/models/users.py",
    "core/acts.py",
    "core/audit/middleware.py",
    "core/jobs/hints.py",
    "core/jobs/worker.py",
    "core/jobs/sweeping.py",
}
RESERVED = re.compile(r"^\s*#\s*(TODO|FIXME|XXX|HACK)\b", re.M)
ALL = each(modules())


def length(function):
    """Answer the lines of a function's body; a list of parameters is no length."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@ALL
def test_functions_have_at_most_thirty_lines(path):
    assert {f.name: length(f) for f in functions(tree_of(path)) if length(f) > 30} == {}


@ALL
def test_module_has_at_most_three_hundred_lines(path):
    assert len(path.read_text("utf-8").splitlines()) <= 300


@ALL
def test_module_leaves_no_note_to_oneself(path):
    assert RESERVED.findall(path.read_text("utf-8")) == []


@ALL
def test_clock_is_read_at_the_edge_only(path):
    name = name_of(path)
    if name in READS_THE_CLOCK or set(EDGES) & {*path.parts, path.stem}:
        return
    read = [(call.lineno, text) for call, text in calls(tree_of(path)) if text in CLOCKS]
    assert read == []


@ALL
def test_nothing_listens(path):
    text = path.read_text("utf-8")
    assert not re.search(r"django\.dispatch|django\.db\.models\.signals|@receiver", text)
    assert not re.search(r"\.connect\(.*sender|from django\.db\.models import .*signals", text)


def test_no_model_signal_has_a_receiver_of_ours():
    kinds = (signals.pre_save, signals.post_save, signals.pre_delete, signals.post_delete)
    ours = [
        module
        for kind in kinds
        for _key, receiver, *_rest in kind.receivers
        if (target := receiver() if callable(receiver) else None)
        and (module := inspect.getmodule(target))
        and str(ROOT) in str(module.__file__)
        and ".venv" not in str(module.__file__)
    ]

    assert ours == []


def acts(path):
    """Answer the public functions of a services module that change something: those with `by`."""
    for node in tree_of(path).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
            yield node, names


@each(modules(under="services"))
def test_act_takes_its_rows_first_and_all_else_by_keyword(path):
    wrong = [
        node.name
        for node, positional in acts(path)
        if {"by", "at"} & set(positional)
        or ("by" in {a.arg for a in node.args.kwonlyargs} and len(positional) > 2)
    ]
    assert wrong == []


@each(modules(under="services"))
def test_act_says_who_and_when(path):
    told = {node.name: {a.arg for a in node.args.kwonlyargs} for node, _names in acts(path)}

    assert {name for name, given in told.items() if len({"by", "at"} & given) == 1} == set()


def test_every_regulation_has_a_test_that_carries_its_number():
    told = "\n".join(
        line
        for path in Path(ROOT / "tests").rglob("test_*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.startswith("def test_")
    )
    without = [
        number for number in REGISTER if number.lower().replace("-", "_") not in told.lower()
    ]

    assert without == []


def test_every_regulation_has_sentence_source_and_severity():
    for rule in REGISTER.values():
        assert str(rule.sentence).endswith(("。", "！", "？"))
        assert rule.source
        assert rule.severity in ("block", "warn")
