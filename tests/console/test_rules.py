"""制度对照: every duty with its sentence, the terms of the visitor's own region, and the tests that prove it."""

from collections.abc import Callable

from shared.policy.rule_duties import rule_duties
from tests.console.visitors import Browser

Visit = Callable[[str], Browser]


def test_every_duty_stands_beside_its_sentence_and_source(visit: Visit) -> None:
    page = visit("zhou").get("/rules").text
    for duty in rule_duties():
        assert f'id="{duty.id}"' in page
        assert duty.text in page
        assert duty.source in page


def test_the_terms_are_those_of_the_visitors_region_with_their_source(visit: Visit) -> None:
    page = visit("zhou").get("/rules").text
    assert "5个工作日" in page
    assert "条例第二十四条" in page
