"""Kinds of value that a story may hold. Each reads one YAML node or refuses it with its line."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from core import decimals
from stories.errors import StoryRefused

Path = tuple[str | int, ...]
Lines = dict[Path, int]
Read = Callable[[Node, Path, Lines], Any]

_WORDS = {
    "int": "整数",
    "str": "文字",
    "bool": "true 或 false",
    "timestamp": "日期（2018-05-10）",
    "map": "一组“键: 值”",
    "seq": "列表",
    "null": "空",
    "float": "小数",
}


def line_of(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _kind(node: Node) -> str:
    return str(node.tag).rsplit(":", 1)[-1]


def _expect(node: Node, path: Path, *kinds: str) -> None:
    if _kind(node) not in kinds:
        wanted, found = "或".join(_WORDS[k] for k in kinds), _WORDS.get(_kind(node), _kind(node))
        raise StoryRefused(line_of(node), f"{_name(path)} 应为{wanted}，现为{found}")


def _name(path: Path) -> str:
    return ".".join(str(part) for part in path) or "文件"


def whole(low: int = 0, high: int = 1_000_000) -> Read:
    """A whole number between two bounds."""

    def read(node: Node, path: Path, lines: Lines) -> int:
        _expect(node, path, "int")
        value = int(node.value.replace("_", ""), 0)
        if not low <= value <= high:
            raise StoryRefused(
                line_of(node), f"{_name(path)} 应在 {low} 到 {high} 之间，现为 {value}"
            )
        return value

    return read


def number(low: str = "0", high: str = "1000000") -> Read:
    """A number with at most two places, as it is written: 0.5 stays 0.50."""

    def read(node: Node, path: Path, lines: Lines) -> Decimal:
        _expect(node, path, "int", "float")
        try:
            return decimals.read(node.value, low=Decimal(low), high=Decimal(high))
        except decimals.NotANumber as error:
            raise StoryRefused(
                line_of(node), f"{_name(path)}：{error}，现为 {node.value}"
            ) from error

    return read


def text(pattern: str = r"(?s).*\S.*") -> Read:
    """A text that is not blank; numbers must be quoted."""

    def read(node: Node, path: Path, lines: Lines) -> str:
        _expect(node, path, "str")
        if not re.fullmatch(pattern, node.value):
            raise StoryRefused(line_of(node), f"{_name(path)} 不合格式：{node.value!r}")
        return str(node.value)

    return read


def day(node: Node, path: Path, lines: Lines) -> date:
    """A date, written 2018-05-10; a month, written 2018-07, stands for its first day."""
    _expect(node, path, "timestamp", "str")
    value = node.value if len(node.value) != len("2018-07") else f"{node.value}-01"
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise StoryRefused(line_of(node), f"{_name(path)} 不是日期：{node.value!r}") from error


def truth(node: Node, path: Path, lines: Lines) -> bool:
    """true or false."""
    _expect(node, path, "bool")
    return node.value.lower() in ("true", "yes", "on")


def one_of(*words: str) -> Read:
    """One of some words."""

    def read(node: Node, path: Path, lines: Lines) -> str:
        _expect(node, path, "str")
        if node.value not in words:
            choice = "、".join(words)
            raise StoryRefused(
                line_of(node), f"{_name(path)} 应为 {choice} 之一，现为 {node.value!r}"
            )
        return str(node.value)

    return read


def span(low: int, high: int) -> Read:
    """A number, or a list of two numbers, lowest first."""
    number = whole(low, high)

    def read(node: Node, path: Path, lines: Lines) -> list[int]:
        if not isinstance(node, SequenceNode):
            return [number(node, path, lines)] * 2
        ends = [number(item, (*path, i), lines) for i, item in enumerate(node.value)]
        if len(ends) != 2 or ends[0] > ends[1]:
            raise StoryRefused(line_of(node), f"{_name(path)} 应为两个数，小的在前")
        return ends

    return read


def several(item: Read, *, at_least: int = 1) -> Read:
    """A list."""

    def read(node: Node, path: Path, lines: Lines) -> list[Any]:
        _expect(node, path, "seq")
        if len(node.value) < at_least:
            raise StoryRefused(line_of(node), f"{_name(path)} 至少要有 {at_least} 项")
        return [_noted(item, child, (*path, i), lines) for i, child in enumerate(node.value)]

    return read


@dataclass(frozen=True)
class Group:
    """A mapping with known keys; an unknown or missing one is refused."""

    keys: Mapping[str, Read]
    required: tuple[str, ...] = ()
    others: Read | None = None
    pattern: str = field(default="")

    def __call__(self, node: Node, path: Path, lines: Lines) -> dict[str, Any]:
        _expect(node, path, "map")
        assert isinstance(node, MappingNode)  # noqa: S101 - for the type checker
        values: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path, values)
            read = self.keys.get(key) or self.others
            assert read is not None  # noqa: S101 - _key refused the rest
            values[key] = _noted(read, value_node, (*path, key), lines, at=key_node)
        for key in self.required:
            if key not in values:
                raise StoryRefused(line_of(node), f"{_name(path)} 缺少 {key}")
        return values

    def _key(self, node: Node, path: Path, seen: Mapping[str, Any]) -> str:
        if not isinstance(node, ScalarNode):
            raise StoryRefused(line_of(node), f"{_name(path)} 的键应为文字")
        key = str(node.value)
        if key in seen:
            raise StoryRefused(line_of(node), f"{_name((*path, key))} 写了两次")
        if key not in self.keys and not (self.others and re.fullmatch(self.pattern, key)):
            known = "、".join(self.keys)
            raise StoryRefused(line_of(node), f"不认识 {_name((*path, key))}，可用：{known}")
        return key


def counts(*keys: str) -> Group:
    """A mapping from some words to whole numbers."""
    return Group({key: whole() for key in keys})


def _noted(read: Read, node: Node, path: Path, lines: Lines, *, at: Node | None = None) -> Any:
    lines[path] = line_of(at or node)
    return read(node, path, lines)
