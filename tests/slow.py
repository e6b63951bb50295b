"""Which tests are slow; `./run quick` leaves them out and takes less than a minute."""

from collections.abc import Iterable
from typing import Final

import pytest

FIXTURES: Final = frozenset({"editions", "handouts"})
"""Whoever asks for them waits for all handouts."""
MODULES: Final = frozenset({"test_bounds", "test_glyphs", "test_validators"})
"""They measure, lay out many pages, or start programs that take their time."""
TESTS: Final = frozenset(
    {
        "test_a_program_is_checked_with_its_article",
        "test_check_reads_a_program_s_file_against_its_article",
        "test_check_reports_every_source_and_finds_none_in_the_guide",
        "test_memory_stays_flat",
        "test_every_mutated_pdf_gets_its_verdict",
        "test_every_other_mutated_file_gets_its_verdict",
        "test_no_mutated_article_crashes_or_hangs",
        "test_other_articles_are_said_in_print",
        "test_sixteen_guides_in_one_are_drawn",
        "test_a_flood_of_one_thing_takes_linear_time",
        "test_a_zip_beyond_its_bounds_is_a_finding",
        "test_half_a_million_ids_are_too_many",
        "test_the_bounds_are_ten_times_what_our_own_have",
        "test_xml_beyond_its_bounds_is_a_finding",
        "test_what_is_new_is_valid_and_prints",
        "test_what_the_strict_pass_all_formats_write",
        "test_a_file_tells_what_made_it",
        "test_a_killed_export_leaves_no_torn_file",
        "test_a_valid_article_of_any_shape_is_checked_and_written_in_all_six_formats",
        "test_a_wide_table_in_large_print_reaches_into_the_margins",
        "test_it_starts_as_fast_as_it_promises",
        "test_the_project_runs_from_one_file",
        "test_what_a_consumer_writes_passes_the_type_checkers",
        "test_what_lies_in_the_current_folder_is_no_format",
        "test_every_block_is_said_in_every_format",
        "test_every_example_makes_every_sheet",
        "test_every_format_takes_every_picture_that_check_takes",
        "test_every_way_makes_the_same_and_leaves_the_process_as_it_was",
        "test_microsoft_s_validator_is_awake",
        "test_no_format_needs_a_temporary_folder",
        "test_sarif_is_valid_for_microsoft_s_validator",
        "test_the_densest_article_that_passes_is_drawn_in_its_bounds",
        "test_the_guide_has_equal_bytes_elsewhere",
        "test_the_longest_program_fits",
        "test_the_validators_take_every_address_that_is_taken",
        "test_twice_as_much_takes_at_most_two_and_a_half_times_as_long",
        "test_two_hundred_other_articles_are_said_in_every_format",
    }
)
"""Those that take more than four seconds, all their parameters together, and ask for no such fixture."""


def mark_slow(items: Iterable[pytest.Item]) -> None:
    """Gives each slow test its mark."""
    for item in items:
        if isinstance(item, pytest.Function) and (
            item.originalname in TESTS or item.path.stem in MODULES or not FIXTURES.isdisjoint(item.fixturenames)
        ):
            item.add_marker(pytest.mark.slow)
