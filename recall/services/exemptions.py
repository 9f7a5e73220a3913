"""容错: the three questions that a verifier answers before a conclusion counts."""

from recall.models import ExemptionAnswer, Verification
from recall.regulations import exemptions as rules


def check(conclusion: str, answers: rules.Answers, despite: str) -> None:
    """Hold one verifier's answers against the rules.

    :raises RegulationBroken: EX-01 one is missing, EX-02 a yes without reason, EX-03 all three say
        that it is excused, and it is found to match all the same without a reason
    """
    rules.three_questions_are_answered.check(conclusion, answers)
    rules.yes_is_explained.check(answers)
    rules.exempt_is_not_matched_lightly.check(conclusion, answers, despite)


def keep(row: Verification, answers: rules.Answers) -> None:
    """Write the answers beside the verification; the database lets nobody change them."""
    ExemptionAnswer.objects.bulk_create(
        ExemptionAnswer(verification=row, question=question, answer=answer, reason=reason.strip())
        for question, (answer, reason) in answers.items()
    )
