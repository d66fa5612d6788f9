"""Pages of PDFs and pictures through the real child process: drawn or refused, never a crash."""

import io
import os

import pikepdf
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.domain.looking import Drawn, Pages
from kmss_dpo.intake import page_drawing, page_frames, pages
from kmss_dpo.intake.page_child import Desk, main
from kmss_dpo.intake.page_drawing import DAMAGED, LOCKED, TOO_MANY_PIXELS, opened
from kmss_dpo.intake.page_kinds import is_pdf, is_picture
from kmss_dpo.intake.pages import STOPPED, TOO_SLOW, PageReader, Source
from kmss_dpo.support.child import LENGTH, Child, ChildFailed

WHITE = b"\xff\xff\xff"


def pdf(count: int = 1, form: str = "") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(200, 300))
    for number in range(count):
        canvas.drawString(20, 280, f"Page {number}")
        if form:
            canvas.acroForm.textfield(name="x", value=form, x=20, y=100, width=150, fontSize=12)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(kind: str = "PNG", mode: str = "RGB", size: tuple[int, int] = (40, 20), **how: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, (255, 0, 0) if mode == "RGB" else 0).save(out, kind, **how)
    return out.getvalue()


def source(content: bytes, key: str = "one") -> Source:
    return Source(key, lambda: [content[at : at + 1000] for at in range(0, len(content), 1000)])


def pixel(drawn: Drawn, x: int, y: int) -> bytes:
    """Blue, green, red."""
    at = (y * drawn.width + x) * 4
    return drawn.pixels[at : at + 3]


def test_a_pdf_is_opened_and_drawn_page_by_page_by_the_child() -> None:
    with PageReader() as reader:
        opened_pages = reader.open(source(pdf(3)))
        assert opened_pages == Pages(((200.0, 300.0),) * 3)
        drawn = reader.draw(source(pdf(3)), 2, 400, 600)
    assert (drawn.width, drawn.height) == (400, 600)
    assert set(zip(*[iter(drawn.pixels)] * 4, strict=True)) > {(255, 255, 255, 255)}


def test_what_was_filled_into_a_form_is_seen() -> None:
    empty, filled = (opened(pdf(form=words)).draw(0, 200, 300) for words in (" ", "Siân"))
    assert empty.pixels != filled.pixels


def test_of_two_documents_the_one_that_is_asked_for_is_drawn() -> None:
    red, other = source(picture(), "red"), source(pdf(), "pdf")
    with PageReader() as reader:
        for each in (red, other):
            reader.open(each)
        assert pixel(reader.draw(red, 0, 40, 20), 1, 1) == b"\0\0\xff"
        assert pixel(reader.draw(other, 0, 40, 60), 1, 50) == WHITE


def test_a_page_after_one_that_broke_the_child_is_drawn_by_another() -> None:
    with PageReader() as reader:
        reader.open(source(pdf()))
        assert reader._child._process
        reader._child._process.kill()
        assert reader.draw(source(pdf()), 0, 20, 30).width == 20


class Fragile(Child):
    """A child that breaks at each drawing."""

    def ask(self, payload: bytes | bytearray, timeout: float = 10) -> bytes:
        if payload[:1] == page_frames.DRAW:
            raise ChildFailed
        return super().ask(payload, timeout)


def test_a_page_that_breaks_every_child_costs_no_more_than_a_sentence() -> None:
    with PageReader() as reader:
        reader._child = Fragile("pages")
        with pytest.raises(Mistake) as told:
            reader.draw(source(pdf()), 0, 20, 30)
    assert told.value.sentence == STOPPED


def test_a_child_that_dies_costs_no_more_than_a_sentence() -> None:
    with PageReader("dies") as reader:
        for ask in (lambda: reader.open(source(pdf())), lambda: reader.draw(source(pdf()), 0, 9, 9)):
            with pytest.raises(Mistake) as told:
                ask()
            assert told.value.sentence == STOPPED


def test_a_document_that_takes_too_long_is_given_up() -> None:
    with PageReader(seconds=0.0001) as reader:
        for ask in (lambda: reader.open(source(pdf())), lambda: reader.draw(source(pdf()), 0, 9, 9)):
            with pytest.raises(Mistake) as told:
                ask()
            assert told.value.sentence == TOO_SLOW


def test_a_reader_that_was_stopped_draws_no_more() -> None:
    with PageReader() as reader:
        reader.open(source(pdf()))
        reader.stop()
        with pytest.raises(Mistake):
            reader.draw(source(pdf()), 0, 9, 9)
        assert reader._child._process is None


def refused(content: bytes) -> str:
    with pytest.raises(Mistake) as told:
        opened(content).sizes()
    return told.value.sentence


