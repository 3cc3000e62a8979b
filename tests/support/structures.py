"""Small texts of each structure, written for the tests, and a way to outline them."""

from __future__ import annotations

import hashlib
import re

from assistant.reading.structure.outline import outline
from assistant.records import Document, Heading, Kind, Page, Record, Section, Source

CHINESE_LAW = """某市数据条例

2024年3月1日某市人民代表大会常务委员会通过

目录

第一章 总则

第二章 数据利用

第三章 附则

第一章 总 则

第一条 为了规范数据利用活动，制定本条例。

第二条 本条例中下列用语的含义：

（一）数据，是指以电子方式记录的信息。

（二）数据处理，包括收集、存储和使用。

第二章 数据利用

第一节 一般规定

第三条 违反前条规定的，依照
第一条规定的原则处理，并适用
第四十二条 的处罚。

第四条【平台】市人民政府应当建立平台。

平台的管理办法另行制定。

第二节 交易

第五条 修改有关办法，其中增加的内容为：“第十条 应当登记。

第十一条 应当备案。”

第三章 附则

第六条 本条例自2024年5月1日起施行。
"""

EU_ACT = """REGULATION (EU) 2030/1 OF THE EUROPEAN PARLIAMENT

Whereas:

(1) Trust matters for the market.

(2) Rules should be proportionate. They follow Directive 2000/1.

(2) OJ C 1, 1.1.2030, p. 1.

(3) This Regulation should apply soon,

HAVE ADOPTED THIS REGULATION:

CHAPTER I

GENERAL PROVISIONS

Article 1

Subject matter

This Regulation lays down rules within the meaning of

Article 2 of Regulation (EU) 2016/679 and of

Article 39 of the Charter.

Article 2

Definitions

For the purposes of this Regulation the definitions of

Article 3;

and the following apply.

CHAPTER II

HIGH-RISK SYSTEMS AND
THEIR PROVIDERS

SECTION 1

Requirements

Article 3

Risk management

1. A system shall be established.

2. It shall be kept up to date, as Section 2 of this Chapter says.

SECTION 2

Duties

Article 4

Duties of providers

Providers shall comply.

ANNEX I

List of legislation

Section A. The first list

1. Directive 2006/42/EC.

ANNEX II

Information to be submitted in accordance with

Article 1

The following shall be submitted.
"""

COLORADO_BILL = """SENATE BILL 30-001

CONCERNING AUTOMATED DECISIONS.

SECTION 1. In Colorado Revised Statutes, add part 20 to article 1 of title 6 as follows:

PART 20

AUTOMATED DECISIONS

6-1-2001. Definitions. AS USED IN THIS PART 20:

(1) "CONSUMER" MEANS A RESIDENT, AS SET FORTH IN SECTION
6-1-105.

6-1-2002. Duties of developers. (1) A DEVELOPER SHALL USE CARE, PURSUANT TO

6-1-2001 (1).

SECTION 2. In Colorado Revised Statutes, 6-1-105, add (1)(z) as follows:

6-1-105. Unfair practices. (1) A person engages in an unfair practice.

SECTION 3. Safety clause. This act is necessary.
"""

EXECUTIVE_ORDER = """By the authority vested in me as President, it is hereby ordered:

Section 1. Purpose. This order sustains leadership, as provided in
section 2 of this order.

Sec. 2. Policy. It is the policy to act.

Sec. 3. Definitions. For the purposes of this order the terms of

Section 2. of that order apply.

Sec. 4. General Provisions. (a) Nothing in this order shall impair authority.

(b) This order is subject to appropriations.
"""

KOREAN_ACT = """Framework Act

제1장 총칙

**Article 1** (Purpose) The purpose of this Act is trust.

**Article 2** (Definitions) The terms are as follows:

**Article 2-2** (Further definitions) More terms.

제2장 보칙

**Article 3** (Support) The State may provide support.

**Supplementary Provisions 1** ADDENDA <Act No. 1>

Article 1 (Enforcement date)

This Act enters into force in a year.

Article 2 (Preparation)

Preparations may begin before.

**Supplementary Provisions 2** ADDENDA <Act No. 2>

Article 1 (Enforcement date)

This Act enters into force at once.
"""

