"""Small inputs that a reader gets wrong in silence, each tried as a person would: ingested, looked at, asked.

    python evaluations/cases.py [FOLDER] [--only NAME] [--verbose]

FOLDER holds a folder a case and is by default ../shared/cases; without it the command says so and exits 2. Each case is
ingested into a library of its own; `EXPECTED` says what must then hold. A case without an expectation here counts as
not as expected. Exits 1 when any case is not.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from assistant.assistant import Assistant
from assistant.ingesting import IngestReport
from assistant.records import Document
from assistant.settings import read_settings

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "cases"
AS_OF = date(2026, 11, 30)


@dataclass(frozen=True)
class Case:
    """One case's library after the ingest of its folder."""

    assistant: Assistant
    report: IngestReport

    @cached_property
    def documents(self) -> dict[str, Document]:
        if not self.assistant.library.exists:
            return {}
        index = self.assistant.library.index
        return {name: index.document(name) for name in index.records}

    @property
    def one(self) -> Document:
        return next(iter(self.documents.values()))

    @property
    def text(self) -> str:
        return "\n".join(document.text for document in self.documents.values())

    @property
    def told(self) -> str:
        """All that is said about what was not read, or is doubtful."""
        notes = [note for document in self.documents.values() for note in document.record.notes]
        skipped = [f"left out: {Path(path).name}" for path in self.report.skipped]
        return "\n".join([*notes, *skipped, *(f"{Path(each.path).name} {each.reason}" for each in self.report.failed)])

    def has(self, *words: str) -> bool:
        return all(word in self.text for word in words)

    def lacks(self, *words: str) -> bool:
        return not any(word in self.text for word in words)

    def in_order(self, *words: str) -> bool:
        at = 0
        for word in words:
            found = self.text.find(word, at)
            if found < 0:
                return False
            at = found + len(word)
        return True

    def quotes(self, question: str, *words: str) -> bool:
        """Whether an answer quotes these words."""
        answer = self.assistant.ask(question, as_of=AS_OF)
        said = "\n".join([answer.text, *(citation.quote for citation in answer.citations)])
        return bool(answer.citations) and all(word in said for word in words)

    def status(self, name: str = "") -> str:
        document = self.documents[name] if name else self.one
        return str(self.assistant.library.index.status(document.record, AS_OF))


Expectation = Callable[[Case], bool]


def _days(case: Case) -> tuple[str | None, str | None, str | None]:
    record = case.one.record
    return record.issued, record.effective, record.expires


