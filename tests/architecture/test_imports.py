"""Guard 5: floors and rooms, as pyproject.toml has them."""

from importlinter.cli import lint_imports

from tests.architecture.house import ROOT


def test_imports_go_downwards_and_inwards_only(capsys):
    failed = lint_imports(config_filename=str(ROOT / "pyproject.toml"), is_debug_mode=False)

    assert failed == 0, capsys.readouterr().out
