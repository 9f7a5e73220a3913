"""Which papers a case's volume must hold, and which of them are there (归档范围).

Source: GB/T 9705 for a volume's parts; what belongs in it follows the acts of the measures.
"""

from assessment.queries.volumes.listing import Entry, Paper, lacking, listed, missing
from assessment.queries.volumes.lrmx import fields_to_update

__all__ = ["Entry", "Paper", "fields_to_update", "lacking", "listed", "missing"]
