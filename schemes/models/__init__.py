from schemes.models.clauses import Clause, Correspondence
from schemes.models.grounds import Ground, GroundSet
from schemes.models.schemes import Scheme, SchemeVersion, SchemeVersionStep

__all__ = [
    "Clause",
    "Correspondence",
    "Ground",
    "GroundSet",
    "Scheme",
    "SchemeVersion",
    "SchemeVersionStep",
]
