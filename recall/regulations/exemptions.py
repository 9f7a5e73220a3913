"""What the exemption check (容错) demands of a verifier."""

from django.utils.translation import gettext_lazy as _

from core.regulations import regulation
from recall.enums import Conclusion, ExemptionQuestion, ExemptionReply

Answers = dict[str, tuple[str, str]]  # question → (answer, reason)
_ERRORS = _("推进领导干部能上能下规定；容错纠错：“三个区分开来”（领域参考4）")


def exempts(answers: Answers) -> bool:
    """Say whether all three questions are answered with yes."""
    return all(
        answers.get(question, ("", ""))[0] == ExemptionReply.YES for question in ExemptionQuestion
    )


@regulation("EX-01", _("容错三问须逐项回答。"), source=_ERRORS)
def three_questions_are_answered(conclusion: str, answers: Answers) -> bool:
    return conclusion == Conclusion.SENT_BACK or set(answers) == set(ExemptionQuestion)


@regulation("EX-02", _("容错三问答“是”的，须写明理由，不少于 10 个字。"), source=_ERRORS)
def yes_is_explained(answers: Answers) -> bool:
    return all(
        len(reason.strip()) >= 10
        for answer, reason in answers.values()
        if answer == ExemptionReply.YES
    )


@regulation(
    "EX-03",
    _("三问都答“是”的，应当容错；仍认定符合召回情形的，须写明理由，不少于 10 个字。"),
    source=_ERRORS,
)
def exempt_is_not_matched_lightly(conclusion: str, answers: Answers, despite: str) -> bool:
    is_against = conclusion == Conclusion.MATCHED and exempts(answers)
    return not is_against or len(despite.strip()) >= 10
