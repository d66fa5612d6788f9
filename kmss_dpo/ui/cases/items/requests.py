"""What is noted on a request: places searched, decisions, recipients and identity checks."""

from dataclasses import replace

from kmss_dpo.domain.case_views import CaseView
from kmss_dpo.domain.cases import ENQUIRIES, REQUESTS, CaseKind
from kmss_dpo.domain.decisions import (
    PROVISIONS,
    REFUSAL_GROUNDS,
    Decision,
    DecisionSort,
    Provision,
    grounds_of,
    sorts_of,
)
from kmss_dpo.domain.identity import IdentityCheck
from kmss_dpo.domain.ids import Kind
from kmss_dpo.domain.items import KeptItem
from kmss_dpo.domain.recipients import Recipient
from kmss_dpo.domain.searches import SearchPlace
from kmss_dpo.ui.cases.items.spec import Editor, Field, Options, Spec
from kmss_dpo.ui.cases.items.words import asked_words
from kmss_dpo.ui.kit.chips import Chip, Look
from kmss_dpo.ui.kit.day_text import write_day
from kmss_dpo.ui.kit.table import Column

_CHIP = "M Answered 28 MMM 2026"


def _search_state(row: KeptItem[SearchPlace]) -> Chip:
    place = row.item
    if place.not_searched.strip():
        return Chip("Not searched")
    if place.found.strip():
        return Chip(f"Answered {write_day(place.answered_on)}" if place.answered_on else "Answered")
    if place.chased_on:
        return Chip(f"Chased {write_day(place.chased_on)}", Look.SOON)
    if place.asked_on:
        return Chip(f"Asked {write_day(place.asked_on)}", Look.WAITING)
    return Chip("To ask", Look.SOON)


SEARCH = Spec(
    sort=SearchPlace,
    kind=Kind.SEARCH_PLACE,
    form="place",
    title="Search plan",
    name="place",
    icon="search",
    empty="No place to search is noted yet.",
    more="Begin with the places that the processing activities name, then add what else may hold something.",
    columns=(
        Column[KeptItem[SearchPlace]](
            "Place",
            text=lambda row: row.item.place,
            second=lambda row: row.item.not_searched or row.item.found,
            sample="Email server: contact form",
        ),
        Column[KeptItem[SearchPlace]](
            "Who was asked",
            text=lambda row: row.item.asked_whom,
            second=lambda row: asked_words(row.item.asked_on, row.item.chased_on),
            weight=0,
            sample="Asked 28 MMM 2026,",
        ),
        Column[KeptItem[SearchPlace]]("", chip=_search_state, weight=0, sample=_CHIP),
    ),
    fields=(
        Field("place", "Place", help="A system, a mailbox, a drive, a paper file.", required=True),
        Field("asked_whom", "Who was asked", help="Or yourself, where you look."),
        Field("asked_on", "Asked on", Editor.DAY),
        Field("chased_on", "Chased on", Editor.DAY),
        Field("terms", "Searched for", help="Names, addresses, numbers; not more than needed."),
        Field("period", "Period searched", help="As in “the last six years”."),
        Field("answered_on", "Answered on", Editor.DAY),
        Field("found", "What was found", Editor.LINES, "Nothing is an answer too. Do not copy data here."),
        Field("not_searched", "Why it was not searched", Editor.LINES, "As in “not in use before 2020”."),
    ),
    begin=lambda _begun: SearchPlace(""),
)


def _sorts(view: CaseView, _decision: Decision) -> Options:
    return [(each.value.capitalize(), each) for each in sorts_of(view.details.kind)]


def _grounds(view: CaseView, decision: Decision) -> Options:
    match decision.sort:
        case DecisionSort.EXEMPTION:
            return [(provision_words(each), each.value) for each in Provision]
        case DecisionSort.REFUSAL:
            return [(each, each) for each in REFUSAL_GROUNDS.get(view.details.kind, ())]
        case None:
            return []
        case sort:
            return [(each.capitalize(), each) for each in grounds_of(sort)]


def provision_words(provision: Provision) -> str:
    """A provision with what it is about, as in “Sch 2 para 19, legal professional privilege”."""
    return f"{provision.value}, {PROVISIONS[provision]}"


def _ground_words(row: KeptItem[Decision]) -> str:
    ground = row.item.ground
    return provision_words(Provision(ground)) if ground in set(Provision) else ground


def _balances(decision: Decision) -> bool:
    return decision.sort is DecisionSort.EXEMPTION and decision.ground == Provision.THIRD_PARTY


def _has_ground(decision: Decision) -> bool:
    return decision.sort is DecisionSort.REFUSAL or bool(decision.sort and grounds_of(decision.sort))


