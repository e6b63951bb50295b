"""A program's logo is published as pixels: whatever stands beside them in its file stays there."""

import base64
import functools
import io
import json
import random
import re
import struct
import subprocess
import time
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
import weasyprint
from docx import Document
from docx.shared import Mm
from PIL import ExifTags, Image, ImageChops, PngImagePlugin

from cma_content import Article, RenderOptions, dump, export, load_text
from cma_content.loading.loader import load_program
from cma_content.model import images
from cma_content.model.images import LOGO, MAX_SCANS, UnusablePictureError
from cma_content.model.program import Program

PICTURES = Path(__file__).parent / "pictures"
SECRET = b"SECRET"
FORMATS = ("html", "epub", "docx", "pdf", "json")

pixels = functools.partial(images.pixels, bounds=LOGO)


def opened(content: bytes) -> Image.Image:
    """A picture, decoded."""
    picture = Image.open(io.BytesIO(content))
    picture.load()
    return picture


def saved(picture: Image.Image, form: str, **settings: object) -> bytes:
    """A picture's file."""
    file = io.BytesIO()
    picture.save(file, form, **settings)
    return file.getvalue()


def drawn(mode: str = "RGB", size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Four quarters of different colors."""
    width, height = size
    picture = Image.new("RGB", size, "#ff0000")
    for color, place in (
        ("#00ff00", (width // 2, 0)),
        ("#0000ff", (0, height // 2)),
        ("#ffffff", (width // 2, height // 2)),
    ):
        picture.paste(color, (*place, width, height))
    return picture.convert(mode)


def color(picture: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    """One pixel of a colored picture."""
    found = picture.getpixel(place)
    assert isinstance(found, tuple)
    return found


def with_logo(content: bytes) -> Program:
    """A program with that logo."""
    logo = {"file": "logo.png", "alt": "Four quarters", "content": content}
    return Program.model_validate({"schema_version": "1.0", "id": "p", "name": "P", "logo": logo})


def published(article: Article, name: str, program: Program) -> bytes:
    """The bytes of a handout, or of the article with its program where that is data."""
    if name == "json":
        return export(article.with_program(program), "json")
    return export(article, name, RenderOptions(layout="fact-sheet", program=program))


def pictures_in(name: str, content: bytes) -> list[bytes]:
    """Every PNG and JPEG in a handout, as it stands there."""
    match name:
        case "html":
            return [base64.b64decode(one) for one in re.findall(rb'src="data:image/[a-z]+;base64,([^"]*)"', content)]
        case "json":
            return [base64.urlsafe_b64decode(json.loads(content)["program"]["logo"]["content"])]
        case "pdf":
            with pikepdf.open(io.BytesIO(content)) as pdf:
                found = [
                    one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
                ]
                return [saved(pikepdf.PdfImage(one).as_pil_image(), "PNG") for one in found]
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return [
            package.read(one) for one in package.namelist() if re.search(r"(logo|media/image\d+)\.(png|jpe?g)$", one)
        ]


def everything_in(name: str, content: bytes) -> Iterator[bytes]:
    """All the bytes of a handout, unpacked; of each picture in it too."""
    yield content
    if name in ("epub", "docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield from (package.read(one) for one in package.namelist())
    if name == "pdf":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            yield from (one.read_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream))
    yield from pictures_in(name, content)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_carries_what_stands_beside_the_pixels(name: str, kitchen_sink: Article) -> None:
    """Place, artist, comment, XMP and an archive behind the picture, as a telephone and its owner leave them."""
    file = (PICTURES / "secrets.jpg").read_bytes()
    assert file.count(SECRET) >= 4
    content = published(kitchen_sink, name, with_logo(file))

    assert not any(SECRET in part for part in everything_in(name, content))
    shown = [opened(one) for one in pictures_in(name, content)]
    assert any(
        not ImageChops.difference(one.convert("RGB"), opened(file)).getbbox() for one in shown if one.size == (300, 100)
    )


@pytest.mark.parametrize(
    ("file", "formats"),
    [
        ("cmyk.jpg", FORMATS),
        *((file, ("html", "epub", "docx", "json")) for file in ("adobe.jpg", "bare.jpg", "i16.png")),
    ],
)
def test_every_format_takes_every_picture_that_check_takes(
    file: str, formats: tuple[str, ...], kitchen_sink: Article, tmp_path: Path
) -> None:
    """From its file: inks, and a JPEG whose first segment is neither JFIF nor EXIF, which python-docx refuses."""
    (tmp_path / file).write_bytes((PICTURES / file).read_bytes())
    (tmp_path / "p.yaml").write_text(
        f'schema_version: "1.0"\nid: p\nname: P\nlogo: {{file: {file}, alt: A red circle}}\n', "utf-8"
    )
    program = load_program(tmp_path / "p.yaml", kitchen_sink)
    assert program.logo
    for name in formats:
        shown = pictures_in(name, published(kitchen_sink, name, program))
        assert any(opened(one).tobytes() == opened(program.logo.content).tobytes() for one in shown)


def test_data_with_a_logo_loads_equal(kitchen_sink: Article) -> None:
    """As JSON and as YAML: what was published is what is loaded, byte for byte."""
    article = kitchen_sink.with_program(with_logo((PICTURES / "secrets.jpg").read_bytes()))

    assert article.program
    assert article.program.logo
    assert SECRET not in article.program.logo.content
    for text in (export(article, "json").decode(), dump(article)):
        assert load_text(text) == article
        assert load_text(text).program == article.program


def chunks_of(content: bytes) -> Iterator[bytes]:
    """The kind of each chunk of a PNG, to its last byte."""
    place = 8
    while place < len(content):
        length, kind = struct.unpack_from(">I4s", content, place)
        place += 12 + length
        yield kind


def modes() -> dict[str, bytes]:
    """The four quarters in each form that the two formats know."""
    alpha = drawn("RGBA")
    alpha.putalpha(Image.linear_gradient("L").resize(alpha.size))
    gray16 = Image.new("I;16", (60, 40), 0x8040)
    gray16.paste(0xFFFF, (30, 0, 60, 40))
    return {
        **{f"png {mode}": saved(drawn(mode), "PNG") for mode in ("1", "L", "LA", "P", "RGB", "RGBA")},
        **{f"jpeg {mode}": saved(drawn(mode), "JPEG", quality=95) for mode in ("L", "RGB", "CMYK")},
        "progressive": saved(drawn(), "JPEG", progressive=True),
        "png I;16": saved(gray16, "PNG"),
        "png I;16 with a hole": saved(gray16, "PNG", transparency=0xFFFF),
        "translucent": saved(alpha, "PNG"),
        "palette with a hole": saved(drawn("P"), "PNG", transparency=drawn("P").getpixel((0, 0))),
        "animated": saved(drawn(), "PNG", save_all=True, append_images=[drawn().rotate(180)]),
    }


@pytest.mark.parametrize("kind", modes())
def test_any_picture_becomes_a_small_png(kind: str) -> None:
    """Of eight bits, in gray, RGB or RGBA; in the colors it had; and the same from then on."""
    file = modes()[kind]
    made = pixels(file)

    assert opened(made).mode in ("L", "RGB", "RGBA")
    assert list(dict.fromkeys(chunks_of(made))) == [b"IHDR", b"IDAT", b"IEND"]
    assert pixels(made) == made == pixels(file)
    if "I;16" in kind:
        assert opened(made).convert("RGBA").getpixel((1, 1)) == (0x80, 0x80, 0x80, 0xFF)
        assert color(opened(made).convert("RGBA"), (50, 1))[3] == (0 if "hole" in kind else 0xFF)
    else:
        difference = ImageChops.difference(opened(made).convert("RGBA"), opened(file).convert("RGBA"))
        assert max(difference.tobytes()) <= 12
        assert (opened(made).mode == "RGBA") == (kind in ("translucent", "palette with a hole"))


@pytest.mark.parametrize("transform", [0, 2], ids=["CMYK", "YCCK"])
def test_inks_keep_their_colors(transform: int) -> None:
    """Adobe writes them inverted, and its marker says so: without it, red is another color."""
    file = (PICTURES / "cmyk.jpg").read_bytes()
    place = file.index(b"Adobe") + 11
    file = file[:place] + bytes([transform]) + file[place + 1 :]
    wanted = opened(file).convert("RGB")
    picture = opened(pixels(file)).resize(wanted.size)

    assert transform or wanted.getpixel((100, 100)) == (200, 30, 60)
    for place_ in ((100, 100), (300, 100), (5, 5)):
        pairs = zip(color(picture, place_), color(wanted, place_), strict=True)
        assert all(abs(found - right) < 8 for found, right in pairs)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
@pytest.mark.parametrize("turn", range(1, 9))
def test_a_picture_is_turned_as_its_exif_says(form: str, turn: int) -> None:
    """All eight ways, against the quarters that each moves."""
    upright = drawn()
    # What a camera held that way stores: the inverse of what is asked for.
    ways = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = upright.transpose(Image.Transpose(ways[turn])) if turn > 1 else upright
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = turn
    settings = {"quality": 100, "subsampling": 0} if form == "JPEG" else {}
    made = opened(pixels(saved(stored, form, exif=exif, **settings)))

    assert made.size == upright.size
    for x, y in ((5, 5), (50, 5), (5, 35), (50, 35)):
        there, wanted = color(made, (x, y)), color(upright, (x, y))
        assert all(abs(a - b) < 8 for a, b in zip(there, wanted, strict=True)), (x, y)


@pytest.mark.parametrize(
    "exif",
    [
        b"",
        b"II*\0",
        b"MM\0*\xff\xff\xff\xff",
        b"II*\0\x08\0\0\0\xff\xff",
        b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x09\0\0\0",
    ],
    ids=["empty", "cut", "far", "short", "nine"],
)
def test_exif_that_says_nothing_turns_nothing(exif: bytes) -> None:
    """And warns of nothing, which would be for the whole process."""
    upright = drawn()
    segment = b"\xff\xe1" + struct.pack(">H", 8 + len(exif)) + b"Exif\0\0" + exif
    file = saved(upright, "JPEG")

    assert pixels(file[:2] + segment + file[2:]) == pixels(file)


def test_a_jpeg_of_many_scans_costs_nothing() -> None:
    """A pass over all pixels for some bytes each: 70 kB would take minutes."""
    file = saved(Image.new("RGB", (2000, 2000), "#224488"), "JPEG", progressive=True)
    last = file[file.rindex(b"\xff\xda") : -2]
    scans = file.count(b"\xff\xda")
    started = time.process_time()
    with pytest.raises(UnusablePictureError, match=f"is a JPEG of 5,0{scans} scans; {MAX_SCANS} are the most"):
        pixels(file[:-2] + last * 5000 + file[-2:])

    assert time.process_time() - started < 1
    assert pixels(file[:-2] + last * (MAX_SCANS - scans) + file[-2:]) == pixels(file)


NONSENSE = {
    "fill bytes": b"\xff\xd8" + b"\xff" * 499_000,
    "zeros": b"\xff\xd8" + bytes(499_000),
    "scans": b"\xff\xd8" + b"\xff\xda\0\2" * 120_000,
    "frames": b"\xff\xd8" + b"\xff\xc0\0\x09\x08\0\1\0\1" * 50_000 + b"\xff\xd9",
    "exif": b"\xff\xd8" + b"\xff\xe1\0\x10Exif\0\0II*\0\x08\0\0\0" * 25_000,
    "chunks": b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IHDR\0\0\0\0" + b"\0\0\0\0eXIf\0\0\0\0" * 40_000,
    "directory": b"\x89PNG\r\n\x1a\n\0\0\0\0IHDR\0\0\0\0\0\7\0\0eXIfII*\0\x08\0\0\0\xff\xff" + bytes(460_000),
}


@pytest.mark.parametrize("kind", NONSENSE)
def test_half_a_megabyte_of_nonsense_ends_at_once(kind: str) -> None:
    """What looks like a picture and repeats one thing to no end."""
    started = time.process_time()
    with pytest.raises(UnusablePictureError, match="^is a broken picture$"):
        pixels(NONSENSE[kind])

    assert time.process_time() - started < 2


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("depth", [1, 2, 4, 8])
def test_gray_of_few_bits_keeps_the_gray_that_is_clear(depth: int) -> None:
    """Whichever it is: scaled to eight bits as the samples are."""
    grays = 2**depth
    bits = "".join(f"{gray:0{depth}b}" for gray in range(grays)).ljust(8, "0")
    row = int(bits, 2).to_bytes(len(bits) // 8)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", grays, 1, depth, 0, 0, 0, 0))
    data = chunk(b"IDAT", zlib.compress(b"\0" + row))
    for clear in range(0, grays, -(-grays // 16)):
        file = b"\x89PNG\r\n\x1a\n" + head + chunk(b"tRNS", struct.pack(">H", clear)) + data + chunk(b"IEND", b"")
        made = opened(pixels(file))
        shown = [color(made.convert("RGBA"), (gray, 0)) for gray in range(grays)]
        wanted = [255 * gray // (grays - 1) for gray in range(grays)]

        assert shown == [(gray, gray, gray, 0 if at == clear else 255) for at, gray in enumerate(wanted)]


@functools.cache
def bomb() -> bytes:
    """A hundred megabytes of nothing, packed."""
    return zlib.compress(bytes(100_000_000), 9)


@pytest.mark.parametrize("kind", [b"zTXt", b"iTXt", b"iCCP"])
def test_packed_words_beside_the_pixels_are_not_unpacked(kind: bytes) -> None:
    """They cost nothing and are no reason to refuse a picture."""
    head = {b"zTXt": b"a\0\0", b"iTXt": b"a\0\x01\0\0\0", b"iCCP": b"a\0\0"}[kind]
    file = saved(drawn(), "PNG")
    packed = file[:33] + chunk(kind, head + bomb()) + file[33:]
    started = time.process_time()

    assert pixels(packed) == pixels(file)
    assert time.process_time() - started < 0.5


def test_a_vast_picture_is_refused_before_it_is_decoded() -> None:
    """By the size that it claims, wherever it claims it; no warning of another library goes out."""
    file = saved(drawn(), "PNG")
    vast = chunk(b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0))
    with pytest.raises(UnusablePictureError, match=f"60,000 × 60,000 pixels; {LOGO.pixels:,} are the most"):
        pixels(file[:8] + vast + file[33:])
    assert pixels(file[:33] + vast + file[33:]) == pixels(file)
    page = saved(drawn(), "JPEG")
    frame = page.index(b"\xff\xc0")
    with pytest.raises(UnusablePictureError, match="65,000 × 65,000 pixels"):
        pixels(page[: frame + 5] + struct.pack(">HH", 65_000, 65_000) + page[frame + 9 :])


def test_a_picture_has_the_pixels_that_print_needs() -> None:
    """Scaled down to its box, with its proportion; never up, and never to more bytes than may be read."""
    assert opened(pixels(saved(drawn(size=(1600, 800)), "PNG"))).size == (380, 190)
    assert opened(pixels(saved(drawn(size=(4000, 100)), "PNG"))).size == (840, 21)
    assert opened(pixels(saved(Image.new("L", (1, 100_000)), "PNG"))).size == (1, 190)
    assert opened(pixels(saved(drawn(size=(30, 20)), "PNG"))).size == (30, 20)
    chance = random.Random(1)  # noqa: S311 - chance, not secrecy
    noise = Image.frombytes(
        "P", (2 * LOGO.box[0], 2 * LOGO.box[1]), bytes(chance.choices(range(16), k=4 * LOGO.box[0] * LOGO.box[1]))
    )
    noise.putpalette(chance.randbytes(48))
    file = saved(noise, "PNG", bits=4, transparency=chance.randbytes(16))
    assert len(file) < LOGO.file
    made = pixels(file)

    assert LOGO.kept / 2 < len(made) <= LOGO.kept
    assert pixels(made) == made


def test_a_damaged_picture_is_a_picture_or_is_refused() -> None:
    """Bytes changed, cut or repeated: no other error, no warning."""
    chance = random.Random(7)  # noqa: S311
    info = PngImagePlugin.PngInfo()
    info.add_text("comment", "words", zip=True)
    files = [*modes().values(), saved(drawn(), "PNG", pnginfo=info), (PICTURES / "secrets.jpg").read_bytes()]
    outcomes = set()
    for _ in range(1500):
        file = bytearray(chance.choice(files))
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(len(file))
            if chance.random() < 0.7:
                file[place] = chance.randrange(256)
            else:
                file[place : place + chance.randint(1, 40)] = file[: chance.randint(0, 20)]
        try:
            outcomes.add(opened(pixels(bytes(file))).format)
        except UnusablePictureError:
            outcomes.add(None)

    assert outcomes == {"PNG", None}


@pytest.fixture(name="banner", scope="module")
def _banner() -> Program:
    return with_logo(saved(drawn(size=(4000, 100)), "PNG"))


def in_proportion(width: float, height: float) -> bool:
    return abs(width / height - 40) < 0.5


def test_a_long_logo_keeps_to_its_box_on_paper(banner: Program, kitchen_sink: Article, tmp_path: Path) -> None:
    """At most 70 mm wide in Word and PDF, with its proportion."""
    logo = Document(io.BytesIO(published(kitchen_sink, "docx", banner))).inline_shapes[0]
    assert logo.width == Mm(70)
    assert in_proportion(logo.width, logo.height)
    (tmp_path / "a.pdf").write_bytes(published(kitchen_sink, "pdf", banner))
    listed = subprocess.run(
        ["pdfimages", "-list", tmp_path / "a.pdf"], capture_output=True, text=True, check=True
    ).stdout
    (row,) = (one.split() for one in listed.splitlines() if one.split()[3:5] == ["840", "21"])
    width, height = (25.4 * int(pixels_) / int(dots) for pixels_, dots in zip(row[3:5], row[12:14], strict=True))

    assert 60 < width <= 70.3
    assert in_proportion(width, height)


def box_of_logo(page: str, css: str) -> tuple[float, float]:
    """Width and height of the logo in pixels, as another program lays the page out."""

    def search(box: object) -> Iterator[tuple[float, float]]:
        if getattr(box, "element_tag", "") == "img":
            yield box.width, box.height  # type: ignore[attr-defined]
        for child in getattr(box, "children", ()):
            yield from search(child)

    document = weasyprint.HTML(string=page).render(stylesheets=[weasyprint.CSS(string=css)] if css else [])
    return next(search(document.pages[0]._page_box))


def test_a_long_logo_keeps_to_its_box_on_a_screen(banner: Program, kitchen_sink: Article) -> None:
    """In a page and in a book, whose readers know neither its size nor its paper."""
    with zipfile.ZipFile(io.BytesIO(published(kitchen_sink, "epub", banner))) as book:
        style, logo, title = (book.read(f"EPUB/{name}") for name in ("book.css", "logo.png", "title-page.xhtml"))
    address = f"data:image/png;base64,{base64.b64encode(logo).decode()}"
    pages = {
        "html": (published(kitchen_sink, "html", banner).decode(), ""),
        "epub": (title.decode().replace("logo.png", address), style.decode()),
    }
    for name, (page, css) in pages.items():
        width, height = box_of_logo(page, css)
        assert 150 < width <= 14 * 18, name
        assert in_proportion(width, height), name
