"""Cut the document fonts out of Debian's packages: python -m tools.build_fonts [FOLDER].

All faces become TrueType with one ascent and descent. Outlines of the CFF kind, once cut, print as
blanks in viewers that read their codes as CIDs; unequal metrics move a line when one rare character
falls back to another face. Works without root; needs apt's package lists and the network.
"""

import bz2
import gzip
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from pathlib import Path

import uharfbuzz as hb
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

from tools.font_recipe import (
    FACES,
    LICENCES,
    PACKAGES,
    STACKS,
    STANDARD,
    Face,
    cache_dir,
    is_built,
)

ASCENT, DESCENT = 0.88, 0.12  # of the em, in every face
TOLERANCE = 0.6  # units of the em by which a quadratic curve may leave the cubic one
LAYOUT_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "mort", "DSIG")
COUNTERS = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxComponentDepth",
)
SYMBOLS = (
    (0x20, 0x250),
    (0x2000, 0x2070),
    (0x2460, 0x2500),
    (0x3000, 0x3040),
    (0xFF00, 0xFFF0),
    (0x20AC, 0x20AD),
    (0x2103, 0x2104),
    (0x2116, 0x2117),
)
# Unified ideographs, extension A, and the extensions beyond the first plane.
HANZI = ((0x2E80, 0x2FE0), (0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00), (0x20000, 0x33480))
CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{folder}/ttf</dir>
  <cachedir>{folder}/cache</cachedir>
</fontconfig>
"""


def in_gb2312(code: int) -> bool:
    try:
        chr(code).encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def span(*ranges: tuple[int, int]) -> set[int]:
    return {code for first, end in ranges for code in range(first, end)}


def characters(standard: set[int]) -> dict[str, set[int]]:
    """Answer the code points of each part: core, standard (the rest of the 8,105), names (all)."""
    core = {code for code in span((0x20, 0xD800), (0xE000, 0x10000)) if in_gb2312(code)}
    core |= span(*SYMBOLS)
    return {"core": core, "standard": standard - core, "names": (span(*HANZI) | standard) - core}


def cut(source: Path, *, index: int, wanted: set[int]) -> TTFont:
    """Take only the wanted characters of a face, without hints and layout tables."""
    face = hb.Face(hb.Blob.from_file_path(str(source)), index)
    order = hb.SubsetInput()
    order.unicode_set.update(wanted & set(face.unicodes))
    order.flags |= hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.DESUBROUTINIZE
    dropped = order.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
    dropped.update(int.from_bytes(tag.encode(), "big") for tag in LAYOUT_TABLES)
    return TTFont(io.BytesIO(hb.subset(face, order).blob.data), recalcTimestamp=False)


def draw_quadratic(font: TTFont) -> None:
    """Turn CFF outlines into TrueType ones, in place."""
    names, drawings, glyphs = font.getGlyphOrder(), font.getGlyphSet(), {}
    font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
    table = font["glyf"]
    table.glyphOrder, table.glyphs = names, glyphs
    for name in names:
        pen = TTGlyphPen(None)
        drawings[name].draw(Cu2QuPen(pen, TOLERANCE, reverse_direction=True))
        glyph = glyphs[name] = pen.glyph()
        glyph.recalcBounds(table)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0) or 0)
    profile = font["maxp"]
    profile.tableVersion, profile.maxZones = 0x00010000, 1
    for counter in COUNTERS:
        setattr(profile, counter, 0)
    font["post"].formatType = 3.0
    del font["CFF "]
    font.sfntVersion = "\0\1\0\0"


def set_metrics(font: TTFont, *, bold: bool) -> None:
    em, line, system = font["head"].unitsPerEm, font["hhea"], font["OS/2"]
    up, down = round(ASCENT * em), round(DESCENT * em)
    line.ascent = system.sTypoAscender = system.usWinAscent = up
    line.descent = system.sTypoDescender = -down
    system.usWinDescent = down
    line.lineGap = system.sTypoLineGap = 0
    system.usWeightClass = 700 if bold else 400
    system.fsSelection = system.fsSelection & ~0x61 | (0x20 if bold else 0x40)
    system.fsType = 0
    font["head"].macStyle = int(bold)


def set_names(font: TTFont, *, family: str, bold: bool) -> None:
    """Name the face anew; the copyright (0) and licence (13, 14) entries stay."""
    style = "Bold" if bold else "Regular"
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in {0, 13, 14}]
    full = f"{family} {style}"
    postscript = full.replace(" ", "")
    for number, value in ((1, family), (2, style), (4, full), (6, postscript)):
        table.setName(value, number, 3, 1, 0x409)


def build_face(face: Face, *, source: Path, wanted: set[int], target: Path) -> Path:
    """Write one face; the same source gives the same bytes."""
    font = cut(source, index=face.index, wanted=wanted)
    if "CFF " in font:
        draw_quadratic(font)
    bold = face.weight == 700
    set_metrics(font, bold=bold)
    set_names(font, family=face.family, bold=bold)
    path = target / face.file_name
    font.save(path)
    return path


def download(folder: Path) -> dict[str, Path]:
    """Fetch the packages into `folder` with apt, installing nothing; answer package -> .deb."""
    subprocess.run(
        ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", *PACKAGES],
        cwd=folder,
        check=True,
    )
    return {package: next(folder.glob(f"{package}_*.deb")) for package in PACKAGES}


def unpack(deb: Path, patterns: tuple[str, ...], *, into: Path) -> None:
    """Unpack only the files of a .deb that match a pattern, by their bare names."""
    into.mkdir(parents=True)
    whole = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(deb)], stdout=subprocess.PIPE)
    subprocess.run(
        ["tar", "-xf", "-", "--wildcards", "--transform=s,.*/,,", "--no-same-owner", *patterns],
        stdin=whole.stdout,
        cwd=into,
        check=True,
    )
    whole.communicate()


def read_standard(folder: Path) -> set[int]:
    """Read the characters of 通用规范汉字表 from the Unihan files in `folder`."""
    entry = re.compile(r"^U\+([0-9A-F]+)\tkTGH\t", re.MULTILINE)
    found: set[int] = set()
    for path in folder.glob("Unihan_*.txt.bz2"):
        text = bz2.decompress(path.read_bytes()).decode()
        found.update(int(code, 16) for code in entry.findall(text))
    if len(found) < 8105:
        raise SystemExit(f"Unihan lists {len(found)} characters of 通用规范汉字表, 8,105 expected.")
    return found


def sources(package: str) -> set[str]:
    return {face.source for face in FACES if face.package == package}


def gather(raw: Path, debs: dict[str, Path]) -> None:
    """Unpack what is needed of every package into `raw`/PACKAGE, two at a time."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        for package, deb in debs.items():
            wanted = {f"*/{name}" for name in sources(package)} | set(LICENCES[package])
            if package == STANDARD[0]:
                wanted.add(STANDARD[1])
            pool.submit(unpack, deb, tuple(wanted), into=raw / package)


