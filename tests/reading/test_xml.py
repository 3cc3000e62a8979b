"""Law files in XML: the same small law in the vocabularies of several gazettes, and files that are no laws."""

# ruff: noqa: E501 - files are laid out as gazettes do

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.reading import read_documents
from assistant.reading.formats.xml import UNKNOWN, parse_xml
from assistant.reading.limits import DEFAULTS
from assistant.reading.parsed import Refused
from assistant.records import Document

AKOMA_NTOSO = """<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><act name="act"><meta><identification source="#x">
<FRBRWork><FRBRdate date="2021-03-04" name="dateDocument"/><FRBRdate date="2022-01-01" name="dateEntryInForce"/></FRBRWork>
</identification></meta><preface><p><docNumber>77.3</docNumber></p><p><docTitle>Federal Act<br/> on Ferries</docTitle></p>
</preface><body><chapter eId="chap_1"><num>Chapter 1</num><heading>Scope</heading>
<article eId="art_1"><num><b>Art. 1</b></num><heading>Purpose</heading><paragraph><num>1</num><content><p>This Act governs
ferries on <ref href="#y">open lakes</ref>.<authorialNote><p>AS 2020 1</p></authorialNote></p></content></paragraph>
<paragraph><num>2</num><content><blockList><listIntroduction>It applies to:</listIntroduction>
<item><num>a.</num><p>boats;</p></item><item><num>b.</num><p>rafts.</p></item></blockList></content></paragraph></article>
<article eId="art_1_a"><num>Art. 1a</num><heading>Fees</heading><paragraph><content><p>The fee is 5 francs. . . . . .
</p></content></paragraph></article></chapter>
<chapter eId="chap_2"><num>Chapter 2</num><heading>Final Provisions</heading><article eId="art_2"><num>Art. 2</num>
<heading>Commencement</heading><content><p>The Federal Council determines the commencement date.</p></content></article>
</chapter></body></act></akomaNtoso>"""

UNITED_KINGDOM = """<?xml version="1.0"?>
<Legislation xmlns="http://www.legislation.gov.uk/namespaces/legislation"
 xmlns:ukm="http://www.legislation.gov.uk/namespaces/metadata" xmlns:dc="http://purl.org/dc/elements/1.1/"
 DocumentURI="http://www.legislation.gov.uk/uksi/2019/999"><ukm:Metadata><dc:title>The Ferries Regulations 2019</dc:title>
<ukm:SecondaryMetadata><ukm:Made Date="2019-03-04"/><ukm:ComingIntoForce><ukm:DateTime Date="2019-04-01"/>
</ukm:ComingIntoForce></ukm:SecondaryMetadata></ukm:Metadata><Secondary><SecondaryPrelims><Number>2019 No. 999</Number>
<Title>The Ferries Regulations 2019</Title><MadeDate><Text>Made</Text><DateText>4th March 2019</DateText></MadeDate>
<SecondaryPreamble><EnactingText><Para><Text>The Secretary of State makes the following Regulations in exercise of the
powers conferred by section 2 of the Lakes Act 1990.</Text></Para></EnactingText></SecondaryPreamble></SecondaryPrelims>
<Body><Part><Number>PART 1</Number><Title>General</Title><P1group><Title>Citation</Title><P1 id="regulation-1">
<Pnumber>1</Pnumber><P1para><P2 id="regulation-1-1"><Pnumber>1</Pnumber><P2para><Text>These Regulations may be cited as the
Ferries Regulations 2019<CommentaryRef Ref="c1"/>.</Text></P2para></P2><P2><Pnumber>2</Pnumber><P2para><Text>They apply to—
</Text><P3><Pnumber>a</Pnumber><P3para><Text>boats;</Text></P3para></P3><P3><Pnumber>b</Pnumber><P3para><Text>rafts.</Text>
</P3para></P3></P2para></P2></P1para></P1></P1group><P1group><Title>Fees</Title><P1 id="regulation-1A"><Pnumber>1A</Pnumber>
<P1para><Text>The fee is £5.</Text></P1para></P1></P1group><P1group><Title>Amendment</Title><P1 id="regulation-2">
<Pnumber>2</Pnumber><P1para><Text>After section 3 of the Lakes Act 1990 insert—</Text><BlockAmendment><P1 id="section-3A">
<Pnumber>3A</Pnumber><P1para><Text>Ferries are exempt.</Text></P1para></P1></BlockAmendment></P1para></P1></P1group></Part>
</Body><Schedules><Schedule id="schedule-1"><Number>SCHEDULE 1</Number><TitleBlock><Title>Lakes</Title></TitleBlock>
<ScheduleBody><P1 id="schedule-1-paragraph-1"><Pnumber>1</Pnumber><P1para><Text>The north lake.</Text></P1para></P1>
</ScheduleBody></Schedule></Schedules></Secondary><Commentaries><Commentary id="c1"><Para><Text>Words omitted.</Text></Para>
</Commentary></Commentaries></Legislation>"""

