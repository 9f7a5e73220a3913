"""The county summary and its annex of units, without a database: python -m tools.bench.summaries.

Prints pages, seconds of CPU and the most memory for each number of units, in a process of its own;
asked for are 4 s for 20 pages, and 7 s and 400 MB for an annex of 2,000 rows.
"""

import os
import resource
import subprocess
import sys
import time
from datetime import date
from typing import Any

import django

SIZES = (80, 2000)
GROUNDS, LEVELS = 13, ("COUNTY_LEVEL", "SECTION_LEVEL", "ORDINARY")


def figures_of(units: int) -> Any:
    """Answer made-up figures of a campaign of two rounds."""
    from cadres.enums import StaffKind  # noqa: PLC0415  models load only after the set-up
    from reports.queries import figures, register  # noqa: PLC0415
    from units.enums import UnitKind  # noqa: PLC0415

    def counts(n: int) -> dict[str, int]:
        return {f.code: n // (place + 1) for place, f in enumerate(register.FUNNEL)}

    reported = {f.code: units // (n + 1) for n, f in enumerate(register.REPORTING)}
    ground = {"title": "工作推诿扯皮、办事拖拉", "title_en": "", "provenance": "published"}
    return figures.Figures(
        as_of=date(2018, 12, 31),
        total=counts(1334),
        rounds={1: counts(700), 2: counts(634)},
        levels={key: counts(400) for key in LEVELS},
        staff_kinds={key: counts(160) for key in StaffKind.values},
        unit_kinds={key: counts(60) for key in UnitKind.values},
        round_levels={f"{n} {key}": counts(200) for n in (1, 2) for key in LEVELS},
        grounds=[ground | {"code": f"G-{n:02d}", "counts": counts(90)} for n in range(GROUNDS)],
        units=[
            figures.UnitFigures(
                f"某县第{n}号机关", n < 3, counts(9), [1] * (n % 3 == 0), [2] * (n % 9 == 0), []
            )
            for n in range(units)
        ],
        reporting={1: reported, 2: reported},
        measures={f.code: 7 for f in register.MEASURES},
        outcomes={kind: 60 for kind in figures.OUTCOME_CODES},
        programme={"programme_days": 35, "blocks": 3},
        quota={"recalled_by_quota": 1200, "recalled_beyond_quota": 134},
    )


def particulars_of() -> Any:
    """Answer made-up particulars."""
    from assessment.enums import AppealState, PayKind, Remedy  # noqa: PLC0415
    from evidence.enums import Practice  # noqa: PLC0415
    from reports.queries import figures, particulars, register  # noqa: PLC0415

    became = {"NONE": 40, "OPEN": 20, **{kind: 12 for kind in figures.OUTCOME_CODES}}
    row = {f.code: 900 for f in register.FUNNEL}
    return particulars.Particulars(
        times={step: (900, 12.0, 30.0) for step in particulars.STEPS},
        appeals={way: {state: 8 for state in AppealState} for way in Remedy},
        sources=[(practice, 80, 60) for practice in Practice.values],
        repeats={"first_recall": 1300, "second_recall": 30, "later_recall": 4},
        withheld=[particulars.Withheld(kind, 90, 12_345_600) for kind in PayKind.values],
        spread={(f"G-{n:02d}", "工作推诿扯皮", ""): became for n in range(GROUNDS)},
        became={key: became for key in LEVELS},
        years={year: row for year in (2015, 2016, 2017, 2018)},
    )


def measure(units: int) -> None:
    """Print one summary and say what it took."""
    from django.template.loader import render_to_string  # noqa: PLC0415

    from core.documents import pdf  # noqa: PLC0415
    from recall.models import Campaign  # noqa: PLC0415
    from reports.queries import report  # noqa: PLC0415
    from units.models import Jurisdiction  # noqa: PLC0415

    campaign = Campaign(county=Jurisdiction(name="某县"), title="某年干部召回")
    spent = time.process_time()
    told = report.snapshot(
        campaign, figures_of(units), particulars_of(), content_hash="0" * 64, on=date(2019, 1, 2)
    )
    printed = pdf.render(
        render_to_string("documents/report.html", told | {"title": "某县干部召回工作汇总表"})
    )
    took = time.process_time() - spent
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if place := os.environ.get("SUMMARY_OUT"):
        with open(place, "wb") as file:
            file.write(printed.body)
    print(f"{units} units: {printed.page_count} pages, {took:.1f} s of CPU, {most:.0f} MB at most")


def main() -> None:
    if len(sys.argv) > 1:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
        django.setup()
        measure(int(sys.argv[1]))
        return
    for units in SIZES:
        subprocess.run([sys.executable, "-m", "tools.bench.summaries", str(units)], check=True)


if __name__ == "__main__":
    main()
