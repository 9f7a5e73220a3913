from schemes.models.clauses import OPS, Clause, Condition, Correspondence
from schemes.models.grounds import Ground, GroundSet
from schemes.models.schemes import Scheme, SchemeVersion, SchemeVersionStep
from schemes.models.wordings import WordingVersion, WordingVersionStep

__all__ = [
    "OPS",
    "Clause",
    "Condition",
    "Correspondence",
    "Ground",
    "GroundSet",
    "Scheme",
    "SchemeVersion",
    "SchemeVersionStep",
    "WordingVersion",
    "WordingVersionStep",
]
