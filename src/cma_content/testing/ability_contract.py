"""What an exporter may be able to do beside the contract, as tests; one that it has not got is skipped."""

from collections.abc import Mapping
from dataclasses import fields
from importlib import metadata
from pathlib import Path
from typing import Any, ClassVar

import pytest

from cma_content.errors import MissingEngineError
from cma_content.exporting.abilities import CountsPages, DrawsGlyphs, Named, Paged, UsesEngines
from cma_content.exporting.registry import Exporter
from cma_content.exporting.verification import Finding, Verifier
from cma_content.handout import RenderOptions
from cma_content.testing.articles import handout_of
from cma_content.testing.other_process import exported


class AbilityContract:
    """The part of the contract about optional abilities."""

    exporter: ClassVar[type[Any]]

    @classmethod
    def made(cls) -> Exporter:
        """A fresh exporter."""
        raise NotImplementedError

    @classmethod
    def content(cls, case: str) -> bytes:
        """What it makes of a case."""
        raise NotImplementedError

    def test_named_by_holds_names_of_options(self) -> None:
        """Those choices that its files differ by."""
        exporter = self.made()
        if not isinstance(exporter, Named):
            pytest.skip("it has no named_by: its files are named by all choices but the paper")
        wrong = set(exporter.named_by) - {field.name for field in fields(RenderOptions)}
        if not isinstance(exporter.named_by, tuple) or wrong:
            pytest.fail(f"named_by is a tuple of fields of RenderOptions, not {exporter.named_by!r}", pytrace=False)

    def test_engines_are_names_and_versions(self) -> None:
        """Of what is installed."""
        engines = self._engines()
        if not all(isinstance(word, str) and word for pair in engines.items() for word in pair):
            pytest.fail(
                f"engines gives the version of each library by its name, as texts, not {engines}", pytrace=False
            )

    def test_a_missing_engine_is_named(self) -> None:
        """An engine is imported where it is needed; who has not got it is given the line that installs it."""
        engines = self._engines()
        modules = [
            module
            for module, owners in metadata.packages_distributions().items()
            if {owner.casefold() for owner in owners} & {name.casefold() for name in engines}
        ]
        if not modules:
            pytest.skip("its engines are no Python packages")
        found = exported(self.exporter, ["kitchen-sink"], blocked=modules)["kitchen-sink"]
        if isinstance(found, str) and MissingEngineError.__name__ not in found.partition(":")[0].split():
            pytest.fail(
                f"without {', '.join(modules)} it ends with {found:.200}. Import an engine in export, and raise "
                "MissingEngineError with the line that installs it",
                pytrace=False,
            )

    def test_pages_are_counted(self) -> None:
        """The same number each time, by what is written as well."""
        exporter = self.made()
        if not isinstance(exporter, Paged):
            pytest.skip("it has no method pages: a fact sheet is not fitted")
        handout = handout_of("kitchen-sink", exporter)
        counted, again = exporter.pages(handout, 100), exporter.pages(handout, 100)
        if counted != again or not counted > 0:
            pytest.fail(f"pages gives a number above 0, each time the same, not {counted} and {again}", pytrace=False)
        if exporter.pages(handout, 0) <= 0:
            pytest.fail("where there are more pages than asked for, pages gives any larger number", pytrace=False)
        if isinstance(exporter, CountsPages):
            written = exporter.page_count(self.content("kitchen-sink"))
            if written - counted >= 1 or written < counted:
                pytest.fail(f"pages counts {counted}, page_count {written} in the file", pytrace=False)

    def test_its_files_pass_its_own_verification(self, tmp_path: Path) -> None:
        """And what is none of its files fails it, without an error."""
        exporter = self.made()
        if not isinstance(exporter, Verifier):
            pytest.skip("it has no method verify")
        good, bad = tmp_path / f"good{exporter.suffix}", tmp_path / f"bad{exporter.suffix}"
        good.write_bytes(self.content("kitchen-sink"))
        bad.write_bytes(b"\0\xff no file of anything")
        findings = list(exporter.verify(good))
        if not findings or not all(isinstance(finding, Finding) for finding in findings):
            pytest.fail("verify gives findings: Finding(family, status, detail)", pytrace=False)
        if failed := [finding for finding in findings if finding.status == "fail"]:
            pytest.fail(f"its own file fails: {failed[0].family} ({failed[0].detail})", pytrace=False)
        if all(finding.status != "fail" for finding in exporter.verify(bad)):
            pytest.fail("what is no file of its format does not fail", pytrace=False)

    def test_missing_glyphs_are_those_of_the_text(self) -> None:
        """Each once; of plain letters, none."""
        exporter = self.made()
        if not isinstance(exporter, DrawsGlyphs):
            pytest.skip("it has no method missing_glyphs")
        for text, most in (("plain words", 0), ("\U00013000" * 3, 1)):
            if len(found := exporter.missing_glyphs(text)) > most:
                pytest.fail(
                    f"missing_glyphs gives each character that it cannot draw once: of {text!r} it gives {found!r}",
                    pytrace=False,
                )

    def _engines(self) -> Mapping[str, str]:
        exporter = self.made()
        if not isinstance(exporter, UsesEngines):
            pytest.skip("it has no method engines: its bytes depend on Python and itself alone")
        return exporter.engines()
