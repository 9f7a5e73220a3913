"""The addresses of portal."""

from core.sealing import aliases
from tests.permissions.routes.asking import SAID, Route, acts, nothing, of

OPEN = [
    Route("set_language", form=lambda _w: {"language": "en"}),
    Route("policy_report"),
    Route("verify", form=lambda w: {"code": w.served.notice.verify_code}, everywhere=True),
    Route("verify-code", args=lambda w: {"code": w.served.notice.verify_code}, everywhere=True),
    Route("document-proof", args=lambda w: {"uid": w.unserved.notice.uid}),
    Route("portal:home"),
    Route("portal:me"),
    Route("portal:own-copy"),
    Route("portal:own-copy-ask", form=nothing),
    Route("portal:own-copy-progress"),
    Route("portal:own-copy-take", of("own_copy"), form=nothing),
    Route("portal:health"),
    Route("portal:public-list"),
    Route("portal:public", args=lambda w: {"code": w.county.code}, everywhere=True),
    Route("portal:case-list"),
    Route("portal:dossier", of("served")),
    Route("portal:trail"),
    Route("portal:reason", form=lambda _w: {"reason": SAID}),
    Route("portal:message-list"),
    Route("portal:messages-read"),
    Route("portal:message-settings", form=lambda _w: {"address": "wang@example.gov.cn"}),
    Route("portal:message-open", of("message")),
    Route("portal:search", form=lambda w: {"q": w.unit.name}, types=True),
    Route("portal:job-list"),
    Route("portal:job-revive", args=lambda w: {"pk": w.dead_job.pk}, everywhere=True),
]

# Without a key nobody reads, whoever is signed in; the keys' own tests are in tests/portal.
_MONTH = {"month": "2018-09"}
INTERFACE = [
    Route("portal:guide"),
    Route("portal:interface-document"),
    Route("portal:interface-pay-runs"),
    Route("portal:interface-pay-lines", args=lambda _w: _MONTH, everywhere=True),
    Route("portal:interface-pay-effects", args=lambda _w: _MONTH, everywhere=True),
    Route("portal:interface-cases"),
    Route(
        "portal:interface-case",
        args=lambda w: {"id": aliases.of("case", w.served.pk)},
        everywhere=True,
    ),
    Route("portal:interface-documents"),
    Route("portal:interface-archive-documents"),
    Route(
        "portal:interface-archive-document-file",
        args=lambda w: {"uid": w.served.notice.uid},
        everywhere=True,
    ),
    Route("portal:interface-archive-volumes"),
    Route(
        "portal:interface-archive-volume-file",
        args=lambda w: {"uid": w.volume.uid},
        everywhere=True,
    ),
    Route("portal:interface-eligibility"),
    Route("portal:interface-figures"),
]

IMPORTS = [
    Route("portal:import-list"),
    Route(
        "portal:import-upload",
        fixed=(("kind", "people"),),
        form=lambda _w: {"grid": "姓名\t出生日期\n张三\t1980-01-05"},
    ),
    Route("portal:import-template", fixed=(("kind", "people"),)),
    Route("portal:import-detail", of("import_ready")),
    Route("portal:import-progress", of("import_ready")),
    Route("portal:import-errors", of("import_faulty")),
    *acts(
        "portal:import-act",
        "import_ready",
        ("apply", nothing),
        ("recheck", nothing),
        ("drop", nothing),
    ),
    *acts("portal:import-act", "import_applied", ("undo", nothing)),
]
