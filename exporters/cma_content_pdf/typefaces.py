"""The bundled fonts for Pango, and what is embedded of them: the same bytes with every release of HarfBuzz."""

import ctypes
import functools
import io
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cma_content.errors import OutputError
from cma_content.rendering import fonts
from cma_content_pdf import engine

# All that a PDF reads of a TrueType font (ISO 32000-1, 9.9), and what the subsetter needs on the way.
_DROPPED = ("DSIG", "GDEF", "GPOS", "GSUB", "kern")
_DROPPED_AT_LAST = ("OS/2", "STAT", "cmap", "name", "post")


def configuration(text: str) -> Any:
    """A font configuration of WeasyPrint that sees the bundled fonts alone, the second where `text` needs it.

    One for each serves the process: a new one for each document would stay in memory. Not for two threads at once.
    """
    files = [fonts.text_face(face) for face in ("Regular", "Bold", "Italic", "BoldItalic")]
    if fonts.beyond_text_font(text):
        files.append(fonts.fallback())
    return _configuration(tuple(files))


@functools.cache
def _configuration(files: tuple[Path, ...]) -> Any:
    from weasyprint.text import ffi
    from weasyprint.text.fonts import FontConfiguration

    made = FontConfiguration()
    # An empty one in the place of the system's: fontconfig could be pointed to ours by an environment variable only.
    config = ffi.ffi.cast("FcConfig *", engine.call("fontconfig", "FcConfigCreate", ctypes.c_void_p))
    for file in files:
        if not ffi.fontconfig.FcConfigAppFontAddFile(config, os.fsencode(file)):
            raise OutputError(f"the font {file.name} cannot be read: install its package again")
    ffi.pangoft2.pango_fc_font_map_set_config(ffi.ffi.cast("PangoFcFontMap *", made.font_map), config)
    # The map holds it from now on.
    ffi.fontconfig.FcConfigDestroy(config)
    made._config = config
    return made


if hasattr(os, "register_at_fork"):
    # Pango answers for a configuration in a thread, and a forked process does not have those of its parent.
    os.register_at_fork(after_in_child=_configuration.cache_clear)


class Embedded(dict[Any, Any]):
    """The fonts of a document, each of which is cut to its used glyphs by fontTools when the PDF is written.

    WeasyPrint 70 leaves it to HarfBuzz, whose releases differ in the bytes, and puts the time into variable fonts.
    """

    def __setitem__(self, key: Any, font: Any) -> None:
        font.clean = functools.partial(_cut, font)
        # Pango ends a family that ends with a digit with a comma.
        font.name = font.name.rstrip(b",")
        super().__setitem__(key, font)


def _cut(font: Any, glyphs: Mapping[int, str], _hinting: bool) -> None:
    if font.missing:
        named = ", ".join(f"U+{code:04X}" for code in font.missing)
        raise OutputError(
            f"the fonts of the PDF have no glyph for {named}: write it another way, or make another format"
        )
    font.file_content = _subset(font.file_content, font.weight, frozenset(glyphs))


@functools.lru_cache(maxsize=16)
def _subset(content: bytes, weight: int, glyphs: frozenset[int]) -> bytes:
    """A font with these glyphs alone; sheets of one kind mostly have the same."""
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    options = subset.Options(
        retain_gids=True, glyph_names=False, hinting=False, notdef_outline=True, layout_features=[]
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(gids=glyphs)
    with TTFont(io.BytesIO(content), recalcBBoxes=False, recalcTimestamp=False, lazy=True) as face:
        _drop(face, _DROPPED)
        subsetter.subset(face)
        if "fvar" in face:
            instantiateVariableFont(face, {"wght": weight}, inplace=True)
        _drop(face, _DROPPED_AT_LAST)
        output = io.BytesIO()
        face.save(output)
    return output.getvalue()


def _drop(face: Any, tables: Iterable[str]) -> None:
    for table in tables:
        if table in face:
            del face[table]
