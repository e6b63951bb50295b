"""What makes a PDF one to keep (PDF/A-2a, ISO 19005-2): a profile of its colors, its claims, and an identifier.

WeasyPrint 70 declares PDF/UA or PDF/A, never both, and brings a profile as large as a tenth of a fact sheet.
"""

import functools
import hashlib
import struct
from typing import Any, Final

# Of the two claims, PDF/A defines its own; what else stands in the metadata has to be described in them.
_CLAIMS: Final = (
    b'<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" pdfaid:part="2" '
    b'pdfaid:conformance="A"/><rdf:Description rdf:about="" '
    b'xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
    b'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
    b'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
    b'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA</pdfaSchema:schema>'
    b"<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    b'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    b"<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    b"<pdfaProperty:category>internal</pdfaProperty:category>"
    b"<pdfaProperty:description>part</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>"
    b"</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description></rdf:RDF>"
)
_WHITE: Final = (0.9642, 1.0, 0.8249)
"""D50, which every profile is relative to."""


def declare(pdf: Any) -> None:
    """Adds the claims to the metadata, and what its colors mean; no reader is to smooth a picture as it likes."""
    import pydyf

    for made in pdf.objects:
        getattr(made, "extra", {}).pop("Interpolate", None)
    metadata = pdf.objects[int(pdf.catalog["Metadata"].split()[0])]
    metadata.stream = [part.replace(b"</rdf:RDF>", _CLAIMS) for part in metadata.stream]
    profile = pydyf.Stream([srgb()], pydyf.Dictionary({"N": 3}), compress=True)
    pdf.add_object(profile)
    intent = {"Type": "/OutputIntent", "S": "/GTS_PDFA1", "DestOutputProfile": profile.reference}
    named = {key: pydyf.String("sRGB") for key in ("OutputConditionIdentifier", "Info")}
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent | named)])


def identified(content: bytes) -> bytes:
    """The PDF with an identifier made of its bytes: pydyf's own compresses all a second time, and asks for MD5."""
    start = int(content.rsplit(b"startxref", 1)[1].split()[0])
    at = content.index(b"/Type /XRef", start)
    digest = hashlib.sha256(content).hexdigest()[:32].encode()
    return b"%b/ID [<%b> <%b>] %b" % (content[:at], digest, digest, content[at:])


@functools.cache
def srgb() -> bytes:
    """The color space of screens as an ICC profile of version 4, exact and small."""
    curve = b"para" + bytes(4) + struct.pack(">HH", 3, 0) + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    adapted = (1.0478821, 0.0229187, -0.0502167, 0.0295868, 0.9904785, -0.0170746, -0.0092468, 0.0150757, 0.7516785)
    tags = {
        b"desc": _text("sRGB"),
        b"cprt": _text("CC0"),
        b"wtpt": _color(*_WHITE),
        b"chad": b"sf32" + bytes(4) + _fixed(*adapted),
        b"rXYZ": _color(0.4360657, 0.2224884, 0.0139160),
        b"gXYZ": _color(0.3851471, 0.7168732, 0.0970764),
        b"bXYZ": _color(0.1430664, 0.0606079, 0.7140961),
        **dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve),
    }
    table, body, places, start = b"", b"", dict[bytes, int](), 132 + 12 * len(tags)
    for tag, data in tags.items():
        if data not in places:
            places[data] = start + len(body)
            body += data + bytes(-len(data) % 4)
        table += struct.pack(">4sII", tag, places[data], len(data))
    kind = struct.pack(">4xI4s4s4s", 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    # The day on which IEC 61966-2-1 was published.
    made = struct.pack(">6H4s", 1999, 10, 18, 0, 0, 0, b"acsp") + bytes(28) + _fixed(*_WHITE)
    header = (struct.pack(">I", start + len(body)) + kind + made).ljust(128, b"\0")
    return header + struct.pack(">I", len(tags)) + table + body


def _fixed(*values: float) -> bytes:
    return struct.pack(f">{len(values)}i", *(round(value * 65536) for value in values))


def _color(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + _fixed(*values)


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-be")
    return b"mluc" + bytes(4) + struct.pack(">II4sII", 1, 12, b"enUS", len(encoded), 28) + encoded