def keep_licences(raw: Path, *, target: Path) -> None:
    """Copy the licence texts, unpacked, one folder a package."""
    for package in LICENCES:
        folder = target / package
        folder.mkdir(parents=True)
        for path in (raw / package).iterdir():
            if path.suffix == ".gz":
                (folder / path.stem).write_bytes(gzip.decompress(path.read_bytes()))
            elif path.name not in sources(package) and path.suffix != ".bz2":
                shutil.copy(path, folder)


def uncovered(folder: Path, standard: set[int]) -> dict[str, set[int]]:
    """Answer, per stack, the characters of the standard that none of its regular faces draws."""
    maps: dict[str, set[int]] = {}
    for face in FACES:
        if face.weight == 400:
            with TTFont(folder / face.file_name, lazy=True) as font:
                table = font["glyf"]
                maps[face.family] = {
                    code
                    for code, name in font.getBestCmap().items()
                    if code in standard and table[name].numberOfContours
                }
    return {
        stack: missing
        for stack, families in STACKS.items()
        if (missing := standard.difference(*(maps[family] for family in families)))
    }


def build_all(raw: Path, *, target: Path) -> None:
    """Build every face on two processes and tell of each."""
    standard = read_standard(raw / STANDARD[0])
    parts, started = characters(standard), time.monotonic()
    with ProcessPoolExecutor(max_workers=2) as pool:
        jobs = [
            pool.submit(
                build_face,
                face,
                source=raw / face.package / face.source,
                wanted=parts[face.part],
                target=target,
            )
            for face in FACES
        ]
        for count, job in enumerate(as_completed(jobs), start=1):
            seconds = time.monotonic() - started
            print(f"  {count}/{len(FACES)} {job.result().name} ({seconds:.0f} s)", flush=True)
    if missing := uncovered(target, standard):
        report = {stack: len(codes) for stack, codes in missing.items()}
        raise SystemExit(f"The fonts miss characters of 通用规范汉字表: {report}")


def install(built: Path, folder: Path) -> None:
    """Put a finished set in its place; another checkout may have been faster."""
    try:
        built.rename(folder)
    except OSError:
        if not is_built(folder):
            raise
        return
    subprocess.run(
        ["fc-cache", str(folder / "ttf")],
        env=os.environ | {"FONTCONFIG_FILE": str(folder / "fonts.conf")},
        check=False,
    )


def main(folder: Path) -> None:
    if is_built(folder):
        print(f"Document fonts are in {folder}")
        return
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="building-") as name:
        raw, built = Path(name) / "raw", Path(name) / "built"
        raw.mkdir()
        (built / "ttf").mkdir(parents=True)
        built.chmod(0o755)
        print("Document fonts: fetching 160 MB of packages, once per machine", flush=True)
        gather(raw, download(raw))
        build_all(raw, target=built / "ttf")
        keep_licences(raw, target=built / "licences")
        (built / "fonts.conf").write_text(CONFIG.format(folder=folder))
        install(built, folder)
    print(f"Document fonts are in {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve() if sys.argv[1:] else cache_dir())
