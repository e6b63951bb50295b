"""The fixed words that say how sources were read, for each language a handout can be made in."""

from typing import Final

SOURCE_WORDS: Final = {
    "en": {
        "read_as": "{way}, read {retrieved}.",
        "read_from_all": "Each source was read from {way} on {retrieved}.",
        "read_from_most": "Unless a source says otherwise, it was read from {way} on {retrieved}.",
        "read_on_sheet_all": "Read from {way}.",
        "read_on_sheet_most": "Read from {way}, unless marked.",
        "read_so": "{way}.",
        "read_then": "Read {retrieved}.",
        "source": "{publisher}. {title}. {dated}. {read} {address}",
        "source_on_sheet": "{publisher}, {dated}: {address} {read}",
        "way_issuer_copy": "Stored copy",
        "way_issuer_copy_from": "a stored copy of the issuer's page",
        "way_issuer_copy_many": "stored copies",
        "way_issuer_copy_means": "A stored copy is one of the issuer's page.",
        "way_issuer_copy_sheet": "(stored copy)",
        "way_issuer_page": "Issuer's page",
        "way_issuer_page_from": "the issuer's page",
        "way_issuer_page_many": "the issuers' pages",
        "way_issuer_page_means": "",
        "way_issuer_page_sheet": "(issuer's page)",
        "way_summary": "Summary by others",
        "way_summary_from": "a summary by others, not from the issuer,",
        "way_summary_many": "others' summaries",
        "way_summary_means": "A copy or a summary by others, or on another site, was not read at the issuer.",
        "way_summary_on": "Summary on {host}",
        "way_summary_sheet": "(others' summary)",
        "way_third_party_copy": "Copy by others",
        "way_third_party_copy_from": "a copy held by others, not from the issuer,",
        "way_third_party_copy_many": "others' copies",
        "way_third_party_copy_means": "A copy or a summary by others, or on another site, was not read at the issuer.",
        "way_third_party_copy_on": "Copy on {host}",
        "way_third_party_copy_sheet": "(others' copy)",
    }
}
