"""Reads a printed sheet as a ruler would: glyphs, rules and ink, in millimetres from the top left.

MuPDF reads here what WeasyPrint wrote, so a fault that both had would have to be made twice.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pymupdf

MM = 25.4 / 72
DPI = 300
DOT = 25.4 / DPI


@dataclass(frozen=True)
class Run:
    """Glyphs of one face and size on one line; x0 and x1 are where the first begins, the last ends.

    y0 and y1 are the edges of the character's square: ascender and descender of the em.
    """

    text: str
    font: str
    size: float
    colour: int
    x0: float
    x1: float
    y0: float
    y1: float


@dataclass(frozen=True)
class Line:
    """What stands on one baseline, from left to right."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def x0(self) -> float:
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        return self.runs[-1].x1

    @property
    def y0(self) -> float:
        return self.runs[0].y0

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2


def _runs(page: pymupdf.Page) -> Iterator[tuple[float, Run]]:
    for block in page.get_text("rawdict")["blocks"]:
        for line in block.get("lines", []):
            for span in line["spans"]:
                chars = span["chars"]
                text = "".join(char["c"] for char in chars)
                if text.strip():
                    edges = (chars[0]["bbox"][0], chars[-1]["bbox"][2], *span["bbox"][1::2])
                    x0, x1, y0, y1 = (edge * MM for edge in edges)
                    size = round(span["size"], 1)
                    run = Run(text, span["font"], size, span["color"], x0, x1, y0, y1)
                    yield span["origin"][1] * MM, run


class Paper:
    """A printed document."""

    def __init__(self, body: bytes):
        self.body, self.pdf = body, pymupdf.open(stream=body)

    def __len__(self) -> int:
        return len(self.pdf)

    def lines(self, number: int) -> list[Line]:
        """Answer the lines of page `number` (from 1), from the top down."""
        rows: dict[int, list[Run]] = {}
        for base, run in _runs(self.pdf[number - 1]):
            key = next(
                (known for known in rows if abs(known / 100 - base) < 0.6), round(base * 100)
            )
            rows.setdefault(key, []).append(run)
        return [Line(tuple(sorted(rows[key], key=lambda run: run.x0))) for key in sorted(rows)]

    def line(self, start: str) -> tuple[int, Line]:
        """Answer page and line of the first line that begins so.

        :raises StopIteration: no line does
        """
        return next(
            (number, line)
            for number in range(1, len(self) + 1)
            for line in self.lines(number)
            if line.text.startswith(start)
        )

    def rules(self, number: int) -> list[tuple[float, float, float, float]]:
        """Answer the lying rules of a page by ink: left, right, top, thickness, from the top."""
        image = self._ink(number)
        found, begun = [], None
        for y in range(image.height + 1):
            spread = self._spread(image, y) if y < image.height else None
            if spread and begun is None:
                begun = (y, spread)
            elif not spread and begun is not None:
                top, (left, right) = begun
                found.append((left * DOT, right * DOT, top * DOT, (y - top) * DOT))
                begun = None
        return found

    def _ink(self, number: int) -> pymupdf.Pixmap:
        return self.pdf[number - 1].get_pixmap(dpi=DPI, colorspace=pymupdf.csGRAY)

    @staticmethod
    def _spread(image: pymupdf.Pixmap, y: int) -> tuple[int, int] | None:
        """Answer where a row of dots is dark from end to end over 150 mm, if it is."""
        row = _row(image, y)
        if row.count(1) * DOT < 150:
            return None
        run = max(row.split(b"\0"), key=len)
        left = row.index(run)
        return (left, left + len(run)) if len(run) * DOT >= 150 else None

    def ink_top(self, number: int, above: float, below: float) -> float:
        """Answer where the first ink between two heights begins."""
        image = self._ink(number)
        for y in range(int(above / DOT), int(below / DOT)):
            if 1 in _row(image, y):
                return y * DOT
        raise ValueError(f"nothing is printed between {above} and {below} mm")

    def ink(self, number: int) -> float:
        """Answer the share of dark dots of a page as MuPDF draws it."""
        return _share(self._ink(number))

    def poppler_ink(self, number: int, folder: Path) -> float:
        """Answer the same as Poppler draws it."""
        (folder / "sheet.pdf").write_bytes(self.body)
        page = ["-f", str(number), "-l", str(number), "-r", str(DPI), "-gray", "-singlefile"]
        command = ["pdftoppm", *page, folder / "sheet.pdf", folder / "sheet"]
        subprocess.run(command, check=True)
        return _share(pymupdf.Pixmap(str(folder / "sheet.pgm")))


_DARK = bytes(1 if value < 200 else 0 for value in range(256))


def _row(image: pymupdf.Pixmap, y: int) -> bytes:
    return (
        image.samples_mv[y * image.stride : y * image.stride + image.width]
        .tobytes()
        .translate(_DARK)
    )


def _share(image: pymupdf.Pixmap) -> float:
    dark = image.samples.translate(_DARK)
    return dark.count(1) / len(dark)
