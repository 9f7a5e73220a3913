from keeping.models.disposals import Disposal, DisposalLine
from keeping.models.holds import Hold
from keeping.models.terms import Term

__all__ = ["Disposal", "DisposalLine", "Hold", "Term"]
