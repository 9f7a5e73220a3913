"""Whether papers can be signed: the worker, which alone has the key, looks and leaves a word.

The word is kept in the cache for whoever runs the site (portal: 后台任务); it holds no secret.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from cryptography import x509
from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.documents import regulations, seals
from core.errors import DomainError

SOON = timedelta(days=30)
_KEY, _LIFE = "documents-seal", 600  # seconds; after that the worker is silent and so is the word
_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class SealState:
    """What the worker found. `trouble` is a sentence for whoever runs the site, or empty.

    :param ends_at: when the certificate ends, empty without one
    """

    at: datetime
    is_wanted: bool
    signer: str = ""
    ends_at: datetime | None = None
    trouble: str = ""

    @property
    def ends_soon(self) -> bool:
        return self.ends_at is not None and self.ends_at - self.at < SOON


def look(at: datetime) -> SealState:
    """Open the seal as the next paper would, and leave word of it; at most once a minute."""
    known = told()
    if known is not None and timedelta(0) <= at - known.at < _EVERY:
        return known
    found = _looked(at)
    cache.set(_KEY, asdict(found), _LIFE)
    return found


def told() -> SealState | None:
    """Answer the last word of the worker, None if there is none of the last ten minutes."""
    kept = cache.get(_KEY)
    return SealState(**kept) if kept else None


def line() -> dict[str, str]:
    """Give what a page shows of it: a tone and a sentence."""
    state = told()
    if state is None:
        return {"tone": "warn", "text": _("电子签名：后台进程十分钟内没有报告。")}
    if not state.is_wanted:
        return {"tone": "info", "text": _("电子签名：没有设置签名证书，公文制发时不签名。")}
    if state.trouble:
        return {"tone": "bad", "text": _("电子签名不可用：%s") % state.trouble}
    words = {"signer": state.signer, "on": timezone.localtime(state.ends_at).date().isoformat()}
    text = _("电子签名：正常，证书属于“%(signer)s”，有效期至 %(on)s。") % words
    return {"tone": "warn" if state.ends_soon else "ok", "text": text}


def _looked(at: datetime) -> SealState:
    if not seals.is_wanted():
        return SealState(at, is_wanted=False)
    with override("zh-hans"):
        try:
            own = seals.seal().chain[0]
            seals.roots()
            regulations.certificate_holds.check(
                own.not_valid_before_utc, own.not_valid_after_utc, at
            )
        except DomainError as error:
            return SealState(at, is_wanted=True, trouble=str(error))
        except (ImportError, OSError, IndexError, TypeError) as error:
            return SealState(at, is_wanted=True, trouble=type(error).__name__)
    return _well(own, at)


def _well(own: x509.Certificate, at: datetime) -> SealState:
    return SealState(at, True, seals.holder(own), own.not_valid_after_utc)
