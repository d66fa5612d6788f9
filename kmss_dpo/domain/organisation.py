"""The controller and the regulator as the letters name them: settings kept inside the register."""

from dataclasses import dataclass

from kmss_dpo.domain.holidays import Nation


@dataclass(frozen=True)
class Organisation:
    """The controller, with the facts of its public privacy notice as defaults; the officer confirms them."""

    name: str = "KM Software Systems Ltd"
    short_name: str = "KMSS"
    address: str = "Orchard Business Centre\n11A Orchard Road\nRoyston\nHerts\nSG8 5HD"
    website: str = "www.kmss.co.uk"
    officer_name: str = ""
    officer_title: str = "Data Protection Officer"
    officer_email: str = ""
    phone: str = ""
    nation: Nation = Nation.ENGLAND_AND_WALES


@dataclass(frozen=True)
class Regulator:
    """The regulator; its postal address ships empty because its office moved in autumn 2026 (unsettled)."""

    name: str = "the Information Commission (known as the ICO)"
    website: str = "ico.org.uk/make-a-complaint"
    helpline: str = "0303 123 1113"
    address: str = ""

    def plain_name(self) -> str:
        """The name without its article and without what it is known as."""
        return self.name.split("(")[0].strip().removeprefix("the ").strip()
