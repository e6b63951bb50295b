"""What can be wrong with a file: every rule with its code, its cause and its remedy.

A code is for ever: it is never given to another rule.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong."""

    code: str
    title: str
    cause: str
    remedy: str


MISSING_FILE: Final = Rule(
    "CC101",
    "the file cannot be read",
    "There is no such file, it is a folder, a pipe or a device, or you may not read it.",
    "Check the name and the folder you are in; name - to read standard input.",
)
TOO_LARGE: Final = Rule(
    "CC102",
    "the file is too large",
    "An article and the files it includes may hold 8 million bytes. Something else may have been named by mistake.",
    "Name the YAML file, or shorten the article.",
)
NOT_UTF8: Final = Rule(
    "CC103",
    "not UTF-8 text",
    "The file was saved in another encoding, or it is not a text file.",
    "In your editor, save it again with the encoding UTF-8.",
)
EMPTY: Final = Rule(
    "CC104",
    "the file is empty",
    "There is nothing in the file but white space or comments.",
    "Start from a valid file: the command new article my-article.yaml writes one.",
)
INCLUDE: Final = Rule(
    "CC105",
    "include takes files of the article's own folder",
    "An article may be spread over files that lie beside it; other folders are out of reach.",
    "Move the file beside the article and write its bare name.",
)
IN_TWO_FILES: Final = Rule(
    "CC106",
    "a field stands in two files",
    "The article and an included file, or two included files, both hold the field; only the items of lists are joined.",
    "Keep it in one of them.",
)
TABLE: Final = Rule(
    "CC107",
    "a wage table that cannot be read",
    "The table of pay is a CSV file beside the article, in the columns of the survey that publishes it (OEWS).",
    "Save the survey's rows as CSV with its own column names, and take rows away whose pay it did not release.",
)
ANOTHER_KIND: Final = Rule(
    "CC108",
    "a file of another kind",
    "A program's file was named where an article belongs, or the other way round.",
    "Name the article first, and the program's file with --program.",
)
NEWER_SCHEMA: Final = Rule(
    "CC109",
    "a newer schema than this version reads",
    "The file was written for a later version of this package; its fields may have other names or another meaning.",
    "Read it with a newer version of cma_content: what the older one would make of it may be wrong.",
)
SYNTAX: Final = Rule(
    "CC201",
    "this is not YAML",
    "The text breaks the grammar of YAML at this place, or just before it.",
    "Compare the line with the ones above it: indentation, colons, quotes and brackets.",
)
TAB: Final = Rule(
    "CC202",
    "a tab where YAML wants spaces",
    "YAML shows what belongs together by spaces at the start of a line; tabs are not allowed there.",
    "Replace each tab by two spaces, and set your editor to write spaces.",
)
COLON: Final = Rule(
    "CC203",
    "a colon in plain text",
    "A colon and a space start a value, so text that holds them has to be in quotes.",
    'Put the whole text in double quotes: text: "Remember: wash your hands."',
)
QUOTE: Final = Rule(
    "CC204",
    "a quote is not closed",
    "A text that starts with a quotation mark goes on to the next one of its kind.",
    "Close the quote, or take the first one away if the text needs none.",
)
INDENT: Final = Rule(
    "CC205",
    "the indentation is wrong",
    "The line stands further left or right than the lines that it belongs to.",
    "Give fields of one entry the same number of spaces; the items of a list start with a dash and a space.",
)
BRACKET: Final = Rule(
    "CC206",
    "a bracket is not closed",
    "A list in [ ] or a mapping in { } lacks a comma or its end; text in it that holds a comma needs quotes.",
    "Close the bracket, put a comma between the items, and put text with commas or brackets in quotes.",
)
CUT_TEXT: Final = Rule(
    "CC207",
    "the text is cut at #",
    "After a space, # starts a comment: what follows it is lost without a word.",
    'Put the whole text in double quotes: text: "Take tablet #2."',
)
SMART_QUOTE: Final = Rule(
    "CC208",
    "a curly quote does not quote",
    "YAML knows straight quotes alone; a word processor has turned them into curly ones.",
    "Type the quotation marks again, straight: \" or '.",
)
REPEATED_KEY: Final = Rule(
    "CC209",
    "a field stands twice",
    "The same field is written twice in one entry; only one of them could count.",
    "Keep one, or rename the other.",
)
ALIAS: Final = Rule(
    "CC210",
    "anchors and aliases are not allowed",
    "YAML's & and * make one value stand in many places; here, a value stands where it is meant.",
    "Write the value out. If the text starts with & or *, put it in quotes.",
)
TAG: Final = Rule(
    "CC211",
    "tags are not allowed",
    "YAML's ! gives a value a type of its own; here, the field says what its value is.",
    "Take the tag away. If the text starts with !, put it in quotes.",
)
SECOND_DOCUMENT: Final = Rule(
    "CC212",
    "a second document starts here",
    "A line of three dashes starts another document, and one file holds one.",
    "Take the line away, or keep the second document in its own file.",
)
KEY: Final = Rule(
    "CC213",
    "a field's name must be text",
    "A list, a mapping or nothing stands where the name of a field belongs.",
    "Write the name of the field, a colon and a space.",
)
DEPTH: Final = Rule(
    "CC214",
    "nested too deep",
    "Lists and mappings stand inside one another more than 32 times; fewer than ten are needed.",
    "Look for brackets that are not closed.",
)
CHARACTER: Final = Rule(
    "CC215",
    "a character that cannot be printed",
    "Control characters, halves of surrogate pairs, marks that turn the direction of text and codes that stand for "
    "no character are refused: a reader cannot see them, and some can hide what the text says.",
    "Delete the character; retype the word around it.",
)
START: Final = Rule(
    "CC216",
    "text cannot start with this character",
    "A few characters have a meaning of their own at the start of a YAML text.",
    "Put the whole text in double quotes.",
)
TOO_MANY: Final = Rule(
    "CC217",
    "too many values",
    "A file may hold 200,000 values; a guide has a few thousand.",
    "Divide the file.",
)
TOO_MANY_PROBLEMS: Final = Rule(
    "CC218",
    "too many problems",
    "A file has more than 10,000 problems, so it is hardly an article; the rest was not looked at.",
    "Check that the right file was named, or fix the problems that are listed first.",
)
BACKSLASH: Final = Rule(
    "CC219",
    "a backslash in double quotes",
    "In double quotes, a backslash and the characters behind it stand for another character.",
    "Put a path such as C:\\Users in single quotes, or write each backslash twice.",
)
FLATTENED: Final = Rule(
    "CC220",
    "lines that would be printed as one",
    "A text is one paragraph: its lines are joined, so blank lines, lists, tables and headings in it would be lost.",
    "Write each paragraph as a text of its own; write lists and tables as blocks of their own.",
)
UNSEEN: Final = Rule(
    "CC221",
    "a character that looks like a space, or like nothing",
    "YAML knows plain spaces alone; a word processor or a web page has put another character in their place.",
    "Delete it and type a plain space.",
)
ONE_LINE: Final = Rule(
    "CC222",
    "a line break or a tab in one line of text",
    "Titles, names, labels, captions, headings of columns and times are printed on one line each.",
    "Write it on one line, or after >- on several lines that are joined by spaces.",
)
NOT_A_MAPPING: Final = Rule(
    "CC301",
    "the file does not hold fields",
    "The file holds a list or a bare text.",
    "Write fields, such as title: Clinical Medical Assistant.",
)
MISSING: Final = Rule(
    "CC302",
    "a field is missing",
    "This entry needs the field.",
    "Add it. The command schema describes each field.",
)
UNKNOWN_FIELD: Final = Rule(
    "CC303",
    "unknown field",
    "No field of this entry has that name; it may be misspelled or stand one level too deep.",
    "Use the name in the hint, or take the field away.",
)
KIND: Final = Rule(
    "CC304",
    "the wrong kind of value",
    "A list stands where a text belongs, a text where a list belongs, and so on.",
    "A list has a dash before each item; a mapping has fields; a text stands alone after the colon.",
)
NUMBER: Final = Rule(
    "CC305",
    "not a number",
    "Figures are plain numbers: the unit has a field of its own.",
    "Write digits and at most one point: 45690, 21.97.",
)
DATE: Final = Rule(
    "CC306",
    "not a date",
    "Dates are written year, month, day.",
    "Write it like 2026-11-23.",
)
CHOICE: Final = Rule(
    "CC307",
    "not one of the known values",
    "The field takes one of a few words.",
    "Use the word in the hint.",
)
BLOCK_TYPE: Final = Rule(
    "CC308",
    "unknown type of block",
    "No block has that type.",
    "Use the type in the hint.",
)
NO_TYPE: Final = Rule(
    "CC309",
    "a block without a type",
    "Every block says what it is.",
    "Add its type, such as type: paragraph.",
)
PATTERN: Final = Rule(
    "CC310",
    "not in the form that this field asks for",
    "Ids, addresses, editions, languages and periods have a form of their own.",
    "Follow the form that is named.",
)
LENGTH: Final = Rule(
    "CC311",
    "too long or too short",
    "A text is empty or longer than the field allows, or a list holds too few or too many items.",
    "Shorten it, divide it, or fill it.",
)
SENSE: Final = Rule(
    "CC312",
    "two values do not go together",
    "Each is well-formed, but together they cannot be true: a range that falls, a review before its time.",
    "Fix the one that is wrong.",
)
RANGE: Final = Rule(
    "CC313",
    "a number out of range",
    "The field takes numbers within limits.",
    "Use a number within the limit that is named.",
)
UNKNOWN_ID: Final = Rule(
    "CC401",
    "there is no such id",
    "The text or field refers to something that does not exist.",
    "Use the id in the hint, or add the entry.",
)
REPEATED_ID: Final = Rule(
    "CC402",
    "an id is used twice",
    "An id names one thing, in this edition and in all later ones.",
    "Give one of the two another id.",
)
LINK: Final = Rule(
    "CC501",
    "a link that is not allowed",
    "Links lead to http, https, mailto and tel addresses, to a #section, or to a fact, term or source.",
    "Write the whole address, or [words](#section-id).",
)
NO_WORDS: Final = Rule(
    "CC502",
    "a link without words",
    "A reader who cannot see the page hears the words of a link.",
    "Write words that say where it leads: [the state board](https://example.org).",
)
REFERENCE: Final = Rule(
    "CC503",
    "markup that cannot stand here",
    "A fact or source brings its own words, and no markup stands inside bold or italic text or in a link.",
    "Write <fact:id> by itself, and stress words in one way.",
)
UNCLOSED: Final = Rule(
    "CC504",
    "a link or reference is not closed",
    "The markup of a link or reference starts here and never ends, so a reader would see its signs.",
    "Close it: [words](address), <fact:id>.",
)
LONG_WORD: Final = Rule(
    "CC505",
    "a word without end",
    "More than 120 characters without a space cannot be set in lines.",
    "Put spaces in, or shorten the word.",
)
STAR: Final = Rule(
    "CC506",
    "a star that may be a footnote's",
    "Stars around words stress them; beside them, the star of a footnote or of a price may be taken for one.",
    r"Write \* for a star that is to be printed.",
)
ADDRESS: Final = Rule(
    "CC507",
    "an address that leads nowhere, or hides where it leads",
    "A web address has a host, and neither a user name, a password, a backslash nor a control character; "
    "mailto: has one e-mail address, and at most a subject and a body; tel: has the digits of one number.",
    "Open the page in a browser and copy its address from there, whole.",
)
ACCENT: Final = Rule(
    "CC508",
    "an accent or a sign without its letter",
    "A text, stressed words or the words of a link begin with a mark that joins the letter before it; there is none.",
    "Delete the mark, or type the letter that it belongs to.",
)
CONTRAST: Final = Rule(
    "CC601",
    "a color without enough contrast",
    "Headings and rules are printed in the accent color, and people with low vision must be able to read them.",
    "Use the color in the hint: it is the nearest that passes.",
)
PICTURE: Final = Rule(
    "CC602",
    "a picture that cannot be used",
    "A picture is a PNG or JPEG file of at most 64 scans beside the file that names it: a logo of at most 500 kB and "
    "4 million pixels, any other of at most 8 MB and 24 million pixels. The words in its place are not its caption.",
    "Save it as PNG or JPEG in the same folder, write its bare name, and say in alt what it shows.",
)
STATEMENT: Final = Rule(
    "CC603",
    "a statement too long for a fact sheet",
    "A fact sheet is one page; a statement on it may have 240 characters.",
    "Shorten it, or write on_sheet: false to print it in the guide alone.",
)
VERBATIM: Final = Rule(
    "CC604",
    "a statement that would not print as typed",
    "Statements are printed word for word, in one paragraph; line breaks and double spaces would be lost.",
    "Write it on one line, or after >- on several lines that are joined by single spaces.",
)