CANADA = """<?xml version="1.0"?>
<Statute xml:lang="en"><Identification><LongTitle>An Act respecting ferries</LongTitle><ShortTitle>Ferries Act</ShortTitle>
<Chapter><ConsolidatedNumber>F-9.2</ConsolidatedNumber></Chapter></Identification><Body>
<Heading level="1"><Label>PART 1</Label><TitleText>General</TitleText></Heading>
<Section><MarginalNote>Short title</MarginalNote><Label>1</Label><Text>This Act may be cited as the
<XRefExternal>Ferries Act</XRefExternal>.</Text></Section>
<Heading level="2"><TitleText>Fees</TitleText></Heading>
<Section><MarginalNote>Fee</MarginalNote><Label>1.1</Label><Subsection><Label>(1)</Label><Text>The fee is $5.</Text>
</Subsection><Subsection><Label>(2)</Label><Text>The Minister may waive</Text><Paragraph><Label>(a)</Label><Text>the fee;
or</Text></Paragraph><Paragraph><Label>(b)</Label><Text>the duty.</Text></Paragraph></Subsection></Section></Body></Statute>"""

JAPAN = """<?xml version="1.0" encoding="UTF-8"?>
<Law Lang="en"><LawNum>Act No. 99 of 2025</LawNum><LawBody><LawTitle>Act on Ferries</LawTitle><TOC><TOCLabel>Contents</TOCLabel>
<TOCChapter><ChapterTitle>Chapter I General Provisions</ChapterTitle></TOCChapter></TOC><MainProvision><Chapter Num="1">
<ChapterTitle>Chapter I General Provisions</ChapterTitle><Article Num="1"><ArticleCaption>(Purpose)</ArticleCaption>
<ArticleTitle>Article 1</ArticleTitle><Paragraph Num="1"><ParagraphNum/><ParagraphSentence><Sentence>The purpose of this Act
is to promote ferries.</Sentence></ParagraphSentence></Paragraph></Article><Article Num="2"><ArticleCaption>(Definitions)
</ArticleCaption><ArticleTitle>Article 2</ArticleTitle><Paragraph Num="1"><ParagraphNum>(1)</ParagraphNum><ParagraphSentence>
<Sentence>The term "ferry" means:</Sentence></ParagraphSentence><Item Num="1"><ItemTitle>(i)</ItemTitle><ItemSentence>
<Sentence>a boat;</Sentence></ItemSentence></Item></Paragraph></Article></Chapter></MainProvision></LawBody></Law>"""

UNITED_STATES = """<?xml version="1.0"?>
<bill><form><legis-num>H. R. 9999</legis-num><official-title>To promote ferries.</official-title></form><legis-body>
<section><enum>1.</enum><header>Short title</header><text>This Act may be cited as the <quote>Ferries Act</quote>.</text>
</section><section><enum>2.</enum><header>Fees</header><subsection><enum>(a)</enum><header>In general</header><text>The fee is
$5.</text><paragraph><enum>(1)</enum><text>For boats.</text></paragraph></subsection></section></legis-body></bill>"""

FORMEX = """<?xml version="1.0" encoding="UTF-8"?>
<ACT><BIB.INSTANCE><DATE ISO="20240101">20240101</DATE></BIB.INSTANCE><TITLE><TI><P>Regulation (EU) 2024/9999 of the European
Parliament and of the Council of 1 February 2024 on ferries</P></TI></TITLE><ENACTING.TERMS><DIVISION><TITLE><TI><P>CHAPTER
I</P></TI><STI><P>General</P></STI></TITLE><ARTICLE IDENTIFIER="001"><TI.ART>Article 1</TI.ART><STI.ART><P>Subject
matter</P></STI.ART><PARAG IDENTIFIER="001.001"><NO.PARAG>1.</NO.PARAG><ALINEA>This Regulation governs ferries.</ALINEA>
</PARAG></ARTICLE><ARTICLE IDENTIFIER="002"><TI.ART>Article 2</TI.ART><STI.ART><P>Entry into force</P></STI.ART><ALINEA><P>This
Regulation shall enter into force on 1 March 2024.</P></ALINEA></ARTICLE></DIVISION></ENACTING.TERMS></ACT>"""

LAWS = {
    "Akoma Ntoso": (AKOMA_NTOSO, ["Art. 1", "Art. 1a", "Art. 2"]),
    "United Kingdom": (UNITED_KINGDOM, ["Regulation 1", "Regulation 1A", "Regulation 2"]),
    "Canada": (CANADA, ["Section 1", "Section 1.1"]),
    "Japan": (JAPAN, ["Article 1", "Article 2"]),
    "United States": (UNITED_STATES, ["Section 1", "Section 2"]),
    "Formex": (FORMEX, ["Article 1", "Article 2"]),
}


