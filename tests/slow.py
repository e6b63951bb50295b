"""Which tests are slow; `./run quick` leaves them out and takes less than a minute."""

from collections.abc import Iterable, Sequence
from typing import Final

import pytest

FIXTURES: Final = frozenset({"editions", "handouts"})
"""Whoever asks for them waits for all handouts."""
MODULES: Final = frozenset(
    {
        "test_bounds",
        "test_concurrency",
        "test_docs",
        "test_docx_sheets",
        "test_engine",
        "test_glyphs",
        "test_layouts",
        "test_markdown_renderers",
        "test_pdf_speed",
        "test_preview_page",
        "test_remembering",
        "test_screens",
        "test_validators",
    }
)
"""They measure, lay out many pages, or start programs that take their time."""
TESTS: Final = frozenset(
    {
        "test_a_baker_is_written_in_every_format",
        "test_a_book_has_a_cover_if_its_title_can_be_drawn",
        "test_a_chart_whose_words_no_font_has_is_a_table",
        "test_a_check_reports_them_all",
        "test_a_cover_is_a_page_of_its_own",
        "test_a_dump_is_readable",
        "test_a_dump_loads_equal",
        "test_a_figure_of_another_row_fails",
        "test_a_file_tells_what_made_it",
        "test_a_file_that_is_hardly_one_is_reported_word_for_word",
        "test_a_finished_file_cannot_speak_for_us",
        "test_a_flood_of_one_thing_takes_linear_time",
        "test_a_good_article_has_no_finding",
        "test_a_hostile_pair_takes_linear_time",
        "test_a_hundred_thousand_rows_are_read_in_bounded_time_and_memory",
        "test_a_killed_export_leaves_no_torn_file",
        "test_a_large_workbook_takes_little",
        "test_a_line_is_not_broken_after_its_first_word",
        "test_a_logo_makes_again_what_prints_it",
        "test_a_long_logo_keeps_to_its_box_on_a_screen",
        "test_a_long_logo_keeps_to_its_box_on_paper",
        "test_a_long_table_with_an_answer_has_a_control_with_a_name",
        "test_a_name_that_breaks_stays_beside_its_logo",
        "test_a_number_changed_in_the_finished_file_fails",
        "test_a_pdf_that_cannot_be_read_is_one_finding",
        "test_a_picture_is_no_wider_than_its_column_and_no_taller_than_a_third_of_a_page",
        "test_a_picture_is_turned_and_cleaned_before_any_format_has_it",
        "test_a_printer_draws_stops_and_starts_again",
        "test_a_problem_is_reported_on_any_console",
        "test_a_process_ends_with_the_one_that_started_it",
        "test_a_process_makes_room_for_a_fresh_one",
        "test_a_program_that_makes_the_sheet_too_long_is_reported",
        "test_a_request_to_stop_leaves_what_is_done",
        "test_a_row_that_fails_is_reported_at_the_end",
        "test_a_scheduler_that_does_not_answer_is_waited_for_no_longer_than_that",
        "test_a_search_is_the_same_in_every_process",
        "test_a_seeded_number_fails_in_every_format",
        "test_a_shared_folder_that_is_full_costs_the_rows_that_it_has_no_room_for",
        "test_a_sheet_and_a_guide_have_the_rules_of_their_screens",
        "test_a_sheet_is_one_page_in_every_format",
        "test_a_slip_gives_an_article_or_problems_with_a_place",
        "test_a_square_is_seen",
        "test_a_stopped_batch_keeps_what_is_done",
        "test_a_terminal_that_is_closed_ends_the_batch_as_its_signal_says",
        "test_files_that_no_row_asks_for_any_more_are_named",
        "test_a_stopped_export_leaves_nothing_and_says_by_its_code_what_stopped_it",
        "test_a_table_beyond_the_edge_fails_its_verification",
        "test_a_terminal_shows_how_far_it_is",
        "test_a_valid_article_of_any_shape_is_checked_and_written_in_all_six_formats",
        "test_a_wage_row_makes_again_what_prints_it",
        "test_a_wide_table_of_words_is_a_list_of_records",
        "test_a_word_wider_than_its_column_is_hyphenated",
        "test_a_workbook_beyond_its_bounds_is_refused",
        "test_a_worker_that_dies_at_a_row_of_a_shared_folder_leaves_nothing_half_written",
        "test_a_worker_that_dies_costs_the_row_that_it_was_at",
        "test_a_worker_that_is_killed_costs_no_row",
        "test_a_worker_with_another_version_makes_nothing",
        "test_a_zip_beyond_its_bounds_is_a_finding",
        "test_a_zip_bomb_is_refused_soon",
        "test_an_article_of_hostile_lengths_stays_on_its_pages",
        "test_an_article_survives_yaml_and_json",
        "test_an_article_that_grew_is_compared_in_time",
        "test_an_article_with_a_picture_loads_equal_from_its_data",
        "test_an_engine_makes_again_what_it_draws",
        "test_an_executor_that_takes_no_more_ends_the_batch",
        "test_an_export_opens_no_connection_and_no_file_of_others",
        "test_an_exporter_draws_the_same_handout_the_same",
        "test_an_icon_says_nothing",
        "test_any_damage_is_reported",
        "test_any_two_articles_make_a_sheet",
        "test_appendices_of_a_region_hold_it_and_its_neighbors",
        "test_boxes_of_a_checklist_are_drawn_and_no_glyph",
        "test_certificates_are_asked_for_and_shown",
        "test_ctrl_c_takes_back_what_was_not_begun",
        "test_data_is_made_again_where_the_article_changes_and_print_where_it_prints_that",
        "test_each_row_becomes_its_files_and_a_line_for_each",
        "test_every_block_is_said_in_every_format",
        "test_every_dimension_makes_an_article",
        "test_every_example_makes_every_sheet",
        "test_every_field_of_every_record_is_filled_by_some",
        "test_every_format_says_the_same_of_a_pack_with_a_cover",
        "test_every_format_shows_the_groups",
        "test_every_format_takes_every_picture_that_check_takes",
        "test_every_mutated_pdf_gets_its_verdict",
        "test_every_other_mutated_file_gets_its_verdict",
        "test_every_page_but_the_first_is_headed_by_its_section",
        "test_every_place_prints_what_its_law_says",
        "test_every_process_says_the_same",
        "test_every_program_is_given_the_same_sheet",
        "test_every_way_makes_the_same_and_leaves_the_process_as_it_was",
        "test_every_word_survives_a_copier",
        "test_half_a_million_ids_are_too_many",
        "test_head_and_foot_are_no_part_of_the_text",
        "test_it_is_sound",
        "test_it_starts_as_fast_as_it_promises",
        "test_json_holds_what_was_typed",
        "test_json_keeps_to_the_published_schema",
        "test_large_print_is_large_everywhere",
        "test_libreoffice_saves_it_again_without_loss",
        "test_libreoffice_sets_it_in_the_fonts_it_brings",
        "test_lines_to_fill_in_are_high_enough_and_have_words",
        "test_links_of_every_kind_and_options_of_every_kind_occur",
        "test_long_headings_of_a_table_are_not_printed_on_each_page",
        "test_long_properties_of_a_document_are_cut",
        "test_measures_of_plain_text_are_those_of_another_program",
        "test_memory_stays_flat",
        "test_microsoft_s_validator_is_awake",
        "test_no_defect_is_left",
        "test_no_file_is_read_for_long",
        "test_no_format_asks_the_clock",
        "test_no_format_needs_a_temporary_folder",
        "test_no_mutated_article_crashes_or_hangs",
        "test_no_network_and_no_file_of_one_s_own_is_needed",
        "test_no_page_in_large_print_is_under_half_full",
        "test_no_text_takes_long",
        "test_no_two_things_have_one_id",
        "test_nothing_leaves_the_page_in_word",
        "test_nothing_leaves_the_printed_page",
        "test_nothing_leaves_the_sheet_of_the_longest_program",
        "test_on_paper_a_reference_gives_the_page",
        "test_other_articles_are_said_in_print",
        "test_pay_that_is_not_printed_changes_nothing_in_print",
        "test_points_under_a_point_are_a_list_in_its_item",
        "test_progress_goes_on_while_the_work_does",
        "test_progress_is_shown_on_a_terminal_alone",
        "test_rows_are_made_and_said_where_no_one_looks",
        "test_sarif_is_valid_for_microsoft_s_validator",
        "test_sixteen_guides_in_one_are_drawn",
        "test_sizes_go_to_the_bounds",
        "test_statements_are_printed_word_for_word",
        "test_text_that_yaml_takes_for_something_else_is_quoted",
        "test_the_bounds_are_ten_times_what_our_own_have",
        "test_the_campaign_goes_on_after_a_kill_and_sees_what_is_wrong",
        "test_the_campaign_sees_a_process_that_dies",
        "test_the_code_is_read_from_a_gray_page",
        "test_the_command_looks_from_any_day",
        "test_the_commands_of_the_document_run",
        "test_the_densest_article_that_passes_is_drawn_in_its_bounds",
        "test_the_foot_says_what_it_is_to_whoever_finds_a_page",
        "test_the_front_of_two_sides_has_the_room_of_the_sources",
        "test_the_guide_has_equal_bytes_elsewhere",
        "test_the_guide_passes_in_full",
        "test_what_the_readme_says_works",
        "test_the_limits_are_far_beyond_the_guide",
        "test_the_longest_program_fits",
        "test_the_paper_is_the_one_requested",
        "test_the_parser_in_python_finds_the_same",
        "test_the_project_runs_from_one_file",
        "test_the_same_seed_makes_the_same_file",
        "test_the_schema_is_one_of_its_draft",
        "test_the_shades_of_a_chart_stay_apart_in_gray",
        "test_the_shipped_table_comes_back_to_the_byte",
        "test_the_text_holds_every_kind_of_character_that_the_model_takes",
        "test_the_title_is_white_on_its_field_and_nowhere_else",
        "test_the_validators_take_every_address_that_is_taken",
        "test_the_wheel_without_extras_exports_json_and_html",
        "test_twice_as_much_takes_about_twice_as_long",
        "test_twice_as_much_takes_at_most_two_and_a_half_times_as_long",
        "test_two_hundred_other_articles_are_said_in_every_format",
        "test_weasyprint_alone_leaves_each_defect",
        "test_what_a_consumer_writes_passes_the_type_checkers",
        "test_what_a_sheet_leaves_out_is_named_with_a_remedy",
        "test_what_draws_reads_the_handout_alone",
        "test_what_has_passed_by_2028_is_found",
        "test_what_is_kept_of_a_book_is_bounded",
        "test_what_is_new_is_valid_and_prints",
        "test_what_is_too_much_to_print_is_refused_by_count",
        "test_what_lies_in_the_current_folder_is_no_format",
        "test_what_must_be_on_a_sheet_fits_one_page",
        "test_what_no_dictionary_has_is_estimated_well",
        "test_what_stands_as_it_should_is_not_made_again",
        "test_what_stops_the_drawing_is_shown_at_its_line",
        "test_what_takes_too_long_has_its_exit_code",
        "test_what_the_strict_pass_all_formats_write",
        "test_what_to_do_next_stays_whole_in_large_print",
        "test_whatever_is_typed_is_reported_and_nothing_crashes",
        "test_where_every_process_dies_the_batch_ends",
        "test_words_are_measured_in_the_font_that_sets_them",
        "test_workers_of_this_machine_write_the_same",
        "test_xml_beyond_its_bounds_is_a_finding",
    }
)
"""Those that take more than four seconds, all their parameters together, and ask for no such fixture."""