EMPTY_BLOCK: Final = Rule(
    "CC701",
    "a block with nothing to print",
    "The block shows a collection, pay or a group of entries that the article does not have.",
    "Add what it shows, or take the block away.",
)
GLYPH: Final = Rule(
    "CC702",
    "a character that a format cannot print",
    "The fonts that travel with the format have no glyph for the character; the other formats are written.",
    "Write it another way, or make the handout in another format.",
)
SHEET: Final = Rule(
    "CC703",
    "a fact sheet that does not fit",
    "Even without its optional parts, a side of the sheet is longer than its page.",
    "Shorten its parts or the program's words, or give parts that may be left out a priority above 1.",
)
LANGUAGE: Final = Rule(
    "CC704",
    "a language without words",
    "A handout has words of its own, such as Page and Sources, and there are none in this language yet.",
    "Write the article in a language that is listed.",
)
UNUSED: Final = Rule(
    "CC705",
    "an entry that nothing refers to",
    "The source, fact or glossary word is in the article, and no text, table or chart uses it.",
    "Use it, or take it away.",
)
UNITS: Final = Rule(
    "CC706",
    "a chart of unlike units",
    "Bars compare what is counted in one unit; facts in several units are printed as a table.",
    "Choose facts of one unit, or write a table.",
)
REGION: Final = Rule(
    "CC707",
    "a region without pay",
    "Handouts of a region print its pay, and the article has none for it.",
    "Name a place that the article has pay for.",
)
TOO_LONG: Final = Rule(
    "CC708",
    "too long to print",
    "A handout may print 3,500,000 characters, more than sixteen times the guide.",
    "Divide the article, or raise the limit: --limit characters=NUMBER",
)
REPEATED_TEXT: Final = Rule(
    "CC709",
    "too much that is printed again",
    "A collection shown by several views, excerpts, picks and long names may repeat 160,000 characters of the article.",
    "Print it once, or raise the limit: --limit repeated=NUMBER",
)
MANY_SECTIONS: Final = Rule(
    "CC710",
    "too many sections",
    "A guide may have 500 sections.",
    "Divide the article, or raise the limit: --limit sections=NUMBER",
)
MANY_SHEET_PARTS: Final = Rule(
    "CC711",
    "too many parts of a fact sheet",
    "A fact sheet is one page or two; it may have 250 parts, most of them left out.",
    "Take parts away, or raise the limit: --limit sheet_parts=NUMBER",
)
MANY_BLOCKS: Final = Rule(
    "CC712",
    "too many blocks",
    "A handout may have 3,500 paragraphs, lists, boxes, tables, charts and views.",
    "Divide the article, or raise the limit: --limit blocks=NUMBER",
)
MANY_ENTRIES: Final = Rule(
    "CC713",
    "too many entries",
    "A handout may print 2,000 duties, skills, questions and the like, each as often as a view or a pick shows it.",
    "Divide the article, or raise the limit: --limit entries=NUMBER",
)
MANY_DUTY_LIMITS: Final = Rule(
    "CC714",
    "too many limits of duties",
    "A handout may name the limits that duties carry 2,500 times.",
    "Name each limit of a duty once, or raise the limit: --limit duty_limits=NUMBER",
)
MANY_ITEMS: Final = Rule(
    "CC715",
    "too many items",
    "A handout may print 9,000 items of lists, moments of timelines, glossary words and sources.",
    "Divide the article, or raise the limit: --limit items=NUMBER",
)
MANY_CELLS: Final = Rule(
    "CC716",
    "too many table cells",
    "A handout may print 18,000 cells of tables, those of pay as well.",
    "Divide the article, or raise the limit: --limit cells=NUMBER",
)
MANY_CHARTS: Final = Rule(
    "CC717",
    "too many charts",
    "A handout may have 120 charts, maps and codes to scan.",
    "Divide the article, or raise the limit: --limit charts=NUMBER",
)
MANY_BARS: Final = Rule(
    "CC718",
    "too many bars",
    "The charts and maps of a handout may have 1,500 bars and tiles.",
    "Divide the article, or raise the limit: --limit bars=NUMBER",
)
MANY_FIGURES: Final = Rule(
    "CC719",
    "too many key figures",
    "A handout may print 200 key figures.",
    "Divide the article, or raise the limit: --limit figures=NUMBER",
)
MANY_NOTES: Final = Rule(
    "CC720",
    "too many references to sources",
    "A handout may refer to its sources 15,000 times; figures do so as well.",
    "Divide the article, or raise the limit: --limit notes=NUMBER",
)
MANY_MARKS: Final = Rule(
    "CC721",
    "too many stressed words and links",
    "A handout may print 4,500 stressed words, links and words that the glossary explains.",
    "Divide the article, or raise the limit: --limit marks=NUMBER",
)
MANY_PIECES: Final = Rule(
    "CC722",
    "too many short pieces",
    "Blocks, lines of entries, items, cells, notes and marks may number 3,000 and one for every 40 characters.",
    "Say more in fewer pieces, or raise the limit: --limit pieces=NUMBER",
)
MANY_PICTURES: Final = Rule(
    "CC723",
    "too many pictures",
    "A handout may print 24 pictures.",
    "Divide the article, or raise the limit: --limit pictures=NUMBER",
)

