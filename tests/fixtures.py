"""Fixtures that several test folders share; a folder's conftest imports what it needs."""

import pytest


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A folder of their own for the files of each test."""
    settings.MEDIA_ROOT = tmp_path
    settings.REMOVALS_DIR = tmp_path / "removals"
    return tmp_path