DECISIONS = Spec(
    sort=Decision,
    kind=Kind.DECISION,
    form="decision",
    title="Decisions",
    name="decision",
    icon="scale",
    empty="Nothing was decided yet.",
    more="What is left out, refused or decided stands here with its provision, reasoning, who and when.",
    columns=(
        Column[KeptItem[Decision]](
            "Decision",
            text=lambda row: row.item.sort.value.capitalize() if row.item.sort else "",
            second=_ground_words,
            sample="Sch 2 para 16, information about",
        ),
        Column[KeptItem[Decision]](
            "Reasoning", text=lambda row: row.item.reasoning, second=lambda row: row.item.about
        ),
        Column[KeptItem[Decision]](
            "Decided",
            text=lambda row: write_day(row.item.decided_on) if row.item.decided_on else "",
            second=lambda row: row.item.decided_by,
            weight=0,
            sample="28 MMM 2026",
        ),
    ),
    fields=(
        Field("sort", "What is decided", Editor.CHOICE, required=True, options=_sorts),
        Field(
            "ground",
            "Provision, ground or route",
            Editor.CHOICE,
            required=True,
            options=_grounds,
            when=_has_ground,
        ),
        Field("about", "What it concerns", help="As in “two emails of 3 May”; no more than needed."),
        Field("reasoning", "Reasoning", Editor.LINES, "Case by case: why it applies here.", required=True),
        Field("nature", "Type of information", Editor.LINES, "About the other person.", when=_balances),
        Field("confidentiality", "Confidentiality owed to them", Editor.LINES, when=_balances),
        Field("consent_sought", "Steps taken to get their consent", Editor.LINES, when=_balances),
        Field("capability", "Whether they can consent", when=_balances),
        Field("refusal", "Their refusal, if any", when=_balances),
        Field("decided_by", "Decided by", required=True),
        Field("decided_on", "Decided on", Editor.DAY, required=True),
    ),
    begin=lambda begun: Decision(decided_by=begun.person, decided_on=begun.today),
)


def _told(row: KeptItem[Recipient]) -> Chip:
    if row.item.told_on:
        return Chip(f"Told {write_day(row.item.told_on)}")
    return Chip("Not told") if row.item.why_not.strip() else Chip("To tell", Look.SOON)


RECIPIENTS = Spec(
    sort=Recipient,
    kind=Kind.RECIPIENT,
    form="recipient",
    title="Recipients of the data",
    name="recipient",
    icon="send",
    empty="No recipient is noted.",
    more="Whoever got the data is told, unless that is impossible or out of proportion (UK GDPR Art 19).",
    columns=(
        Column[KeptItem[Recipient]](
            "Recipient", text=lambda row: row.item.name, second=lambda row: row.item.what
        ),
        Column[KeptItem[Recipient]]("Why not", text=lambda row: row.item.why_not),
        Column[KeptItem[Recipient]]("", chip=_told, weight=0, sample="M Told 28 MMM 2026"),
    ),
    fields=(
        Field(
            "contact_id",
            "Contact in the register",
            Editor.CONTACT,
            "Optional: a notice begins with their name and safe address.",
            names="name",
        ),
        Field("name", "Recipient", required=True),
        Field("what", "What they have to do", help="Correct, erase or restrict what."),
        Field("told_on", "Told on", Editor.DAY),
        Field("why_not", "Why they were not told", Editor.LINES, "Impossible or out of proportion, and why."),
    ),
    begin=lambda _begun: Recipient(""),
    kinds=REQUESTS - {CaseKind.ACCESS},
)
RECEIVERS = replace(
    RECIPIENTS,
    form="receiver",
    more="The response names who received the data (UK GDPR Art 15(1)(c)); there is nothing to tell them.",
    columns=RECIPIENTS.columns[:1],
    fields=(replace(RECIPIENTS.fields[0], help="Optional."), RECIPIENTS.fields[1]),
    kinds=frozenset({CaseKind.ACCESS}),
)
"""On an access request nothing became of the data that they would have to follow."""


def _checked(row: KeptItem[IdentityCheck]) -> Chip:
    check = row.item
    return Chip(f"Seen {write_day(check.checked_on)}") if check.checked_on else Chip("Waiting", Look.WAITING)


IDENTITY = Spec(
    sort=IdentityCheck,
    kind=Kind.IDENTITY_CHECK,
    form="identity",
    title="Identity",
    name="identity check",
    icon="shield-check",
    empty="Nothing was asked for and nothing seen.",
    more="Ask only on reasonable doubt, promptly, and for no more than is needed.",
    columns=(
        Column[KeptItem[IdentityCheck]](
            "What was seen",
            text=lambda row: row.item.seen or row.item.asked,
            second=lambda row: row.item.how,
        ),
        Column[KeptItem[IdentityCheck]](
            "By", text=lambda row: row.item.checked_by, weight=0, sample="Robin Hale"
        ),
        Column[KeptItem[IdentityCheck]]("", chip=_checked, weight=0, sample="M Seen 28 MMM 2026"),
    ),
    fields=(
        Field("asked", "What is asked for", Editor.LINES),
        Field("seen", "What was seen", Editor.LINES, "As in “passport”; never its numbers."),
        Field("how", "How it was seen", help="As in “on a video call, no copy kept”."),
        Field("checked_by", "Seen by"),
        Field("checked_on", "Seen on", Editor.DAY, "Then record in the clock that the proof came."),
        Field("copy_deleted_on", "Copy deleted on", Editor.DAY, "At once, and after 30 days at the latest."),
    ),
    begin=lambda begun: IdentityCheck(checked_by=begun.person),
    kinds=frozenset(CaseKind) - ENQUIRIES,
)

REQUEST_SPECS = (IDENTITY, SEARCH, DECISIONS, RECIPIENTS, RECEIVERS)