LONGEST: Final = (
    *("test_handouts_validated", "test_layouts", "test_concurrency", "test_parity", "test_bounds", "test_growth"),
    *("test_campaigns", "test_reproducible", "test_addresses", "test_consumer", "test_cold_start"),
)
"""The modules whose tests take longest, the longest first."""


def mark_slow(items: Iterable[pytest.Item]) -> None:
    """Gives each slow test its mark."""
    for item in items:
        if isinstance(item, pytest.Function) and (
            item.originalname in TESTS or item.path.stem in MODULES or not FIXTURES.isdisjoint(item.fixturenames)
        ):
            item.add_marker(pytest.mark.slow)


def spread(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The same tests for two workers, of which each gets a half: the longest first in both, the quick ones last.

    A module's slow tests stay together, so that what they share is made once. Whoever is done takes from the end of
    the other's half, where only short ones are left: neither waits for the other's longest.
    """
    slow = [item for item in items if item.get_closest_marker("slow")]
    quick = [item for item in items if not item.get_closest_marker("slow")]
    found = list(dict.fromkeys(item.path.stem for item in slow))
    modules = [*(name for name in LONGEST if name in found), *(name for name in found if name not in LONGEST)]
    first, second = (
        [item for name in names for item in slow if item.path.stem == name] for names in (modules[::2], modules[1::2])
    )
    room = max(len(items) // 2 - len(first), 0)
    return [*first, *quick[:room], *second, *quick[room:]]
