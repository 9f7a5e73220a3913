from tests.fixtures import media

__all__ = ["media"]
