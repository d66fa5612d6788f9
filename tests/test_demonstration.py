"""The register of invented people that the program is shown with."""

from kmss_dpo import demonstration
from kmss_dpo.domain.contacts import ContactFilter
from kmss_dpo.domain.ids import ContactId
from kmss_dpo.session import Session


def test_everybody_has_an_address_of_their_whole_name(session: Session) -> None:
    demonstration.fill(session)
    known = [
        session.contacts.contact(ContactId(each)).details for each in session.contacts.ids(ContactFilter())
    ]
    lengths = {(len(each.name), len(each.emails[0].value.partition("@")[0])) for each in known}
    assert any(not each.name.isascii() for each in known)
    assert all(name == address for name, address in lengths)
