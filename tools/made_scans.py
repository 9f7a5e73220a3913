"""Scans as offices make them, generated: turned, grey, stained, creased, speckled, pressed to JPEG.

Everything comes from a seed, so that a page that is not read can be made again.
"""

from dataclasses import dataclass
from io import BytesIO
from random import Random

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

LOWEST, HIGHEST = 150, 300  # dpi
MOST_TURN = 5.0  # degrees to either side


@dataclass(frozen=True)
class Wear:
    """What a page went through; `dpi` of the scanner, `turn` in degrees, `flips` by 90 degrees."""

    dpi: int
    turn: float
    flips: int
    stains: int
    specks: int
    quality: int
    blur: float
    contrast: float
    seed: int


def wear(seed: int) -> Wear:
    """Answer a page's fate. One page in eight lies on its side or head in the feeder."""
    dice = Random(seed)
    return Wear(
        dpi=dice.randint(LOWEST, HIGHEST),
        turn=dice.uniform(-MOST_TURN, MOST_TURN),
        flips=dice.choice((1, 2, 3)) if dice.random() < 0.125 else 0,
        stains=dice.randint(0, 4),
        specks=dice.randint(0, 1500),
        quality=dice.randint(45, 90),
        blur=dice.uniform(0, 0.9),
        contrast=dice.uniform(0.55, 1.1),
        seed=seed,
    )


def pages(body: bytes, *, dpi: int) -> list[Image.Image]:
    """Answer a printed PDF's pages as the scanner's lamp would see them, clean and straight."""
    with pypdfium2.PdfDocument(body) as document:
        return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def page(body: bytes, number: int, *, dpi: int) -> Image.Image:
    """Answer one page of a printed PDF, from 1, as `pages` does."""
    with pypdfium2.PdfDocument(body) as document:
        return document[number - 1].render(scale=dpi / 72).to_pil().convert("L")


def scan(sheet: Image.Image, fate: Wear) -> bytes:
    """Answer a page after its fate, as JPEG."""
    dice = Random(fate.seed + 1)
    page = _written_on(sheet, dice)
    for _stain in range(fate.stains):
        page = _stained(page, dice)
    page = page.rotate(fate.turn, Image.Resampling.BICUBIC, expand=False, fillcolor=235)
    page = page.rotate(90 * fate.flips, expand=True)
    page = ImageEnhance.Contrast(page).enhance(fate.contrast)
    page = page.filter(ImageFilter.GaussianBlur(fate.blur))
    noise = Image.effect_noise(page.size, 18)
    page = ImageChops.add(page, noise, scale=1.0, offset=-128)
    _speckle(page, dice, fate.specks)
    out = BytesIO()
    page.save(out, "JPEG", quality=fate.quality, dpi=(fate.dpi, fate.dpi))
    return out.getvalue()


def _written_on(page: Image.Image, dice: Random) -> Image.Image:
    """Draw some strokes of a pen in the middle of the sheet, where one signs."""
    pen, (width, height) = ImageDraw.Draw(page), page.size
    for _line in range(6):
        x, y = dice.uniform(0.2, 0.8) * width, dice.uniform(0.2, 0.85) * height
        points = [(x, y)]
        for _step in range(8):
            x, y = x + dice.uniform(-0.01, 0.04) * width, y + dice.uniform(-0.02, 0.02) * height
            points.append((x, y))
        pen.line(points, fill=40, width=max(2, width // 500))
    return page


def _stained(page: Image.Image, dice: Random) -> Image.Image:
    """Lay a ring or a blot of tea anywhere on the sheet, the codes included."""
    width, height = page.size
    size = dice.uniform(0.03, 0.13) * width
    x, y = dice.uniform(0, width), dice.uniform(0, height)
    shade = Image.new("L", page.size, 255)
    pen, tone = ImageDraw.Draw(shade), dice.randint(110, 215)
    box = (x - size, y - size * 0.9, x + size, y + size * 0.9)
    if dice.random() < 0.5:
        pen.ellipse(box, outline=tone, width=max(3, int(size / 6)))
    else:
        pen.ellipse(box, fill=tone)
    shade = shade.filter(ImageFilter.GaussianBlur(size / 12))
    return ImageChops.multiply(page, shade)


def _speckle(page: Image.Image, dice: Random, count: int) -> None:
    pen, (width, height) = ImageDraw.Draw(page), page.size
    for _speck in range(count):
        x, y, size = dice.uniform(0, width), dice.uniform(0, height), dice.uniform(0.3, 1.6)
        pen.ellipse((x - size, y - size, x + size, y + size), fill=dice.choice((30, 90, 250)))
