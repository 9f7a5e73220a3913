"""What the scanner does not clearly call clean is not released."""

import pytest

from core.uploads import scanner
from core.uploads.scanner import ScannerDown
from tests.core.uploads.clamd import EICAR, clamd


@pytest.fixture
def place(tmp_path, settings):
    settings.CLAMD_ADDRESS = f"unix:{tmp_path}/clamd"
    return tmp_path / "clamd"


@pytest.mark.parametrize("size", [0, 10, 70_000, 200_000])
def test_clean_file_of_any_size_is_clean(place, size):
    with clamd(place):
        assert scanner.scan(b"a" * size) == ""


def test_eicar_is_named(place):
    with clamd(place):
        assert scanner.scan(b"x" * 65_530 + EICAR) == "Eicar-Test-Signature"


@pytest.mark.parametrize(
    "answer",
    [b"", b"\0", b"INSTREAM size limit exceeded. ERROR\0", b"stream: \0", b"stream: OK FOUND?\0"],
)
def test_unclear_answer_is_no_answer(place, answer):
    with clamd(place, answer=answer), pytest.raises(ScannerDown):
        scanner.scan(b"x")


@pytest.mark.parametrize("address", ["unix:/nowhere/clamd", "tcp:127.0.0.1:1", "nonsense", "tcp:x"])
def test_scanner_that_is_not_there_is_down(settings, address):
    settings.CLAMD_ADDRESS = address

    with pytest.raises(ScannerDown):
        scanner.scan(b"x")
