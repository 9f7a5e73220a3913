"""What a story file can get wrong."""

from core.errors import DomainError


class StoryRefused(DomainError):
    """The story cannot be read or cannot have happened; the sentence names file and line."""

    def __init__(self, line: int, sentence: str, *, path: str = "") -> None:
        super().__init__(f"{path}:{line}: {sentence}" if path else f"第 {line} 行: {sentence}")
        self.line, self.sentence, self.path = line, sentence, path

    def within(self, path: str) -> "StoryRefused":
        """Answer the same refusal, naming the file."""
        return StoryRefused(self.line, self.sentence, path=path)


class StoryUnplayable(DomainError):
    """The story is sound, but this database or this release cannot play it."""
