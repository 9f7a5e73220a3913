from evidence.models.files import EvidenceFile
from evidence.models.signals import Signal

__all__ = ["EvidenceFile", "Signal"]