EXPECTED: dict[str, Expectation] = {
    "answers-roc-years": lambda case: _days(case) == (None, "2024-07-01", "2026-12-31")
    and case.quotes("本要點施行至何時？", "民國115年12月31日"),
    "article-of-another-law-with-spaces": lambda case: case.quotes("資料保護法第44條怎麼規定？", "加重其刑"),
    "copyright-year-before-date": lambda case: case.one.record.title == "Model Markets: first report"
    and case.one.record.issued == "2023-09-18"
    and case.one.record.issuer != "Crown copyright",
    "csv-title-rows-and-nul": lambda case: case.has(
        "项目: 训力券 | 预算: 12,000 | 执行率: 85.5% | 备注: 含结转", "项目: 模型券 | 预算: 560 | 执行率: 100%"
    )
    and case.has("单位：万元"),
    "digits-with-spaces": lambda case: case.quotes("違反者罰鍰多少？", "1 5 萬元"),
    "docx-alt-chunk": lambda case: case.has("Annex 1") or "altChunk" in case.told or "embedded" in case.told,
    "docx-articles-restart-per-chapter": lambda case: case.in_order(*(f"第{n}条 " for n in "一二三四五六")),
    "docx-checkbox-symbols": lambda case: case.in_order("☑", "☐", "☑"),
    "docx-chinese-number-over-99": lambda case: case.in_order("第九十九条", "第一百条", "第一百零一条"),
    "docx-contents-lines-as-sections": lambda case: [
        section.label for section in case.one.sections if section.unit == "section"
    ]
    == ["1.1 Name", "1.2 Quorum", "1.3 Interests"],
    "docx-deleted-numbered-paragraph": lambda case: case.in_order("第一条", "第二条 奖励资金", "第三条 本细则")
    and case.lacks("第四条"),
    "docx-formula-omml": lambda case: case.has("C = 0.35 × (S − 12000)", "C < 500"),
    "docx-list-continued-by-second-numid": lambda case: case.in_order(*(f"Section {n}. " for n in (1, 2, 3, 4))),
    "docx-macro-or-template-inside": lambda case: case.has("12,000 euro") or "macro" in case.told,
    "docx-row-skips-first-column": lambda case: case.has("Rate: 35% | Cap (EUR): 80,000 | Office: Research Office"),
    "docx-start-override": lambda case: case.in_order("Section 14. ", "Section 15. ", "Section 16. "),
    "docx-strict-ooxml": lambda case: case.has("Reed Valley") or "strict form of Open XML" in case.told,
    "docx-text-box-twice": lambda case: case.text.count("2,750 pounds") == 1
    and case.lacks("16:00.Maximum", "courses. Deadline"),
    "eml-forwarded-table": lambda case: case.has("受理时间: 2月1日至2月20日", "800万元")
    and ("申报指南.txt" in case.told or case.has("八十五万元")),
    "faq-question-given-as-answer": lambda case: case.quotes(
        "Can we include costs for training that is not about AI?", "safety training"
    )
    and case.quotes("Can we include costs for laptops that trainees use at home?", "400 pounds")
    and case.quotes("Can existing staff take a traineeship?", "new entrants only"),
    "folder-with-other-formats": lambda case: all(
        words in case.told
        for words in ("presentation", "RTF file", "picture", "OpenDocument", "old Office", "Outlook", "OFD")
    )
    and len(case.documents) == 2,
    "html-app-shell": lambda case: not case.documents and "holds no text" in case.told,
    "html-details-and-dl": lambda case: case.has("18,000 dollars", "Staff salaries") and case.lacks("5,000", "Cap 1 "),
    "html-gb2312-one-broken-byte": lambda case: case.one.record.title == "关于申报2026年度智能算力补贴的通知"
    and case.has("百分之三十", "2026年9月15日17时")
    and "replac" in case.told,
    "html-nested-table": lambda case: any(
        all(words in row for words in ("Start-up", "60%", "90,000 NOK")) for row in case.text.split("\n\n")
    )
    and case.has("Applicant: Large firm | Grant rate: 25% | Cap: 300,000 NOK"),
    "html-ordered-list-kinds": lambda case: case.has("i) keep", "ii) tell", "iii) carry", "a. the app", "c. the app")
    and case.in_order("3. Third", "2. Second", "1. First"),
    "html-utf8-declared-gb2312": lambda case: case.has("百分之三十"),
    "long-file-name": lambda case: "good.txt" in case.documents and case.has("积分落户"),
    "mht-web-archive": lambda case: (case.has("by 1 June each year") and case.lacks("Content-Type"))
    or "web archive" in case.told,
    "notice-named-file-skipped": lambda case: len(case.documents) == 4,
    "odt-list-continues": lambda case: case.in_order(*(f"Rule {n}. " for n in (1, 2, 3, 4, 9))),
    "passed-published-effective-dates": lambda case: _days(case)[:2] == ("2026-03-20", "2026-07-01")
    and case.one.record.number == "云岭省人民政府令2026年第7号",
    "pdf-filled-form": lambda case: case.has("84,300", "Tidewell Robotics Ltd") and case.has("☑"),
    "pdf-free-text-annotation": lambda case: case.has("25,000") or "25,000" in case.told,
    "pdf-hidden-layer": lambda case: case.has("75,000") and case.lacks("20,000"),
    "pdf-portfolio-attachment": lambda case: "call.txt" in case.told or "call.txt" in case.documents,
    "pdf-slanted-watermark": lambda case: case.one.record.title == "汀溪市生成式人工智能备案补贴办法"
    and case.lacks("内部资")
    and case.status() == "draft",
    "pdf-superseded-stamp": lambda case: case.one.record.title == "Quarry Bay AI Audit Code"
    and case.status() == "superseded",
    "pdf-table-sideways-unrotated": lambda case: case.has("Tariff from 1 January 2027")
    or "sideways" in case.told,
    "pdf-text-outside-crop-box": lambda case: case.has("1.5 per cent") and case.lacks("4 per cent"),
    "section-number-with-dot": lambda case: case.quotes("What does section 1.2 say?", "Five of nine members")
    and case.quotes("What is the quorum of the Millbrook board?", "Five of nine members"),
    "short-question-refused": lambda case: case.quotes("What is the cap per firm?", "CHF 1.2m", "CA$1.2m"),
    "txt-gbk-one-broken-byte": lambda case: case.has("百分之三十", "2026年9月15日17时") and "replac" in case.told,
    "txt-title-with-colon": lambda case: case.one.record.title == "Greenholt City: call for model training grants"
    and case.quotes("What is the rate of the Greenholt City call for model training grants?", "35 per cent"),
    "version-table-in-words": lambda case: case.quotes("From when was version V1.2 in force?", "25 April 2023"),
    "xlsx-percent-and-currency-format": lambda case: case.has("Rate: 30%", "Rate: 12.5%", "Cap: €2,000,000")
    and case.lacks("Withdrawn")
    and "formula" in case.told
    and "hidden" in case.told,
    "zip-with-unread-members": lambda case: ".doc" in case.told and ".wps" in case.told and bool(case.documents),
}  # fmt: skip


def tried(folder: Path, assistant: Assistant) -> tuple[bool, str]:
    """Whether one case is as expected, and what was got."""
    expected = EXPECTED.get(folder.name)
    if expected is None:
        return False, "nothing is known of what is expected"
    try:
        case = Case(assistant, assistant.ingest([folder]))
        got = f"{[document.record.title for document in case.documents.values()]}\n{case.text[:1500]}\n{case.told}"
        return expected(case), got
    except Exception as error:  # noqa: BLE001 - a case that ends the run is what this command is there to show
        return False, f"{type(error).__name__}: {error}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=FOLDER)
    parser.add_argument("--only", help="only cases whose name holds this")
    parser.add_argument("--verbose", action="store_true", help="show what was read of cases that are not as expected")
    given = parser.parse_args()
    if not given.folder.is_dir():
        print(f"{given.folder} is not there: these cases lie beside the project, not in it.", file=sys.stderr)
        return 2
    names = sorted(path.name for path in given.folder.iterdir() if path.is_dir() and (given.only or "") in path.name)
    settings, wrong = read_settings(), 0
    embedder = Assistant(settings).embedder
    for name in names:
        with tempfile.TemporaryDirectory() as library:
            assistant = Assistant(settings.model_copy(update={"library": Path(library)}))
            assistant.__dict__["embedder"] = embedder  # opened once for all
            good, got = tried(given.folder / name, assistant)
            assistant.close()
        wrong += not good
        print(f"{'ok      ' if good else 'NOT SO  '}{name}", flush=True)
        if given.verbose and not good:
            print("\n".join(f"    {line}" for line in got.splitlines()))
    print(f"{len(names) - wrong} of {len(names)} as expected")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
