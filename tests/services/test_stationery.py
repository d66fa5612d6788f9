"""What is settled of letters is kept in the register and goes into the next letter."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from kmss_dpo.domain.cases import CaseKind
from kmss_dpo.domain.errors import Mistake, Trouble
from kmss_dpo.domain.fonts import ChosenFont, Font
from kmss_dpo.domain.ids import CaseId
from kmss_dpo.domain.letterhead import Letterhead, SignatureBlock
from kmss_dpo.domain.letters import Language, edit_text
from kmss_dpo.domain.standard_paragraphs import StandardParagraph
from kmss_dpo.domain.stationery import C5_WINDOW, AddressWindow, Envelope
from kmss_dpo.services.unlocking import Opened
from kmss_dpo.session import Session
from kmss_dpo.support.settings import LETTER_FONT, Settings
from tests.letters.fonts import CHINESE, make_font
from tests.services.test_wordings import reword


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded().split()) for page in document)


def pictures_in(pdf: bytes) -> int:
    with pypdfium2.PdfDocument(pdf) as document:
        return sum(len(list(page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]))) for page in document)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    file = tmp_path / "picture.png"
    Image.new("RGB", (300, 90), (5, 77, 140)).save(file)
    return file


def test_the_envelope_is_kept_and_letters_follow_it(session: Session, access: CaseId) -> None:
    assert session.stationery.address_window() == AddressWindow()
    c5 = AddressWindow(Envelope.C5, across=1.5, down=-0.5, fold_marks=False)
    session.stationery.settle_address_window(c5)
    assert session.stationery.address_window() == c5
    look = session.letters.look()
    assert look.window == replace(C5_WINDOW, across=1.5, down=-0.5)
    assert not look.fold_marks
    assert session.letters.pages(session.letters.start(access, "request_acknowledgement").draft, look)


def test_measures_that_cannot_be_printed_are_refused_and_nothing_is_kept(session: Session) -> None:
    with pytest.raises(Mistake) as refused:
        session.stationery.settle_address_window(AddressWindow(across=20))
    assert refused.value.field == "across"
    assert session.stationery.address_window() == AddressWindow()


def test_the_alignment_sheet_shows_what_is_typed(session: Session) -> None:
    pdf = session.stationery.alignment_sheet(AddressWindow(Envelope.GOVERNMENT, across=2))
    assert "Government mail service" in text_of(pdf)
    assert "2 mm to the right" in text_of(pdf)


def test_logo_and_signature_are_kept_and_stand_in_the_next_letter(
    session: Session, access: CaseId, picture: Path
) -> None:
    assert session.stationery.letterhead() == Letterhead()
    logo = replace(session.stationery.read_logo(picture), spoken="KMSS in blue")
    settled = Letterhead(logo, SignatureBlock("Kind regards", "Sam", "Privacy", "By email only"))
    session.stationery.settle_letterhead(settled)
    assert session.stationery.letterhead() == settled
    opened = session.letters.start(access, "request_acknowledgement")
    assert opened.draft.signature == ("Sam", "Privacy", "By email only")
    pdf = session.letters.pages(opened.draft, session.letters.look())
    assert pictures_in(pdf) == 1
    assert "Kind regards Sam Privacy By email only" in text_of(pdf)
    session.stationery.settle_letterhead(Letterhead())
    assert session.stationery.letterhead() == Letterhead()
    assert pictures_in(session.letters.pages(opened.draft, session.letters.look())) == 0


def test_a_letterhead_that_cannot_be_used_is_not_kept(session: Session, picture: Path) -> None:
    silent = Letterhead(session.stationery.read_logo(picture))
    for use in (session.stationery.settle_letterhead, session.stationery.sample):
        with pytest.raises(Mistake) as refused:
            use(silent)
        assert refused.value.field == "spoken"
    assert session.stationery.letterhead() == Letterhead()


def test_a_picture_that_is_gone_or_none_is_told_of_without_its_name(session: Session, tmp_path: Path) -> None:
    with pytest.raises(Trouble) as gone:
        session.stationery.read_logo(tmp_path / "secret.png")
    assert "secret" not in str(gone.value)
    (tmp_path / "secret.png").write_bytes(b"x" * 2_000_000)
    with pytest.raises(Mistake, match="1 MB"):
        session.stationery.read_logo(tmp_path / "secret.png")


def test_a_sample_shows_a_letterhead_before_it_is_kept(session: Session, picture: Path) -> None:
    logo = replace(session.stationery.read_logo(picture), spoken="KMSS")
    pdf = session.stationery.sample(Letterhead(logo, SignatureBlock("Kind regards")))
    assert pictures_in(pdf) == 1
    assert "Alex Example" in text_of(pdf)
    assert "Kind regards" in text_of(pdf)
    assert session.stationery.letterhead() == Letterhead()


def test_paragraphs_are_kept_changed_and_taken_away(session: Session) -> None:
    keep = session.stationery.keep_paragraph
    assert session.stationery.paragraphs() == ()
    keep(StandardParagraph("Post", "By post."))
    keep(StandardParagraph("Apology", "We are sorry."))
    keep(StandardParagraph("By letter", "By letter."), before="Post")
    assert [each.name for each in session.stationery.paragraphs()] == ["Apology", "By letter"]
    with pytest.raises(Mistake):
        keep(StandardParagraph("apology", "again"))
    session.stationery.take_paragraph_away("Apology")
    assert [each.text for each in session.stationery.paragraphs()] == ["By letter."]


@pytest.fixture
def machine(tmp_path: Path) -> Settings:
    return Settings(tmp_path / "machine")


def test_a_font_is_chosen_for_this_computer_and_letters_use_it(
    session: Session, opened: Opened, clock: object, machine: Settings, tmp_path: Path, access: CaseId
) -> None:
    here = Session(opened, clock, machine)  # type: ignore[arg-type]
    file = make_font(tmp_path / "block.ttf", "Block", CHINESE)
    assert here.fonts.chosen() == ChosenFont()
    here.fonts.choose(Font("Block", str(file)))
    assert here.fonts.chosen() == ChosenFont(Font("Block", str(file)))
    assert machine.get(LETTER_FONT) == str(file)
    draft = edit_text(session.letters.start(access, "request_acknowledgement").draft, "received", CHINESE)
    assert CHINESE in text_of(here.letters.pages(draft, here.letters.look()))
    with pytest.raises(Mistake, match="can't be printed"):
        session.letters.pages(draft, session.letters.look())
    file.write_bytes(b"")
    assert here.fonts.chosen() == ChosenFont(gone=True)
    here.fonts.choose(None)
    assert here.fonts.chosen() == ChosenFont()


def test_the_words_of_a_letter_may_have_what_the_chosen_font_has(
    opened: Opened, clock: object, machine: Settings, tmp_path: Path
) -> None:
    here = Session(opened, clock, machine)  # type: ignore[arg-type]
    wording = reword("contact", f"Ask me: {CHINESE}", here.wordings.open("refused").wording)
    with pytest.raises(Mistake, match="can't be printed"):
        here.wordings.settle("refused", wording, 0)
    here.fonts.choose(Font("Block", str(make_font(tmp_path / "block.ttf", "Block", CHINESE))))
    seen = here.wordings.open("refused")
    assert not any(CHINESE in flaw.sentence for flaw in here.wordings.flaws(seen, wording))
    assert CHINESE in text_of(here.wordings.pages(seen, wording, Language.ENGLISH))
    here.wordings.settle("refused", wording, 0)


def test_without_settings_of_a_computer_there_is_no_other_font(session: Session) -> None:
    session.fonts.choose(Font("Block", "block.ttf"))
    assert session.fonts.chosen() == ChosenFont()
    assert isinstance(session.fonts.with_letters("a"), tuple)
    assert session.letters.offered(CaseKind.ACCESS)


def test_a_logo_keeps_the_words_of_the_one_before_or_has_usual_ones(session: Session, picture: Path) -> None:
    logo = session.stationery.read_logo(picture)
    settle = session.stationery.settle_logo
    first = settle(logo)
    assert first.logo == replace(logo, spoken="Logo of KMSS")
    session.stationery.settle_letterhead(replace(first, logo=replace(logo, spoken="A blue box")))
    assert settle(logo).logo == replace(logo, spoken="A blue box")
    assert settle(replace(logo, spoken="Own words")).logo == replace(logo, spoken="Own words")
    assert settle(None) == session.stationery.letterhead() == Letterhead()
