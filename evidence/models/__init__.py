from evidence.models.ballots import Ballot, PaperSheet, PollCount, PollToken, UrnBallot
from evidence.models.files import EvidenceFile
from evidence.models.polls import Poll, PollGroup, PollSubject, PollVoter
from evidence.models.signals import Signal

__all__ = [
    "Ballot",
    "EvidenceFile",
    "PaperSheet",
    "Poll",
    "PollCount",
    "PollGroup",
    "PollSubject",
    "PollToken",
    "PollVoter",
    "Signal",
    "UrnBallot",
]