CHINESE_PLAN = """某市关于印发《行动计划》的通知

现将《行动计划》印发给你们。

一、总体要求

（一）指导思想

以创新为引领，全面提升产业发展水平，加快建设先行示范区，推动人工智能与各行各业深度融合发展。

（二）主要目标

到2026年，产业规模超过一千亿元，建成十个以上公共平台，形成具有竞争力的产业集群和创新体系。

二、重点任务

（三）强化算力供给。建设统一调度平台，每年发放最高五亿元训练券，降低企业使用智能算力的成本和门槛。

（四）开放应用场景。发布应用场景清单，对列入清单的项目给予最高一千万元资助，鼓励先行先试示范。

附件：
1.任务清单
2.名词解释

附件1
任务清单

一、近期任务

完成平台建设，组织首批企业申报，建立评价机制并向社会公布评价结果，接受各方面的监督和建议。

二、远期任务

扩大开放范围，完善标准体系，持续跟踪成效并及时调整政策措施，形成可以复制推广的经验和做法。
"""

FAQ = """创业贷款常见问题

一、贷款对象有哪几类？

答：个人借款人和小微企业借款人。

二、有哪些申请条件？

答：个人借款人申请条件：

（一）登记失业人员自主创业自筹资金不足，并符合以下条件的，可以申请，其中的妇女应当给予重点支持和优先办理；

1.提交申请时不超过六十周岁；

2.有具体经营项目；

（二）其他人员自主创业资金不足申请贷款的，除上述条件外，所创办的主体注册登记时间应当在三年以内。

三、向谁申请？

答：向街道窗口申请。
"""

GUIDE = """产业政策导引

目录

一、综合篇 ........ 1

1.老旧厂房改造 ........ 1

2.楼宇改造 ........ 3

二、制造业篇 ........ 5

1.算力券 ........ 5

一、综合篇

1. 老旧厂房改造

老旧厂房改造

依据文件 《办法》

发文机构 市发展改革委

工具分类 资金支持

服务内容

1．支持内容：

给予最高五百万元补助。

条件要求

1．在本市注册。

2. 楼宇改造项目促进
发展

楼宇改造项目促进发展

依据文件 《办法二》

发文机构 市发展改革委

服务内容

按投资额的百分之二十补助。

二、制造业篇

（一）智能制造 1. 算力券

算力券

依据文件 《算力券方案》

发文机构 市经济和信息化局

工具分类 资金支持

服务内容

按合同额的百分之二十发放算力券。
"""

GUIDANCE = """Contents

Executive summary 3

Overview 4

Risk and control 9

Executive summary

This guidance helps departments to use AI well and it says what they must do before they start to use it.

OVERVIEW

1. Introduction

Departments use many systems, and each of them should be recorded in the register that the centre keeps.

2. Suggested actions

GOVERN 1.1: Legal requirements are understood.

Action ID: GV-1.1-001 | Suggested Action: Align use with laws | Risks: Privacy

GOVERN 1.2: Trust is part of policy.

Action ID: GV-1.2-001 | Suggested Action: Establish policies | Risks: Integrity

2.1 Recording

Every system is recorded in the register, with the name of its owner and the date of its last review.

2.2 Reviewing

Every system is reviewed each year by someone who did not build it and who reports what was found.

RISK AND CONTROL

Risks are weighed against benefits, and where the balance is poor the system is not used by the department.
"""

NEWS = """The city said on Monday that it would issue vouchers.

“We want every firm to have compute,” the director said. “That is why we act.” She spoke at a press conference.

Firms were cautious.
"""

ALL = {
    name: value
    for name, value in globals().items()
    if name.isupper() and isinstance(value, str) and name not in ("ALL",)
}


def source(text: str, *, headings: tuple[Heading, ...] = (), pages: tuple[Page, ...] = ()) -> Source:
    return Source("test.txt", "test.txt", hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), "text",
                  text, pages, headings)  # fmt: skip


def markdown(text: str) -> Source:
    """A source as reading makes it from Markdown: heading signs gone, headings marked."""
    words = ""
    headings = []
    for block in re.split(r"\n{2,}", text.strip()):
        match = re.match(r"(#{1,6}) +(.*)", block)
        if match:
            headings.append(Heading(len(words), len(words) + len(match.group(2)), len(match.group(1))))
        words += (match.group(2) if match else block) + "\n\n"
    return source(words.rstrip("\n"), headings=tuple(headings))


def document(source: Source, sections: tuple[Section, ...] | None = None) -> Document:
    record = Record(source.name, source.name, Kind.OTHER, "en", source.sha256)
    return Document(record, source.text, outline(source) if sections is None else sections, source.pages)


def labels(sections: tuple[Section, ...], unit: str) -> list[str]:
    return [section.label for section in sections if section.unit == unit]


def at(source: Source, sections: tuple[Section, ...], label: str) -> str:
    """The text of the one leaf with the label."""
    (section,) = [section for section in sections if section.label == label]
    return source.text[section.start : section.end]
