"""What the document fonts are made of, and where this machine keeps them. Standard library only.

Four hands of a Chinese official document: 仿宋 (GWFang), 楷 (GWKai), 宋 (GWSong), 黑 (GWHei).
Each has a core face (GB 2312 and symbols); "Ext" faces hold the rarer characters of names.
"""

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

VERSION = 1  # raise when build_fonts.py would draw another outline from the same source
PACKAGES = (
    "texlive-lang-chinese",
    "fonts-noto-cjk",
    "fonts-lxgw-wenkai",
    "fonts-arphic-gkai00mp",
    "unicode-data",
)
LICENCES = {
    "texlive-lang-chinese": ("*/fandol/COPYING.gz", "*/fandol/README"),
    "fonts-noto-cjk": ("*/fonts-noto-cjk/copyright",),
    "fonts-lxgw-wenkai": ("*/fonts-lxgw-wenkai/copyright",),
    "fonts-arphic-gkai00mp": ("*/copyright", "*/license/english/ARPHICPL.TXT.gz"),
    "unicode-data": ("*/unicode-data/copyright",),
}
STANDARD = ("unicode-data", "*/Unihan_*.txt.bz2")  # field kTGH: the 8,105 of 通用规范汉字表


class Face(NamedTuple):
    """One file to build: `part` names the characters it gets (see build_fonts.characters)."""

    family: str
    weight: int
    part: str
    package: str
    source: str
    index: int = 0

    @property
    def file_name(self) -> str:
        return f"{self.family.replace(' ', '')}-{self.weight}.ttf"


TEX, NOTO = "texlive-lang-chinese", "fonts-noto-cjk"
FACES = (  # the slowest first, so that two processes end together
    Face("GWSong Ext", 400, "names", NOTO, "NotoSerifCJK-Regular.ttc", 2),
    Face("GWFang", 400, "core", TEX, "FandolFang-Regular.otf"),
    Face("GWSong", 400, "core", NOTO, "NotoSerifCJK-Regular.ttc", 2),
    Face("GWSong", 700, "core", NOTO, "NotoSerifCJK-Bold.ttc", 2),
    Face("GWHei", 400, "core", NOTO, "NotoSansCJK-Regular.ttc", 2),
    Face("GWHei", 700, "core", NOTO, "NotoSansCJK-Bold.ttc", 2),
    Face("GWHei Ext", 400, "standard", NOTO, "NotoSansCJK-Regular.ttc", 2),
    Face("GWKai Ext", 400, "names", "fonts-lxgw-wenkai", "LXGWWenKai-Light.ttf"),
    Face("GWKai", 400, "core", "fonts-arphic-gkai00mp", "gkai00mp.ttf"),
)
STACKS = {
    "仿宋": ("GWFang", "GWKai Ext", "GWSong Ext"),
    "楷体": ("GWKai", "GWKai Ext", "GWSong Ext"),
    "宋体": ("GWSong", "GWSong Ext"),
    "黑体": ("GWHei", "GWHei Ext", "GWSong Ext"),
}


def fingerprint() -> str:
    """Name the recipe: equal recipes make equal fonts."""
    return hashlib.sha256(repr((VERSION, PACKAGES, FACES)).encode()).hexdigest()[:12]


def cache_dir() -> Path:
    """Answer the folder of this recipe's fonts, shared by every checkout of this user."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "recall" / f"fonts-{fingerprint()}"


def is_built(folder: Path) -> bool:
    """Tell whether `folder` holds the whole set: fonts.conf is written last."""
    return (folder / "fonts.conf").is_file()
