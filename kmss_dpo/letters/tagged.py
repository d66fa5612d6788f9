"""Makes of a drawn PDF one that everybody can read (PDF/UA-1) and that lasts (PDF/A-2a).

What is drawn stays as it is. Added are the structure that its marks stand for, what the file says of itself,
and the colours that it means (ISO 14289-1, ISO 19005-2).
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import ImageCms

from kmss_dpo.domain.letters.languages import Language
from kmss_dpo.letters.structure import Element, Mark, Role

_NO_CHARACTER = re.compile(rb"<[0-9A-F]{2}> <0000>\n")
_BEYOND = re.compile(rb"(?<=> <)[0-9A-F]{5,6}(?=>)")
_CHARACTER = re.compile(rb"^<[0-9A-F]{2}> <[0-9A-F]{4,}>$", re.MULTILINE)
_COUNT = re.compile(rb"\d+ beginbfchar")
_LINE_END = (b"\r", b"\n")
_MADE_ON = slice(24, 36)
"""Where a colour profile says when it was made (ICC.1, 7.2.8)."""


@dataclass(frozen=True)
class About:
    """What the file says of itself; `title` and `author` name no person."""

    title: str
    author: str
    on: date
    language: Language


def make_readable(pdf: bytes, marks: Sequence[Mark], about: About) -> bytes:
    """The PDF whole. Same input, same bytes."""
    with pikepdf.open(BytesIO(pdf)) as document:
        _say_of_itself(document, about)
        _build_structure(document, marks)
        _mend_fonts(document)
        for page in document.pages:
            _write(page.Contents, page.Contents.read_bytes(), b"\n")
        out = BytesIO()
        document.save(out, min_version="1.7", deterministic_id=True)
    return out.getvalue()


def _say_of_itself(document: pikepdf.Pdf, about: About) -> None:
    del document.docinfo
    root = document.Root
    root.Lang = String(about.language.value)
    root.MarkInfo = Dictionary(Marked=True)
    metadata = document.make_stream(_metadata(about))
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    root.Metadata = metadata
    profile = document.make_stream(_colours())
    profile.N = 3
    root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier=String("sRGB"),
                Info=String("sRGB"),
                DestOutputProfile=document.make_indirect(profile),
            )
        ]
    )


def _build_structure(document: pikepdf.Pdf, marks: Sequence[Mark]) -> None:
    """The tree of elements, and for each page which of its marks belongs to which."""
    whole = document.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, K=Array()))
    root = document.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([whole])))
    whole.P = root
    made: dict[Element, pikepdf.Object] = {}

    def element_of(element: Element) -> pikepdf.Object:
        if element not in made:
            parent = element_of(element.within) if element.within else whole
            made[element] = document.make_indirect(_struct(element, parent))
            parent.K.append(made[element])
        return made[element]

    pages = [page.obj for page in document.pages]
    of_page: list[list[pikepdf.Object]] = [[] for _ in pages]
    for mark in marks:
        element = element_of(mark.element)
        element.K.append(Dictionary(Type=Name.MCR, Pg=pages[mark.page], MCID=mark.number))
        of_page[mark.page].append(element)
    numbers = Array()
    for number, page in enumerate(pages):
        page.StructParents = number
        page.Tabs = Name.S
        numbers.append(number)
        numbers.append(document.make_indirect(Array(of_page[number])))
    root.ParentTree = document.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = len(pages)
    document.Root.StructTreeRoot = root


def _struct(element: Element, parent: pikepdf.Object) -> Dictionary:
    struct = Dictionary(Type=Name.StructElem, S=Name(f"/{element.role}"), P=parent, K=Array())
    if element.role is Role.LIST:
        numbering = Name.Decimal if element.numbered else Name.Disc
        struct.A = Dictionary(O=Name.List, ListNumbering=numbering)
    if element.role is Role.COLUMN_HEAD:
        struct.A = Dictionary(O=Name.Table, Scope=Name.Column)
    if element.spoken:
        struct.Alt = String(element.spoken)
    return struct


def _mend_fonts(document: pikepdf.Pdf) -> None:
    """The drawing library maps codes that it does not use to U+0000, which PDF/UA-1, 7.21.7, forbids.

    Characters beyond the basic plane must be two halves (ISO 32000-1, 9.10.3).
    """
    for font in _fonts(document):
        mapping = _NO_CHARACTER.sub(b"", font.ToUnicode.read_bytes())
        mapping = _BEYOND.sub(lambda found: _two_halves(found[0]), mapping)
        left = len(_CHARACTER.findall(mapping))
        _write(font.ToUnicode, _COUNT.sub(b"%d beginbfchar" % left, mapping), b"\n")
        file = font.FontDescriptor.FontFile2
        if file.read_raw_bytes()[-1:] in _LINE_END:
            file.Length1 = _write(file, file.read_bytes(), b"\0")


def _two_halves(number: bytes) -> bytes:
    return chr(int(number, 16)).encode("utf-16-be").hex().upper().encode()


def _fonts(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    fonts: dict[tuple[int, int], pikepdf.Object] = {}
    for page in document.pages:
        fonts |= {font.objgen: font for font in page.resources.get("/Font", {}).values()}
    yield from (font for font in fonts.values() if "/ToUnicode" in font)


def _write(stream: pikepdf.Object, content: bytes, filler: bytes) -> int:
    """Write it compressed, and filled up until its last byte is none that could be taken for a line end.

    Where a stream ends could not be told otherwise (ISO 19005-2, 6.1.7.1). Answers the length of the content.
    """
    packed = zlib.compress(content)
    while packed[-1:] in _LINE_END:
        content += filler
        packed = zlib.compress(content)
    stream.write(packed, filter=Name.FlateDecode)
    return len(content)


@cache
def _colours() -> bytes:
    """What the red, green and blue of the pages mean: sRGB, without the moment the profile was made."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    profile[_MADE_ON] = bytes(_MADE_ON.stop - _MADE_ON.start)
    return bytes(profile)


def _metadata(about: About) -> bytes:
    """What the file says of itself, as XMP (ISO 16684-1)."""
    return _XMP.format(
        title=escape(about.title),
        author=escape(about.author),
        on=about.on.isoformat(),
        language=about.language.value,
    ).encode()


_XMP = """\
<?xpacket begin="\N{ZERO WIDTH NO-BREAK SPACE}" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{on}</xmp:CreateDate>
<xmp:ModifyDate>{on}</xmp:ModifyDate>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
