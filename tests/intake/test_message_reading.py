"""Whole messages: what is read from them and what is said about them."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kmss_dpo.domain.correspondence import Attachment, Message
from kmss_dpo.domain.errors import Mistake
from kmss_dpo.intake import message_gathering, message_parts, message_reading, message_words
from kmss_dpo.intake.message_gathering import Gathered, gather
from kmss_dpo.intake.message_parts import parse
from kmss_dpo.intake.message_reading import understand

TODAY = date(2026, 11, 22)
HEAD = "From: Ann Berry <ann@berry.example>\r\nTo: dpo@x.example\r\nDate: Mon, 16 Nov 2026 09:12:00 +0000\r\n"


def read(rest: str | bytes, head: str = HEAD) -> Message:
    body = rest if isinstance(rest, bytes) else rest.encode()
    return understand(head.encode() + body, TODAY)


def multipart(*parts: str, kind: str = "mixed", end: str = "--cut--\n") -> str:
    inside = "".join(f"--cut\n{part}\n" for part in parts)
    return f"MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary=cut\n\n{inside}{end}"


def test_a_forwarded_request_is_read_whole() -> None:
    content = (Path(__file__).parent / "messages" / "forwarded_request.eml").read_bytes()
    message = understand(content, TODAY)
    assert (message.sender_name, message.sender_email) == ("Siân Llŷr", "office@rushmere-books.example")
    assert message.recipients == ("Privacy desk <privacy@software.example>", "second@software.example")
    assert message.reply_to == "sian@home.example"
    assert message.subject == "Your customer asks for her data ✓"
    assert message.text.startswith(
        "Please see what a customer sent us. It is for you…\n\nAttached message\nFrom: Tom"
    )
    assert message.text.endswith("Subject: My data\n\nPlease send me everything you hold about me.")
    assert message.sent_at == datetime(2026, 11, 16, 8, 58, 57, tzinfo=UTC)
    assert message.received_on == date(2026, 11, 16)
    assert message.received_why == "The company's mail server noted it on Mon 16 Nov 2026 at 09:12."
    names = ["request.eml", "letter.pdf", "letter (2).pdf", "attachment 4.pdf"]
    assert [one.name for one in message.attachments] == names
    assert message.attachments[0].content.startswith(b"From: Tom Okafor <tom@okafor.example>\nTo: office")
    assert message.attachments[1] == Attachment("letter.pdf", "application/pdf", b"%PDF-1.4\n")
    assert message.warnings == ()


def test_a_plain_message_keeps_its_paragraphs_and_loses_control_characters() -> None:
    message = read("Subject: Hi\r\n\r\nOne\x07\r\n\r\nTwo\t2\x1b[2J\r\n")
    assert message.text == "One\n\nTwo\t2[2J"
    assert message.warnings == ()


def test_html_is_shown_as_text_without_scripts_and_styles() -> None:
    page = "<html><head><title>T</title><style>p{}</style><body><h1>Hello</h1><p>One&nbsp;two<br>three</p>"
    page += "<script>alert('no')</script><ul><li>a</li><li>b</li></ul>"
    page += "<table><tr><td>1</td><td>2</td></tr></table>"
    page += "<img src='p.gif' alt='Logo'><img src=y><svg/><br/></br></div></style>end</body></html>"
    message = read(f"Content-Type: text/html\n\n{page}")
    assert message.text == "Hello\n\nOne two\nthree\n\n- a\n- b\n\n1 2\n\nLogo\nend"


def test_the_plain_version_is_preferred() -> None:
    message = read(multipart("Content-Type: text/html\n\n<b>rich</b>", "\nplain words", kind="alternative"))
    assert message.text == "plain words"


def test_a_plain_version_that_says_next_to_nothing_gives_way_to_the_html_one() -> None:
    rich = "Content-Type: text/html\n\n<p>Please correct the address that you hold for me since May.</p>"
    message = read(multipart("\nSee HTML.", rich, kind="alternative"))
    assert message.text == "Please correct the address that you hold for me since May."
    assert read(multipart(rich, kind="alternative")).text == message.text


def test_words_in_several_parts_and_after_the_last_part_are_all_kept() -> None:
    message = read(multipart("\nfirst", "\nsecond", end="--cut--\nlast words \xe9\n"))
    assert message.text == "first\n\nsecond\n\nlast words é"


def test_a_named_text_is_an_attachment() -> None:
    message = read("Content-Type: text/plain; name=note.txt\n\nwords")
    assert [one.name for one in message.attachments] == ["note.txt"]
    assert message.text == ""
    assert message_reading.NO_TEXT in message.warnings


@pytest.mark.parametrize(
    ("charset", "content", "text", "warning"),
    [
        ("utf-8", "Žofie".encode(), "Žofie", None),
        ("utf-8", b"caf\xe9", "caf\ufffd", message_words.REPLACED),
        ("us-ascii", "Žofie".encode(), "Žofie", None),
        ("us-ascii", b"caf\xe9", "café", message_words.GUESSED),
        ("iso-8859-1", b"\x80 5", "€ 5", None),
        ("no-such-set", b"plain", "plain", None),
        ("no-such-set", "Žofie".encode(), "Žofie", message_words.GUESSED),
        ("unicode_escape", b"\\ud800", "\\ud800", None),
        ("hex", b"\xe9", "é", message_words.GUESSED),
        ("x\0y", b"plain", "plain", None),
        ("utf-7", b"+2AA-", "", None),
        ("shift_jis", "テスト".encode("shift_jis"), "テスト", None),
        ("iso-2022-jp", "テスト".encode("iso2022_jp"), "テスト", None),
    ],
)
def test_every_character_set_becomes_text_and_doubt_is_said(
    charset: str, content: bytes, text: str, warning: str | None
) -> None:
    message = read(b'Content-Type: text/plain; charset="' + charset.encode() + b'"\n\n' + content)
    assert message.text == text
    assert [one for one in message.warnings if one != message_reading.NO_TEXT] == (
        [warning] if warning else []
    )


def test_a_page_may_name_its_own_character_set() -> None:
    page = '<meta charset="windows-1251"><p>Привет</p>'.encode("cp1251")
    assert read(b"Content-Type: text/html\n\n" + page).text == "Привет"


def test_raw_characters_in_headers_are_read() -> None:
    message = understand("From: Märy <mary@example.org>\nSubject: Säying\n\nx".encode(), TODAY)
    assert (message.sender_name, message.subject) == ("Märy", "Säying")
    latin = understand("From: Märy <mary@example.org>\n\nx".encode("cp1252"), TODAY)
    assert latin.sender_name == "Märy"


@pytest.mark.parametrize(
    ("header", "name", "email"),
    [
        ('From: "Berry, Ann" <ann@berry.example>', "Berry, Ann", "ann@berry.example"),
        ("From: =?utf-8?Q?Berry=2C_Ann?= <ann@berry.example>", "Berry, Ann", "ann@berry.example"),
        ("From: Ann Berry ann@berry.example", "Ann Berry", "ann@berry.example"),
        ("From: ann@berry.example", "", "ann@berry.example"),
        ("From: Ann\nSender: desk@berry.example", "", "desk@berry.example"),
        ("From: =?utf-8?Q?=E2=80=AEnnA=0A?= <ann@berry.example>", "nnA", "ann@berry.example"),
        ("From  : Ann <ann@berry.example>", "Ann", "ann@berry.example"),
    ],
)
def test_the_sender_is_found_however_it_is_written(header: str, name: str, email: str) -> None:
    message = understand(f"{header}\nSubject: x\n\nx".encode(), TODAY)
    assert (message.sender_name, message.sender_email) == (name, email)


def test_a_message_without_a_sender_or_with_several_says_so() -> None:
    nobody = understand(b"Subject: x\n\nx", TODAY)
    assert (nobody.sender_email, nobody.reply_to) == ("", "")
    assert message_reading.NO_SENDER in nobody.warnings
    two = understand(b"From: a@x.example, b@x.example\nReply-To: A@x.example\n\nx", TODAY)
    assert (two.sender_email, two.reply_to) == ("a@x.example", "")
    assert message_reading.SEVERAL_SENDERS in two.warnings


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("=?utf-8?B?w6k?= tail", "é tail"),
        ("=?utf-8?B?w6k=?=\n =?utf-8?B?w6k=?=", "éé"),
        ("=?utf-8?B?ww==?= =?utf-8?B?qQ==?=", "é"),
        ("=?iso-8859-1?Q?=E9?= =?utf-8?Q?=C3=A9?=", "éé"),
        ("=?utf-8*en?Q?a_b?=", "a b"),
        ("=?NONE?B?VEVTVA=?= x", "TEST x"),
        ("=?utf-8?B?A?= x", "A x"),
        ("=?utf-8?B??= x", "x"),
        ("=?broken", "=?broken"),
        ("two\n lines", "two lines"),
    ],
)
def test_encoded_words_in_a_subject_are_read(raw: str, shown: str) -> None:
    assert read(f"Subject: {raw}\n\nx").subject == shown


def test_broken_header_lines_do_not_end_the_headers() -> None:
    message = understand(b"From: a@x.example\nX-Note: one\nstray words\nSubject: Still here\n\nbody", TODAY)
    assert (message.subject, message.text) == ("Still here", "body")


def test_headers_without_a_blank_line_after_them_leave_the_body_whole() -> None:
    message = understand(b"From: a@x.example\nSubject: Hello\nDear officer\nplease help", TODAY)
    assert (message.subject, message.text) == ("Hello", "Dear officer\nplease help")


def test_a_mailbox_line_blank_lines_and_a_byte_order_mark_before_the_headers_are_passed_over() -> None:
    for before in (b"From ann Mon Nov 16\n", b"\n\r\n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n>From ann\n"):
        assert understand(before + b"From: a@x.example\nSubject: Hello\n\nx", TODAY).subject == "Hello"


@pytest.mark.parametrize("way", ["base64", "BASE64;", "base64 (odd)", " base64"])
def test_transfer_encodings_are_forgiven(way: str) -> None:
    assert read(f"Content-Transfer-Encoding: {way}\n\naGVsbG8=\n").text == "hello"


@pytest.mark.parametrize("way", ["quoted-printable;", "quoted printable", "Quoted - Printable"])
def test_quoted_printable_is_forgiven(way: str) -> None:
    assert read(f"Content-Transfer-Encoding: {way}\n\na=3Db\n").text == "a=b"


def test_uuencoded_attachments_are_unpacked_and_broken_ones_kept_as_they_are() -> None:
    part = "Content-Type: application/x-thing; name=a.bin\nContent-Transfer-Encoding: x-uuencode\n\n"
    good = read(multipart(part + "begin 644 a.bin\n#0V%T\n \nend"))
    assert good.attachments[0].content == b"Cat"
    assert read(multipart(part + "no begin")).attachments[0].content == b"no begin"


@pytest.mark.parametrize(
    ("rest", "warning"),
    [
        (multipart("\nwords", end=""), message_parts.CUT_SHORT),
        ("Content-Type: multipart/mixed\n\nwords", message_parts.NOT_DIVIDED),
        ("Content-Type: multipart/mixed; boundary=other\n\nwords", message_parts.NOT_DIVIDED),
        ("Content-Transfer-Encoding: base64\n\nd29yZHM\n", message_parts.PART_DAMAGED),
        ("Content-Transfer-Encoding: base64\n\nd29y!ZHM=\n", message_parts.PART_DAMAGED),
    ],
)
def test_damage_is_said_and_what_is_left_is_shown(rest: str, warning: str) -> None:
    message = read(rest)
    assert warning in message.warnings
    assert message.text == "words"


@pytest.mark.parametrize("media_type", sorted(message_gathering.LOCKED))
def test_what_cannot_be_opened_here_is_kept_and_said(media_type: str) -> None:
    message = read(f"Content-Type: {media_type}\nContent-Transfer-Encoding: base64\n\naGVsbG8=\n")
    assert message_gathering.LOCKED[media_type] in message.warnings
    assert message.attachments[0].content == b"hello"


def test_delivery_reports_are_kept_as_they_came() -> None:
    report = "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed\n"
    message = read(multipart("\nIt failed.", report, kind="report"))
    assert message.text == "It failed."
    assert message.attachments == (
        Attachment(
            "attachment 1.txt", "message/delivery-status", b"Reporting-MTA: dns; x\n\nAction: failed\n"
        ),
    )


def test_an_attached_message_sent_as_base64_is_read() -> None:
    inner = "Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogSW4KCmlubmVyCg=="
    message = read(multipart(inner))
    assert message.text == "Attached message\nFrom: \nTo: \nDate: \nSubject: In\n\ninner"
    assert message.attachments[0].name == "attachment 1.eml"


def test_messages_within_messages_are_read_to_a_depth_and_kept_whole_once() -> None:
    nested = "Subject: core\n\ncore words"
    for _ in range(message_gathering.DEEPEST):
        nested = f"Content-Type: message/rfc822\n\n{nested}"
    message = read(nested)
    assert "core words" in message.text
    assert len(message.attachments) == 1
    deeper = read(f"Content-Type: message/rfc822\n\n{nested}")
    assert message_gathering.TOO_DEEP in deeper.warnings
    assert b"core words" in deeper.attachments[0].content


def test_a_very_long_text_is_cut_and_said_so() -> None:
    message = read("Subject: long\n\n" + "word " * 300_000)
    assert len(message.text) == message_reading.LONGEST_TEXT
    assert message_reading.TEXT_CUT in message.warnings


def test_too_many_parts_are_refused() -> None:
    with pytest.raises(Mistake, match="more than 2,000 parts"):
        read(multipart(*(["\nx"] * 2_001)))


def test_parts_nested_beyond_measure_are_refused() -> None:
    levels = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(2_000))
    with pytest.raises(Mistake, match="damaged: its parts cannot be read"):
        read(levels)


def test_want_of_memory_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def exhausted(_content: bytes) -> None:
        raise MemoryError

    monkeypatch.setattr(message_reading, "parse", exhausted)
    with pytest.raises(Mistake, match="needs more memory"):
        read("\n\nx")


def test_every_leaf_is_accounted_for() -> None:
    found = Gathered()
    gather(
        parse(multipart("\na", "Content-Type: image/png\n\nb", "Content-Type: text/html\n\nc").encode()),
        found,
    )
    assert found.leaves == 3
    assert (found.text, len(found.attachments)) == ("a\n\nc", 1)
