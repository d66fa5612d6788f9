"""Who signs a letter, and with which words."""

from kmss_dpo.domain.letterhead import SignatureBlock
from kmss_dpo.domain.letters import Origin, Value, compose

from .test_draft import TEMPLATE, TO_AMAL


def test_a_signature_block_of_ones_own_takes_the_place_of_the_usual_where_it_says_something() -> None:
    values = {
        "name of the officer": Value("Bo", Origin.SETTINGS),
        "title of the officer": Value("Officer", Origin.SETTINGS),
        "our organisation": Value("KMSS", Origin.SETTINGS),
    }
    usual = compose(TEMPLATE, TO_AMAL, values, frozenset())
    own = compose(
        TEMPLATE, TO_AMAL, values, frozenset(), SignatureBlock("Kind regards", last_line="Privacy team")
    )
    assert (usual.closing, usual.signature) == ("Yours sincerely", ("Bo", "Officer", "KMSS"))
    assert (own.closing, own.signature) == ("Kind regards", ("Bo", "Officer", "Privacy team"))
