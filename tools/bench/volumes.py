"""A case volume of some 200 pages, bound without a database: python -m tools.bench.volumes.

Sheets with a long journal, issued papers, evidence as PDF and as photos of 12 megapixels. Prints
pages, size, seconds and CPU seconds; the figure asked for is 200 pages within 20 seconds.
"""

import io
import os
import random
import time
from datetime import UTC, datetime

import django
from PIL import Image

DAYS, PHOTOS, SCANS, SCAN_PAGES = 120, 10, 9, 7
SAID = "上午走访农户，了解饮水和道路情况；下午同村干部核对台账，整理出需要协调的事项。" * 4


def sheet(title: str, rows: int = 0) -> dict:
    """Answer a paper made from rows, with a table of so many."""
    head = ["日期", "做了什么", "问题", "办法", "结果", "点评"]
    lines = [["2019年3月1日", SAID, "水塔渗漏", "报修", "已修好", "踏实"] for _ in range(rows)]
    told = {
        "facts": [["单位", "某局"], ["职务", "科员"]],
        "texts": [["意见", SAID]],
        "tables": [{"caption": "记录", "head": head, "rows": lines}],
    }
    return paper(title) | {"sheet": told}


def paper(title: str) -> dict:
    return {
        "title": title,
        "on": "2019-03-01",
        "author": "中共某县委组织部",
        "reference": "",
        "sheet": None,
        "document": None,
        "file": None,
        "sha256": "0" * 64,
        "trouble": "",
    }


def photo(seed: int) -> bytes:
    """Answer a photo of 12 megapixels with the noise of one."""
    small = Image.frombytes("RGB", (400, 300), random.Random(seed).randbytes(360_000))
    out = io.BytesIO()
    small.resize((4000, 3000)).save(out, "JPEG", quality=85)
    return out.getvalue()


def main() -> None:
    """Bind one volume and say what it took."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from accounts.models import User  # noqa: PLC0415 - after the settings
    from assessment.models import Volume  # noqa: PLC0415
    from assessment.services import volumes  # noqa: PLC0415
    from core.documents import binding, pdf  # noqa: PLC0415

    page = "<h1>扫描件</h1>" + f"<p>{SAID * 8}</p>"
    breaks = "<p style='page-break-after:always'></p>"
    scan = pdf.render(f"<html lang='zh'><body>{breaks.join([page] * SCAN_PAGES)}").body
    papers = [sheet(f"记录{n}", rows=6) for n in range(12)] + [sheet("实践日志", rows=DAYS)]
    originals: list[binding.Piece | None] = [None] * len(papers)
    for n in range(SCANS):
        papers.append(paper(f"证明材料{n}"))
        originals.append(binding.Piece(papers[-1]["title"], "application/pdf", scan))
    for n in range(PHOTOS):
        papers.append(paper(f"照片{n}"))
        originals.append(binding.Piece(papers[-1]["title"], "image/jpeg", photo(n)))
    told = {"issuer": "中共某县委组织部", "cadre": "某同志", "unit": "某局", "post_title": "科员"}
    told |= {
        "campaign": "某批次",
        "from": "",
        "until": "",
        "keep": "30年",
        "made_on": "2019年6月1日",
    }
    row = Volume(
        number=1,
        snapshot=told | {"papers": papers, "lrmx": []},
        requested_by=User(name="某经办"),
        requested_at=datetime(2019, 6, 1, tzinfo=UTC),
    )

    began, spent = time.perf_counter(), time.process_time()
    package, pages = volumes.made(row, originals)
    print(
        f"{pages} pages, {len(package) / 1e6:.1f} MB, {time.perf_counter() - began:.1f} s,"
        f" {time.process_time() - spent:.1f} s of CPU"
    )


if __name__ == "__main__":
    main()