def test_what_cannot_be_opened_is_refused_in_a_sentence() -> None:
    assert refused(b"%PDF-1.4 and no more") == DAMAGED
    assert refused(picture()[:20]) == DAMAGED
    assert refused(b"no picture") == DAMAGED
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as whole:
        whole.save(locked, encryption=pikepdf.Encryption(owner="o", user="u"))
    assert refused(locked.getvalue()) == LOCKED


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_drawing, "MOST_PIXELS", 799)
    assert refused(picture()) == TOO_MANY_PIXELS


def test_a_picture_that_ends_too_early_is_damaged_when_it_is_drawn() -> None:
    half = picture("JPEG", size=(400, 400))
    with pytest.raises(Mistake) as told:
        opened(half[: len(half) // 2]).draw(0, 40, 40)
    assert told.value.sentence == DAMAGED


def test_a_scan_with_several_pages_has_them_and_a_moving_picture_one() -> None:
    more = [Image.new("RGB", (40, 20), (0, 0, 255))]
    scan = opened(picture("TIFF", save_all=True, append_images=more))
    assert len(scan.sizes()) == 2
    assert pixel(scan.draw(1, 40, 20), 1, 1) == b"\xff\0\0"
    assert len(opened(picture("GIF", save_all=True, append_images=more)).sizes()) == 1


def test_a_photograph_stands_as_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    photograph = opened(picture("JPEG", exif=exif.tobytes()))
    assert photograph.sizes() == [(15.0, 30.0)]
    drawn = photograph.draw(0, 20, 40)
    assert (drawn.width, drawn.height) == (20, 40)


def test_what_shines_through_lies_on_white() -> None:
    assert pixel(opened(picture(mode="RGBA")).draw(0, 4, 2), 0, 0) == WHITE


def test_no_more_is_drawn_than_a_large_screen_can_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_drawing, "MOST_DRAWN", 200)
    for content in (picture(), pdf()):
        drawn = opened(content).draw(0, 4000, 2000)
        assert drawn.width * drawn.height <= 220


def test_a_damaged_page_is_refused_alone() -> None:
    with pikepdf.open(io.BytesIO(pdf(2))) as whole:
        whole.pages[1].obj.Type = pikepdf.Name.Nothing
        out = io.BytesIO()
        whole.save(out)
    document = opened(out.getvalue())
    assert document.draw(0, 9, 9)
    with pytest.raises(Mistake):
        document.draw(1, 9, 9)


def test_the_child_answers_in_frames() -> None:
    desk = Desk()
    assert desk.answer(bytearray(page_frames.BEGIN)) == b""
    desk.answer(bytearray(page_frames.PART + picture("JPEG", size=(400, 400))[:3000]))
    assert page_frames.unpack_pages(desk.answer(bytearray(page_frames.OPEN))).sizes == ((300.0, 300.0),)
    with pytest.raises(Mistake, match="damaged"):
        page_frames.unpack_drawn(desk.answer(bytearray(page_frames.pack_draw(0, 9, 9))))
    desk.answer(bytearray(page_frames.PART + b"nothing"))
    with pytest.raises(Mistake, match="damaged"):
        page_frames.unpack_pages(desk.answer(bytearray(page_frames.OPEN)))


def test_the_child_answers_until_the_pipe_is_closed() -> None:
    (asked, ask), (answered, answer) = os.pipe(), os.pipe()
    kept = (os.dup(0), os.dup(1))
    os.write(ask, LENGTH.pack(1) + page_frames.BEGIN)
    os.close(ask)
    os.dup2(asked, 0)
    os.dup2(answer, 1)
    try:
        main()
    finally:
        for ours, standard in zip(kept, (0, 1), strict=True):
            os.dup2(ours, standard)
            os.close(ours)
        os.close(answer)
    assert os.read(answered, 100) == LENGTH.pack(0)
    os.close(answered)
    os.close(asked)


@pytest.mark.parametrize("nonsense", [b"", b"\0\0\0\1\0\0\0\1abc", b"{}", b"[]", b'{"sizes": [1]}'])
def test_a_child_that_answers_nonsense_is_not_believed(nonsense: bytes) -> None:
    with pytest.raises(pages.NONSENSE):
        page_frames.unpack_pages(nonsense)
    with pytest.raises(pages.NONSENSE):
        page_frames.unpack_drawn(nonsense)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP", "AVIF", "JPEG2000"])
def test_pictures_are_told_by_what_is_in_them_and_drawn(kind: str) -> None:
    content = picture(kind)
    assert is_picture(content)
    assert not is_pdf(content)
    red = pixel(opened(content).draw(0, 40, 20), 20, 10)
    assert (red[2] > 200, red[0] < 60) == (True, True)


def test_a_pdf_is_told_by_what_is_in_it() -> None:
    assert is_pdf(b"\n\njunk" + pdf())
    assert not is_picture(pdf())
    assert not is_pdf(b"x" * 2000 + pdf())
    assert not is_picture(b"BMW, as on the invoice")
