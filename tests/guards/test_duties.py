"""Every duty of the rulebook has a test that proves it, and the traceability table says which."""

from shared.policy.rule_duties import rule_duties
from tests.trace_duties import CONSOLE_COPY, DOCUMENT, console_copy, document, proofs

AGAIN = "run: python -m tests.trace_duties"


def test_every_duty_is_proved_by_a_test() -> None:
    unproved = [one.id for one in rule_duties() if one.id not in proofs()]
    assert unproved == [], "mark the test that proves it: @pytest.mark.duty(…)"


def test_no_test_claims_a_duty_that_does_not_exist() -> None:
    assert proofs().keys() - {one.id for one in rule_duties()} == set()


def test_the_rulebook_s_duties_are_all_there() -> None:
    wanted = {f"D-{number}" for number in (*range(29, 69), *range(149, 155))}
    assert {one.id for one in rule_duties()} == wanted


def test_the_table_and_the_consoles_copy_are_up_to_date() -> None:
    proved = proofs()
    assert DOCUMENT.read_text(encoding="utf-8") == document(proved), AGAIN
    assert CONSOLE_COPY.read_text(encoding="utf-8") == console_copy(proved), AGAIN
