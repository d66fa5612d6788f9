"""A letter as the draft of an email, read back as a mail program and a PDF reader read it."""

import email
from collections.abc import Callable
from dataclasses import replace
from email.message import EmailMessage
from email.policy import default
from io import BytesIO

import pikepdf
import pytest

from kmss_dpo.domain.errors import Mistake
from kmss_dpo.letters.email_draft import EmailDraft, draw_email
from kmss_dpo.letters.letter import draw
from kmss_dpo.letters.look import Look

DRAFT = EmailDraft(
    sender="dpo@example.org",
    sender_name="Data Protection Officer",
    recipient="amal@example.org",
    subject="Our reference SAR-2026-0012",
    text="Our letter is attached.\n",
    file_name="SAR-2026-0012.pdf",
)


@pytest.fixture
def pdf(letter: Callable, look: Look) -> bytes:
    return draw(letter("request_acknowledgement"), look)


def read(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_mail_program_opens_it_as_unsent_with_the_letter_attached(pdf: bytes) -> None:
    message = read(draw_email(DRAFT, pdf))
    assert message["X-Unsent"] == "1"
    assert message["To"] == "amal@example.org"
    assert message["From"] == "Data Protection Officer <dpo@example.org>"
    assert message["Subject"] == "Our reference SAR-2026-0012"
    body = message.get_body()
    assert body
    assert body.get_content().splitlines() == ["Our letter is attached."]
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("SAR-2026-0012.pdf", "application/pdf")
    assert attached.get_content() == pdf


def test_without_a_known_address_it_goes_to_nobody_yet(pdf: bytes) -> None:
    assert read(draw_email(replace(DRAFT, recipient=""), pdf))["To"] is None


def test_a_passphrase_opens_the_pages_and_nothing_else_does(pdf: bytes) -> None:
    (attached,) = read(draw_email(replace(DRAFT, passphrase="rhy-dd-Ŵ"), pdf)).iter_attachments()
    locked = attached.get_content()
    for wrong in ("", "rhy-dd-W"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(BytesIO(locked), password=wrong)
    with pikepdf.open(BytesIO(locked), password="rhy-dd-Ŵ") as opened:
        assert opened.encryption.stream_method.name == "aesv3"
        assert opened.encryption.bits == 256
        assert opened.allow.accessibility
        assert len(opened.pages) == 1


@pytest.mark.parametrize("wrong", ["", "amal", "amal@", "a@b@c", "amal@example.org\nBcc: x@example.org"])
def test_an_address_that_is_none_is_refused(pdf: bytes, wrong: str) -> None:
    with pytest.raises(Mistake, match="no email address"):
        draw_email(replace(DRAFT, sender=wrong), pdf)
