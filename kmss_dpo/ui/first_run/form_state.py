"""What is typed while a register is made, and what is wrong with it; no widget needed."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kmss_dpo.domain.contacts import is_email
from kmss_dpo.domain.holidays import Nation
from kmss_dpo.domain.organisation import Organisation, Regulator

_OURS = Organisation()
_REGULATOR = Regulator()


class Step(StrEnum):
    """The steps, in their order; a register exists from the recovery kit on."""

    WHERE = "Where"
    WORDS = "Passphrase"
    RECOVERY = "Recovery kit"
    ORGANISATION = "Organisation"
    RETENTION = "How long things are kept"
    FINISH = "Finish"


STEPS = tuple(Step)


@dataclass(frozen=True)
class FirstRunState:
    """Everything but the passphrase, which is in no state; the officer's email has no default."""

    folder: str = ""
    register_name: str = f"{_OURS.short_name} data protection"
    person: str = ""
    kit_kept: bool = False
    kit_is_safe: bool = False
    name: str = _OURS.name
    short_name: str = _OURS.short_name
    address: str = _OURS.address
    website: str = _OURS.website
    phone: str = ""
    officer_title: str = _OURS.officer_title
    officer_email: str = ""
    nation: Nation = _OURS.nation
    regulator_name: str = _REGULATOR.name
    regulator_website: str = _REGULATOR.website
    regulator_helpline: str = _REGULATOR.helpline
    regulator_address: str = _REGULATOR.address
    rules_approved: bool = False
    remember: bool = False

    def organisation(self) -> Organisation:
        """The controller as confirmed."""
        return Organisation(
            name=self.name.strip(),
            short_name=self.short_name.strip(),
            address=_lines(self.address),
            website=self.website.strip(),
            officer_name=self.person.strip(),
            officer_title=self.officer_title.strip(),
            officer_email=self.officer_email.strip(),
            phone=self.phone.strip(),
            nation=self.nation,
        )

    def regulator(self) -> Regulator:
        """The regulator as confirmed; its address may stay empty."""
        return Regulator(
            name=self.regulator_name.strip(),
            website=self.regulator_website.strip(),
            helpline=self.regulator_helpline.strip(),
            address=_lines(self.regulator_address),
        )

    def own_words(self) -> tuple[str, ...]:
        """What a passphrase must not be made of."""
        return (self.person, self.register_name, self.name, self.short_name)


def wrong_with(step: Step, state: FirstRunState) -> dict[str, str]:
    """What stands in the way of going on, by field name; empty where nothing does."""
    match step:
        case Step.WHERE:
            return _kept(
                folder=_folder_error(state.folder),
                register_name="" if state.register_name.strip() else "Give the register a name.",
                person="" if state.person.strip() else "Enter your name: it stands in the audit trail.",
            )
        case Step.RECOVERY:
            done = state.kit_kept or state.kit_is_safe
            return _kept(
                kit_is_safe="" if done else "Print or save the recovery kit, or tick that you have kept it."
            )
        case Step.ORGANISATION:
            return _kept(
                name="" if state.name.strip() else "Enter the name of the organisation.",
                address="" if state.address.strip() else "Enter the postal address that letters come from.",
                officer_email=_email_error(state.officer_email),
                regulator_name="" if state.regulator_name.strip() else "Enter the regulator's name.",
            )
        case Step.RETENTION:
            return _kept(rules_approved="" if state.rules_approved else "Tick that you approve these rules.")
        case _:
            return {}


def _kept(**errors: str) -> dict[str, str]:
    return {name: sentence for name, sentence in errors.items() if sentence}


def _folder_error(folder: str) -> str:
    if not folder.strip():
        return "Choose a folder for the register."
    return "" if Path(folder).is_absolute() else "Give the whole path of the folder."


def _email_error(email: str) -> str:
    return (
        "" if is_email(email) else "Enter the email address that people reach you at, like name@example.org."
    )


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
