from evidence.models.files import EvidenceFile

__all__ = ["EvidenceFile"]
