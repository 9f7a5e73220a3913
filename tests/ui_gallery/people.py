"""Made-up people and rows. Rare characters are those that Chinese registers really hold."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
LONG = "阿卜杜热西提·买买提依明"
NAMES = ["㛃𬱟", "张晓梅", "欧阳䶮", LONG, "李国强", "王丽华", "赵㐱", "刘志远"]
UNITS = ["县财政局", "城关镇人民政府", "县市场监督管理局综合行政执法大队", "县教育局"]
STATES = [
    "SUBMITTED",
    "VERIFIED",
    "HEARD",
    "APPROVED",
    "SENT_BACK",
    "REJECTED",
    "WITHDRAWN",
    "DRAFT",
]
USER = SimpleNamespace(
    is_authenticated=True, name="陈建民", role_labels=["县级核实人"], compact_rows=False
)


def rows(count: int) -> list[dict]:
    return [
        {
            "pk": n + 1,
            "name": NAMES[n % len(NAMES)],
            "number": f"召提〔2026〕{n + 1:03d}号",
            "unit": UNITS[n % len(UNITS)],
            "post": "综合行政执法大队副大队长（主持工作）" if n % 4 == 2 else "预算股股长",
            "due": TODAY + timedelta(days=n - 2),
            "state": STATES[n % len(STATES)],
            "at": NOW - timedelta(hours=7 * n),
            "warn": n % 3,
        }
        for n in range(count)
    ]


def nav(on: str) -> list[dict]:
    groups = [
        ("", [("工作台", "house", 0)]),
        (
            "业务办理",
            [
                ("召回批次", "flag", 0),
                ("提名核实", "clipboard-check", 27),
                ("听取申辩", "message-square-text", 3),
            ],
        ),
        (
            "培训与考核",
            [
                ("培训班", "graduation-cap", 0),
                ("实践锻炼", "sprout", 0),
                ("综合考核", "clipboard-list", 6),
            ],
        ),
        ("统计与归档", [("全县汇总", "chart-column", 0), ("文书", "file-text", 120)]),
    ]
    return [
        {
            "title": title,
            "items": [
                {"label": label, "icon": icon, "n": n, "url": "#", "on": label == on}
                for label, icon, n in items
            ],
        }
        for title, items in groups
    ]