def read(words: str, folder: Path, name: str = "law.xml") -> Document:
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return next(iter(read_documents(path)))


@pytest.mark.parametrize("vocabulary", LAWS)
def test_the_articles_of_each_vocabulary_are_units_and_no_markup_is_left(vocabulary: str, tmp_path: Path) -> None:
    words, expected = LAWS[vocabulary]
    law = read(words, tmp_path)
    assert [section.label for section in law.sections if section.unit == "article"] == expected
    assert "".join(law.text[section.start : section.end] for section in law.sections) == law.text
    assert not set("<>{}") & set(law.text)
    assert UNKNOWN not in law.record.notes


def test_akoma_ntoso_keeps_its_numbers_as_printed_and_leaves_notes_out(tmp_path: Path) -> None:
    law = read(AKOMA_NTOSO, tmp_path)
    assert [section.name for section in law.sections if section.unit == "article"] == [
        "Chapter 1. Scope › Art. 1. Purpose", "Chapter 1. Scope › Art. 1a. Fees",
        "Chapter 2. Final Provisions › Art. 2. Commencement",
    ]  # fmt: skip
    assert "1 This Act governs ferries on open lakes.\n\n2 It applies to:\n\na. boats;\n\nb. rafts." in law.text
    assert "AS 2020" not in law.text
    record = law.record
    assert (record.title, record.number) == ("Federal Act on Ferries", "77.3")
    assert (record.issued, record.effective) == ("2021-03-04", "2022-01-01")


def test_a_statutory_instrument_has_regulations_brackets_and_a_schedule(tmp_path: Path) -> None:
    law = read(UNITED_KINGDOM, tmp_path)
    assert "(1) These Regulations may be cited as the Ferries Regulations 2019." in law.text
    assert "(2) They apply to—\n\n(a) boats;\n\n(b) rafts." in law.text
    assert "Words omitted" not in law.text
    assert "(3A) Ferries are exempt." in law.text  # quoted: no section of this instrument
    annexed = [section for section in law.sections if section.path and section.path[0].startswith("SCHEDULE 1")]
    assert [section.label for section in annexed if section.unit == "section"] == ["Paragraph 1"]
    record = law.record
    assert (record.title, record.number, record.kind) == ("The Ferries Regulations 2019", "S.I. 2019/999", "regulation")
    assert (record.issued, record.effective, record.issuer) == ("2019-03-04", "2019-04-01", "Secretary of State")
    assert record.url == "http://www.legislation.gov.uk/uksi/2019/999"


def test_headings_before_sections_hold_them(tmp_path: Path) -> None:
    law = read(CANADA, tmp_path)
    assert [section.name for section in law.sections if section.unit == "article"] == [
        "PART 1 General › Section 1. Short title", "PART 1 General › Fees › Section 1.1. Fee",
    ]  # fmt: skip
    assert (law.record.title, law.record.number, law.record.kind) == ("Ferries Act", "F-9.2", "law")
    assert "(2) The Minister may waive\n\n(a) the fee; or\n\n(b) the duty." in law.text


def test_a_table_of_contents_is_left_out_and_captions_are_names(tmp_path: Path) -> None:
    law = read(JAPAN, tmp_path)
    assert law.text.count("General Provisions") == 1
    assert [section.name for section in law.sections if section.unit == "article"] == [
        "Chapter I General Provisions › Article 1. (Purpose)", "Chapter I General Provisions › Article 2. (Definitions)",
    ]  # fmt: skip


def test_xml_of_another_vocabulary_is_read_as_paragraphs_and_says_so(tmp_path: Path) -> None:
    words = "<?xml version='1.0'?><feed><entry><heading-text>Ferries</heading-text><body>All <i>boats</i> pay.</body></entry></feed>"
    law = read(words, tmp_path)
    assert "All boats pay." in law.text
    assert UNKNOWN in law.record.notes


def test_a_file_is_known_by_its_first_bytes_whatever_its_name(tmp_path: Path) -> None:
    assert read(AKOMA_NTOSO, tmp_path, "law.txt").record.title == "Federal Act on Ferries"
    assert "<act>" in read("# Notes\n\nThe element <act> holds a law.", tmp_path, "notes.md").text


@pytest.mark.parametrize("words", ["<?xml version='1.0'?>", "<?xml version='1.0'?>" + "<a>" * 900 + "x" + "</a>" * 900])
def test_what_cannot_be_read_is_refused(words: str) -> None:
    with pytest.raises(Refused):
        parse_xml(words.encode(), DEFAULTS)


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden words")
    words = f'<!DOCTYPE a [<!ENTITY e SYSTEM "file://{secret}">]><a xmlns="x"><p>All pay. &e;</p></a>'
    assert "hidden" not in parse_xml(words.encode(), DEFAULTS).text
