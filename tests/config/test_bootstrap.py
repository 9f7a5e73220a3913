import pytest

from tools import bootstrap


@pytest.fixture
def requirements(tmp_path):
    folder = tmp_path / "requirements"
    folder.mkdir()
    (folder / "local.txt").write_text("django==5.2.19\n")
    return folder


@pytest.fixture
def venv(tmp_path, requirements):
    """A virtual environment filled from these requirements."""
    folder = tmp_path / ".venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").touch()
    stamp = bootstrap.fingerprint("local", requirements=requirements)
    (folder / "installed-local").write_text(stamp)
    return folder


@pytest.fixture
def no_rights(monkeypatch):
    monkeypatch.setattr(bootstrap, "privilege", lambda: None)


def test_is_installed_with_the_same_requirements(venv, requirements):
    assert bootstrap.is_installed("local", venv=venv, requirements=requirements)


def test_is_installed_after_a_changed_pin_is_false(venv, requirements):
    (requirements / "local.txt").write_text("django==5.2.20\n")

    assert not bootstrap.is_installed("local", venv=venv, requirements=requirements)


def test_is_installed_without_an_interpreter_is_false(venv, requirements):
    (venv / "bin" / "python").unlink()

    assert not bootstrap.is_installed("local", venv=venv, requirements=requirements)


@pytest.mark.parametrize(
    ("library", "package"),
    [(library, package) for package, library in bootstrap.LIBRARIES.items()],
)
def test_missing_packages_without_a_library_names_its_package(monkeypatch, library, package):
    monkeypatch.setattr(bootstrap, "loads", lambda name: name != library)

    assert bootstrap.missing_packages("run") == [package]


@pytest.mark.parametrize(
    ("mode", "missing"), [("run", []), ("test", ["chromium"])], ids=["run", "test"]
)
def test_missing_packages_without_a_browser_matters_to_tests_only(monkeypatch, mode, missing):
    found = bootstrap.shutil.which
    monkeypatch.setattr(
        bootstrap.shutil, "which", lambda name: None if name in bootstrap.BROWSERS else found(name)
    )

    assert bootstrap.missing_packages(mode) == missing


def test_install_without_rights_stops_with_the_one_line(no_rights):
    with pytest.raises(bootstrap.Stop) as stop:
        bootstrap.install_packages(["libharfbuzz-subset0"])

    assert (
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends libharfbuzz-subset0"
    ) in str(stop.value)


def test_package_lists_missing_without_rights_stops_with_the_one_line(no_rights, monkeypatch):
    monkeypatch.setattr(bootstrap, "has_package_lists", lambda: False)

    with pytest.raises(bootstrap.Stop, match="sudo apt-get update"):
        bootstrap.ensure_package_lists()


def test_has_package_lists_only_with_a_list(tmp_path):
    (tmp_path / "lock").touch()
    before = bootstrap.has_package_lists(tmp_path)
    (tmp_path / "debian_main_binary-amd64_Packages.lz4").touch()

    assert (before, bootstrap.has_package_lists(tmp_path)) == (False, True)


def test_suitable_python_when_new_enough_is_this_one():
    assert bootstrap.suitable_python((3, 11)) is None


def test_suitable_python_when_too_old_finds_a_newer_one(monkeypatch):
    monkeypatch.setattr(
        bootstrap.shutil, "which", lambda name: "/opt/py" if name == "python3.12" else None
    )

    assert bootstrap.suitable_python((3, 9)) == "/opt/py"


def test_suitable_python_when_there_is_none_says_what_is_needed(monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)

    with pytest.raises(bootstrap.Stop, match=r"Python 3\.11 or newer is needed"):
        bootstrap.suitable_python((3, 9))