STALE: Final = Rule(
    "CC801",
    "figures past the next release of their source",
    "A newer release of the source was expected by the day of the check, so its figures may have been replaced.",
    "Look for the newer release and bring the figures up to date; or move next_release, if it is late.",
)
REVIEW_DUE: Final = Rule(
    "CC802",
    "a review that is due",
    "The day by which a person has to check the whole article again has passed.",
    "Check the article as a whole, then move reviewed and next_review_due.",
)
LAPSED: Final = Rule(
    "CC803",
    "a law that has lapsed",
    "The day on which the law was due to end has passed.",
    "Read what the law says now, and change the rules of the state or the day in ends.",
)
TYPED_FIGURE: Final = Rule(
    "CC804",
    "a figure typed into prose",
    "Figures, and number words before a unit, stand in text without a source and a date, and grow old unseen. Allowed "
    "are dates, years, codes of jobs (SOC), numbers to call, and names that the article declares in its titles of "
    "sources, citations, codes, credentials, tools and glossary.",
    "Make it a fact with its source and write <fact:id>; a name with digits belongs in the glossary.",
)
NO_SOURCE: Final = Rule(
    "CC805",
    "an entry without a source",
    "Nothing in the entry says where what it claims was read: it has no sources, and its texts name no source or fact.",
    "Add sources to the entry, or <source:id> behind the claim.",
)
NO_SOURCE_FOR_HOW_MANY: Final = Rule(
    "CC806",
    "a claim of how many or how often without a source",
    "Most, many, few, half, usually and the like say something about the world that a reader may want to check. Advice "
    "and questions are exempt, and so is a text that names a source or a fact, or leads to the section that does.",
    "Put <source:id> or <fact:id> into the same text, or say it without the word.",
)
SECOND_HAND: Final = Rule(
    "CC807",
    "a figure at second hand",
    "The figure was read where another party quotes or sums it up, and nothing better stands behind it.",
    "Read it at its issuer; or acknowledge that it could not be, with the reason.",
)
TWO_RELEASES: Final = Rule(
    "CC808",
    "two releases in one comparison",
    "Figures side by side are compared, and those of two sources or periods cannot be.",
    "Take all of them from one release, or show them apart.",
)
BARE_MARK: Final = Rule(
    "CC809",
    "a mark that is not as its issuer writes it",
    "The letters of a credential belong to its issuer, and others use the same letters for something else.",
    "Write the mark as the article's credentials do, such as CMA (AAMA); letters as such stand in quotation marks.",
)
PLAIN_ADJECTIVE: Final = Rule(
    "CC810",
    "certified or registered as a plain word",
    "Both are parts of names that only those may use who hold the credential; as plain words they claim one.",
    "Name the credential, or write that someone holds a credential; quote a law in quotation marks.",
)
ISSUER_UNNAMED: Final = Rule(
    "CC811",
    "a mark without its issuer where it is first printed",
    "A reader who meets the letters of a credential for the first time cannot know whose they are.",
    "Name the issuer in the same paragraph, list or table.",
)
LONG_LIST: Final = Rule(
    "CC812",
    "a list of more than seven",
    "Readers lose their way in long lists.",
    "Divide the list, put what is less important elsewhere, or write a table.",
)
TERM_UNEXPLAINED: Final = Rule(
    "CC813",
    "a word that is not explained where it is first printed",
    "The glossary holds the word, so readers may not know it. In a guide its first use is marked or explained; a sheet "
    "has no glossary, so there it is explained in words.",
    "Write <term:id> at the first use in a guide. On a sheet, say what it means, or use plainer words.",
)
LINK_NOT_TITLED: Final = Rule(
    "CC814",
    "a link to a section in other words than its title",
    "In print there is no link, and the reader looks for the words in the contents.",
    "Write the title of the section between the brackets.",
)
LINK_SAYS_NOTHING: Final = Rule(
    "CC815",
    "a link that does not say where it leads",
    "Words such as here or this page, and bare addresses, mean nothing in print or to a reader who hears the links.",
    "Write the name of what is there: [the state board](https://example.org).",
)
TYPED_TWICE: Final = Rule(
    "CC816",
    "a figure that the table of pay already holds",
    "The same figure is typed into a fact and into the table; one day only one of them will be changed.",
    "Write from_pay in place of value, statistic, period and source.",
)
IDLE_TOPIC: Final = Rule(
    "CC817",
    "a topic of the law that leads nowhere",
    "No state's rules speak of it, so a duty's law cannot be printed; or no duty and no question is about it.",
    "Add the rules, name the topic in a duty or a question, or take it away.",
)
BARE_STATUS: Final = Rule(
    "CC818",
    "a state's answer without its terms",
    "On terms means nothing without the terms, and some topics mislead without a note.",
    "Add a note that says on what terms, or what else a reader has to know.",
)
NOTHING_ACKNOWLEDGED: Final = Rule(
    "CC819",
    "an acknowledgement of nothing",
    "The check does not find what the entry acknowledges: it was fixed, the rule has another code, or an id is wrong.",
    "Take it away, or correct the code or the ids.",
)
COARSE_PICTURE: Final = Rule(
    "CC820",
    "a picture with too few pixels for print",
    "With less than 150 dots an inch, print shows the steps in its edges.",
    "Take a larger picture, or print it at half the width.",
)
ROSTER_FILE: Final = Rule(
    "CC901",
    "a roster that cannot be read",
    "There is no such file, it has more than 32 million bytes, or it is neither CSV nor a workbook (.xlsx) nor YAML.",
    "Save it as CSV with the encoding UTF-8, or start from an example: the command new roster roster.csv writes one.",
)
ROSTER_COLUMNS: Final = Rule(
    "CC902",
    "a column that a roster does not have",
    "The first row of a roster names its columns, each once: program, region, layout, preset, paper, audience, "
    "sections, cover, formats, name. Every cell stands below one of them.",
    "Correct the name, or take the column away; divide cells that are merged, and close quotes on their line.",
)
ROSTER_CELL: Final = Rule(
    "CC903",
    "a cell of a roster that means nothing",
    "The article has no such region or section, there is no such layout or format, or no such file of a program.",
    "Write one of the names that are known; an empty cell takes what is usual.",
)
ROSTER_FORMULA: Final = Rule(
    "CC904",
    "a formula in a roster",
    "A roster holds plain text. A formula is never worked out, and text that begins with =, +, - or @ is run as one by "
    "the next spreadsheet that opens it.",
    "Write what the cell stands for, without such a sign before it.",
)
ROSTER_NAME: Final = Rule(
    "CC905",
    "files of a roster that cannot be named so",
    "Every file of a batch has a name of its own, which every system takes: letters, digits, hyphens, points and _; "
    "in capitals or not, the same letters are the same name.",
    "Write a column name, or --name with the fields by which the rows differ, such as {program}-{region}-{layout}.",
)
ROSTER_ROWS: Final = Rule(
    "CC906",
    "a roster with too many rows",
    "A roster may have 100,000 rows.",
    "Divide it, and make each part in a folder of its own.",
)

CATALOG: Final[Mapping[str, Rule]] = {rule.code: rule for rule in list(globals().values()) if isinstance(rule, Rule)}
"""Every rule by its code."""
