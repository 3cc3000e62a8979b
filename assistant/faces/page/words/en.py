"""The page's words in English."""

from __future__ import annotations

from assistant.faces.page.words.ask_words import ASK_EN
from assistant.faces.page.words.desk_tab_words import DESKS_EN
from assistant.faces.page.words.library_words import LIBRARY_EN
from assistant.faces.page.words.page_words import Example, Words
from assistant.faces.page.words.reader_words import READER_EN
from assistant.records import AnswerStatus, Kind, Status

ENGLISH = Words(
    language="en",
    html_language="en",
    other_language="zh",
    other_language_name="中文",
    context=280,
    months=("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    dates=("{year}", "{month} {year}", "{day} {month} {year}"),
    place_within="{place}, {within}",
    title="Policy Assistant",
    tagline="Answers from AI policy documents, each proven by a quoted passage",
    mode_quotes="Quotes only: no model is set up, so answers are word-for-word quotes from the library.",
    mode_model="Written by {model} from the library; each sentence is checked against the passage it cites.",
    welcome="What would you like to know?",
    welcome_more="Ask about regulations, action plans, support measures and news, in English or Chinese. "
    "Every answer quotes its sources; what the library cannot prove is not said.",
    welcome_hint="Some questions to start with",
    examples=(
        Example(
            "For a company",
            ("Which compute subsidies can a Shenzhen start-up get?", "深圳的初创企业能拿到哪些算力补贴？"),
        ),
        Example(
            "For a journalist",
            (
                "How many application scenarios were listed with the action plan?",
                "与行动方案一同公布的应用场景有多少个？",
            ),
        ),
        Example(
            "For an official",
            ("Summarise what the regulation asks of public bodies", "概括条例对公共机构的要求"),
        ),
    ),
    placeholder="Ask about an AI policy, in English or 中文",
    question_label="Your question",
    ask="Ask",
    stop="Stop",
    new_chat="New chat",
    narrow="Narrow the search",
    narrow_kind="Kind of document",
    narrow_place="Place",
    narrow_as_of="Valid as of",
    narrow_as_of_hint="today, or June 2025",
    conversation="Conversation",
    tabs={
        "ask": "Ask",
        "sources": "Sources",
        "earlier": "Earlier",
        "subsidies": "Subsidies",
        "compare": "Compare",
        "check": "Check",
        "brief": "Brief",
        "library": "Library",
    },
    sources_empty="The passages that an answer quotes appear here. "
    "Click a marker such as [1] to see the words behind it.",
    sources_for="Sources for",
    no_sources="This answer cites no passage.",
    closest_label="Closest passages",
    closest_title="The closest passages found. They do not answer the question.",
    closest_badge="closest, not an answer",
    passage_earlier="earlier in this passage",
    passage_later="later in this passage",
    page_one="page {first}",
    page_range="pages {first}–{last}",
    undated="undated",
    source_link="Original at {host}",
    back="Back to the answer",
    copy="Copy with citations",
    copy_sources="Sources",
    searching="Searching the library…",
    writing="Writing a draft…",
    checking="Checking each sentence against its passage…",
    working="Working…",
    draft="Draft, not checked yet",
    as_of="as of {date}",
    quotes_only="quotes only",
    seconds="{seconds} s",
    conflict="Sources disagree",
    notes="Please note",
    left_out="Left out, because no passage proves it",
    too_long="That question has {length} characters; at most {limit} can be read. Please shorten it.",
    bad_date="“{value}” is not a date that can be read. Write it like June 2025 or 2025-12-31, "
    "or leave it empty for today.",
    broken="Something went wrong while answering. Please ask again; the details are in the server's log.",
    stopped="Stopped. Nothing was answered.",
    library_as_of="Status of each document as of {date}.",
    library_count="{count} documents",
    empty_title="The library is empty",
    empty_how="Nothing has been ingested yet, so nothing can be answered. Drop files on the tab Library, "
    "or put them into a folder and run:",
    empty_then="PDF, HTML, Word, Markdown and text files are read. Then ask: the page notices new documents by itself.",
    status_lines={
        AnswerStatus.ANSWERED: "",
        AnswerStatus.PARTIAL: "Only part of the question is answered: the library holds nothing on the rest.",
        AnswerStatus.NO_EVIDENCE: "The library holds nothing that answers this.",
        AnswerStatus.QUOTES: "",
        AnswerStatus.MODEL_UNAVAILABLE: "The model could not be reached. These are word-for-word quotes instead.",
        AnswerStatus.NOT_GROUNDED: "The model's draft could not be proven, so it is not shown. "
        "These are word-for-word quotes instead.",
    },
    kinds={
        Kind.LAW: "Law",
        Kind.REGULATION: "Regulation",
        Kind.MEASURE: "Support measure",
        Kind.PLAN: "Plan",
        Kind.GUIDANCE: "Guidance",
        Kind.NEWS: "News",
        Kind.OTHER: "Other",
    },
    statuses={
        Status.IN_FORCE: "In force",
        Status.UPCOMING: "Not yet in force",
        Status.EXPIRED: "Expired",
        Status.SUPERSEDED: "Superseded",
        Status.REPEALED: "Repealed",
        Status.DRAFT: "Draft",
        Status.VETOED: "Vetoed",
        Status.UNKNOWN: "Status unknown",
    },
    asking=ASK_EN,
    desks=DESKS_EN,
    library=LIBRARY_EN,
    reader=READER_EN,
)
