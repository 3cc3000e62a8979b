"""Figures in the digests beside the words of their sources under ../shared, for tests/test_corpus.py.

`says` must be in the digest's body and `verbatim` in the source, white space apart.
"""

from __future__ import annotations

from typing import NamedTuple


class Figure(NamedTuple):
    digest: str
    says: str
    source: str
    verbatim: str


SZ_LAW = "policy/regulations/sz-ai-industry-promotion-regulations-2022.zh.md"
ALGORITHM = "policy/regulations/cn-algorithm-recommendation-provisions-2021.zh.md"
GENAI = "policy/regulations/cn-generative-ai-interim-measures-2023.zh.md"
GENAI_EN = "policy/regulations/cn-generative-ai-interim-measures-2023.en.casi.txt"
CYBER = "policy/regulations/cn-cybersecurity-law-2025-amended.zh.md"
CYBER_2016 = "policy/regulations/cn-cybersecurity-law-2016-superseded.zh.md"
MAKING = "policy/plans/cn-ai-plus-manufacturing-opinions-2025.zh.md"
PEOPLE = "policy/plans/cn-ai-plus-human-resources-opinions-2026.gov-print.pdf"
BEIJING = "policy/measures/bj-industry-policy-guide-2024.zh.pdf"
EU = "policy/regulations/eu-ai-act-2024-1689.oj.en.pdf"
CO_24 = "policy/regulations/us-co-sb24-205-signed-act.pdf"
CO_25 = "policy/regulations/us-co-sb25b-004-delay.pdf"
CO_26 = "policy/regulations/us-co-sb26-189-admt.pdf"
EO_14110 = "policy/regulations/us-eo-14110-safe-secure-trustworthy-ai.pdf"
EO_14148 = "policy/regulations/us-eo-14148-initial-rescissions.pdf"
EO_14179 = "policy/regulations/us-eo-14179-removing-barriers.pdf"
KOREA = "policy/regulations/kr-ai-framework-act-2025.en.md"
ROUNDTABLE = "seeds/000_77ccc533e0b2d562.txt"
ACTION_PLAN = "seeds/003_6d888bd9011e60ee.txt"
FACTS = "facts.md"

_BY_DIGEST: dict[str, list[tuple[str, str, str]]] = {
    "sz-ai-regulation-2022.md": [
        ("adopted on 30 August 2022", SZ_LAW, "2022年8月30日 深圳市第七届人民代表大会常务委员会第十一次会议通过"),
        ("at its 11th session", SZ_LAW, "第十一次会议通过"),
        ("7 chapters and 73 articles", SZ_LAW, "第七十三条 本条例自2022年11月1日起施行"),
        ("7 chapters and 73 articles", SZ_LAW, "## 第七章 附则"),
        ("Article 73 sets 1 November 2022", SZ_LAW, "第七十三条 本条例自2022年11月1日起施行"),
        ("Article 6 of the Shenzhen AI regulation makes", SZ_LAW, "第六条 市工业和信息化部门是人工智能产业主管部门"),
        ("Article 19 of the Shenzhen AI regulation obliges", SZ_LAW, "第十九条 市财政部门应当加大科技创新财政投入"),
        ("Article 33 of the Shenzhen AI regulation requires", SZ_LAW, "应当进行去标识化处理"),
        ("Article 38 of the Shenzhen AI regulation obliges", SZ_LAW, "第三十八条 本市国家机关"),
        ("the article allows this and obliges nobody", SZ_LAW, "市产业主管部门可以对企业开展智能化改造"),
        ("Article 43 of the Shenzhen AI regulation obliges", SZ_LAW, "第四十三条 市产业主管部门应当建立"),
        ("Article 44 of the Shenzhen AI regulation allows", SZ_LAW, "第四十四条 除涉及国家安全"),
        ("Article 47 of the Shenzhen AI regulation obliges", SZ_LAW, "第四十七条 市人民政府及其有关部门应当"),
        ("in the first half of every year", SZ_LAW, "第六十二条 市产业主管部门应当于每年上半年"),
        ("Article 65 of the Shenzhen AI regulation obliges", SZ_LAW, "第六十五条 市人民政府应当"),
        ("Article 71 of the Shenzhen AI regulation obliges", SZ_LAW, "第七十一条 对于公共决策领域"),
        ("announced on 5 September 2022", FACTS, "Announced 5 Sep 2022"),
        ("on 28–29 June 2021", FACTS, "to the congress 28–29 Jun 2021"),
        ("with comments until 30 July 2021", FACTS, "comments until 30 Jul 2021"),
        ("22 September 2022 for Shanghai", FACTS, "30 Aug vs. 22 Sep 2022"),
    ],
    "sz-ai-regulation-2022.zh.md": [
        ("2022年8月30日由深圳市第七届人大常委会第十一次会议通过", SZ_LAW, "2022年8月30日 深圳市第七届"),
        ("共7章73条", SZ_LAW, "第七十三条 本条例自2022年11月1日起施行"),
        ("11月1日起施行", SZ_LAW, "本条例自2022年11月1日起施行"),
        ("条例第四十一条允许主管部门", SZ_LAW, "可以对企业开展智能化改造"),
        ("条例第六十六条要求按风险分级监管", SZ_LAW, "第六十六条 市人民政府及其有关部门根据人工智能应用的风险等级"),
    ],
    "sz-ai-plan-2019-2023.md": [
        (
            "more than 10 billion yuan in 2020 and more than 30 billion yuan in 2023",
            FACTS,
            ">10 bn (2020) and >30 bn (2023)",
        ),
        ("300 billion yuan in 2020 and 600 billion yuan in 2023", FACTS, "related industries 300 bn / 600 bn"),
    ],
    "sz-ai-action-plan-2023-2024.md": [
        ("18 measures in six areas", ACTION_PLAN, "18 specific measures to be implemented across six dimensions"),
        ("list of 26 application scenarios", ACTION_PLAN, "a list of 26 application scenarios"),
        ("size of 100 billion yuan", ACTION_PLAN, "some 100 billion yuan"),
        ("issued on 31 May 2023", FACTS, "issued 31 May 2023"),
        ("held on the 8th of each month", FACTS, "8th of each month"),
    ],
    "sz-pioneer-city-plan-2024.md": [
        ("22 measures in six areas", FACTS, "22 measures in 6 areas"),
        ("4,000 PFLOPS in 2024", FACTS, "4,000 PFLOPS open compute centre in 2024"),
        ("30,000 PFLOPS", FACTS, "30,000 PFLOPS dispatchable by end 2024"),
    ],
    "sz-pioneer-city-plan-2025-2026.md": [
        ("more than 3,000 AI companies", FACTS, ">3,000 AI firms"),
        ("more than 10 unicorns and at least 10 incubators", FACTS, ">10 unicorns"),
        ("more than 20 % a year", FACTS, "industry growth >20 % a year"),
    ],
    "sz-terminal-plan-2025-2026.md": [
        ("at least 800 billion yuan, aiming at 1 trillion yuan", FACTS, "≥800 bn, aiming at 1 trillion"),
        ("more than 150 million units", FACTS, ">150 m units"),
    ],
    "sz-embodied-robot-plan-2025-2027.md": [
        ("valued at more than 10 billion yuan", FACTS, "≥10 firms valued >10 bn"),
        ("more than 1,200 companies", FACTS, ">1,200 firms"),
    ],
    "sz-opc-plan-2026-2027.md": [
        ("up to 100,000 yuan per person", FACTS, "≤100,000 per person"),
        ("more than 500,000 m² in all", FACTS, ">500,000 m² in all"),
    ],
    "sz-several-measures-2024.md": [
        ("at most 50 % of the compute-service contract, and 60 % for start-ups", FACTS, "≤50 % of the compute-service"),
        ("60 % for start-ups", FACTS, "**60 % for start-ups**"),
        (
            "training vouchers of up to 500 million yuan a year",
            FACTS,
            "| Training voucher 训力券 | ≤500 m | ≤50 % of the compute-service contract",
        ),
        ("the cap is 2 million yuan", FACTS, "| Corpus voucher 语料券 | ≤50 m | ≤30 % of contract | 2 m |"),
        ("up to 1 million yuan for each data-source unit", FACTS, "≤1 m per data-source unit"),
        (
            "in principle 1 million yuan and at most 2 million yuan",
            FACTS,
            "in principle 1 m, at most 2 m per firm and year",
        ),
        ("2 million yuan for a demonstration project", FACTS, "2 m (demonstration) / 10 m (benchmark)"),
        ("up to 10 million yuan for each project, out of up to 300", FACTS, "| R&D | ≤300 m | – | ≤10 m per project"),
        ("up to 3 million yuan for each company", FACTS, "| 3 m per firm |"),
        ("rent-free for 6 months to 3 years", FACTS, "rent-free 6 months to 3 years"),
        ("18 measures, 15 of which", FACTS, "18 measures, 15 of them with stated money"),
        ("about 200 million yuan for about 40 companies", FACTS, "about 200 m to about 40 firms, 29 Mar 2025"),
    ],
    "sz-several-measures-2024.zh.md": [
        ("不超过算力服务合同额的50%，初创企业为60%，每个申请人最高1000万元", FACTS, "**60 % for start-ups** | 10 m |"),
        ("语料券的资助不超过合同额的30%，最高200万元", FACTS, "≤30 % of contract | 2 m |"),
        ("每年原则上100万元，最高200万元", FACTS, "in principle 1 m, at most 2 m per firm and year"),
    ],
    "sz-several-measures-draft-2024.md": [
        (
            "one-off grant of 1 million yuan",
            FACTS,
            "one-off 1 m for an industry LLM with ≥10 cases and >20 m contracts",
        ),
        ("until 16 September 2024", FACTS, "comments to 16 Sep 2024"),
    ],
    "sz-ai-industry-figures.md": [
        ("1,646 AI companies", ROUNDTABLE, "1,646 AI companies at the end of last year"),
        ("38.7 billion yuan at the end", ROUNDTABLE, "valued at 38.7 billion yuan"),
        ("up 12.1 %", ROUNDTABLE, "a 12.1% increase"),
        ("fifth in China and 16th worldwide", FACTS, "fifth in China/16th worldwide"),
        ("1.55 billion yuan of committed capital", FACTS, "1.55 bn committed capital"),
    ],
    "news-sz-press-conference-2025.md": [
        ("4.5 billion yuan of support in 2025", FACTS, "4.5 bn support in 2025"),
        ("100 new application scenarios", FACTS, "100 new scenarios in 2025"),
    ],
    "nanshan-model-camp.md": [
        ("20 million yuan in the Model Camp", ROUNDTABLE, "initial investment of 20 million yuan"),
        ("at least 100 AI companies and 1,000 AI applications", ROUNDTABLE, "100 AI firms and 1,000 AI applications"),
        ("up to 2 years and after that 30–70 %", FACTS, "≤2 years rent-free, then 30–70 % of market rent"),
        ("up to 5 million yuan a year", FACTS, "≤5 m a year"),
        ("more than 50,000 m²", FACTS, ">50,000 m²"),
    ],
    "nanshan-model-camp.zh.md": [
        ("首期投入2000万元", ROUNDTABLE, "initial investment of 20 million yuan"),
        ("至少100家企业和1000个应用", ROUNDTABLE, "a minimum of 100 AI firms and 1,000 AI applications"),
    ],
    "nanshan-six-vouchers.md": [
        ("up to 10 million yuan for open source", FACTS, "open-source ≤10 m"),
        ("up to 600,000 yuan", FACTS, "≤600,000"),
    ],
    "longgang-compute.md": [("30 % of what a company spends", FACTS, "30 % of the firm's compute cost, ≤6 m")],
    "longhua-compute-voucher.md": [("the cap is 3 million yuan", FACTS, "≤30 % of purchases, ≤3 m")],
    "guangming-ai-measures.md": [
        ("at most 6 million yuan a year, for 3 years", FACTS, "≤30 %, ≤6 m a year for 3 years"),
        (
            "5 % of the approved investment, up to 10 million yuan, and at most 20 million",
            FACTS,
            "≤10 m (≤20 m cumulative)",
        ),
    ],
    "futian-pingshan-baoan.md": [("1 November 2024 to 31 December 2027", FACTS, "1 Nov 2024 – 31 Dec 2027")],
    "qianhai-ai-measures.md": [
        ("60 yuan for each square metre and month, for 36 months", FACTS, "60/m²/month for 36 months, ≤3 m a year"),
        ("registered capital of more than 20 million yuan", FACTS, ">20 m registered capital"),
        ("compute centre with up to 20 million yuan", FACTS, "compute centre ≤20 m, algorithm ≤5 m"),
    ],
    "cn-generative-ai-measures-2023.md": [
        ("issued on 10 July 2023", GENAI, "2023年7月10日公布"),
        ("in force since 15 August 2023", GENAI, "第二十四条 本办法自2023年8月15日起施行"),
        ("have 24 articles", GENAI, "第二十四条 本办法自"),
        ("Order No. 15", GENAI, "七部门令第15号"),
        ("(CAC) and six other departments", GENAI, "国家互联网信息办公室等七部门令"),
        (
            "agreed on 23 May 2023",
            "policy/regulations/cn-generative-ai-interim-measures-2023.cac.html",
            "2023年5月23日",
        ),
        (
            "published on 13 July 2023",
            "policy/regulations/cn-generative-ai-interim-measures-2023.cac.html",
            "2023年07月13日",
        ),
        ("Article 17 of the Generative AI Interim Measures requires", GENAI, "第十七条 提供具有舆论属性"),
        ("Article 12 of the Generative AI Interim Measures requires", GENAI_EN, "Article 12\nProviders should label"),
    ],
    "cn-generative-ai-measures-2023.zh.md": [
        ("共24条", GENAI, "第二十四条 本办法自2023年8月15日起施行"),
        ("2023年8月15日起施行", GENAI, "自2023年8月15日起施行"),
    ],
    "cn-algorithm-provisions-2021.md": [
        ("on 16 November 2021", ALGORITHM, "2021年11月16日 国家互联网信息办公室"),
        ("in force since 1 March 2022; they have 35 articles", ALGORITHM, "第三十五条 本规定自2022年3月1日起施行"),
        (
            "10 working days",
            ALGORITHM,
            "第二十四条 具有舆论属性或者社会动员能力的算法推荐服务提供者应当在提供服务之日起十个工作日内",
        ),
        ("10,000 to 100,000 yuan", ALGORITHM, "责令暂停信息更新，并处一万元以上十万元以下罚款"),
    ],
    "sz-compute-subsidies.md": [
        (
            "60 % of the compute-service contract, and other applicants at most 50 %",
            FACTS,
            "**60 % for start-ups** | 10 m |",
        ),
        ("up to 6 million yuan; the date and validity", FACTS, "30 % of the firm's compute cost, ≤6 m"),
        ("a cap of 3 million yuan", FACTS, "≤30 % of purchases, ≤3 m"),
    ],
    "sz-district-compute.zh.md": [
        ("算力支出的30%给予支持，最高600万元", FACTS, "30 % of the firm's compute cost, ≤6 m"),
        ("不超过采购额的30%，上限300万元", FACTS, "≤30 % of purchases, ≤3 m"),
        ("每平方米每月60元，连续36个月", FACTS, "60/m²/month for 36 months"),
        ("每年最高600万元，连续3年", FACTS, "≤30 %, ≤6 m a year for 3 years"),
    ],
    "cn-labelling-measures-2025.md": [("since 1 September 2025", FACTS, "in force 1 Sep 2025")],
    "cn-cybersecurity-law-2025.md": [
        ("amended on 28 October 2025", CYBER, "根据2025年10月28日全国人民代表大会常务委员会"),
        ("applies from 1 January 2026", CYBER, "2026年1月1日起施行文本"),
        ("has 81 articles", CYBER, "第八十一条 本法自2017年6月1日起施行"),
        ("the text of 2016 had 79", CYBER_2016, "第七十九条 本法自2017年6月1日起施行"),
        ("Article 20 of the amended Cybersecurity Law is about AI", CYBER, "第二十条 国家支持人工智能基础理论研究"),
        ("10,000 to 50,000 yuan at first", CYBER, "可以处一万元以上五万元以下罚款"),
        ("50,000 to 500,000 yuan", CYBER, "处五万元以上五十万元以下罚款"),
        ("a fine of 2 million to 10 million yuan", CYBER, "处二百万元以上一千万元以下罚款"),
        ("200,000 to 1 million yuan", CYBER, "二十万元以上一百万元以下罚款"),
        ("the first fine under Article 61 is 50,000 to 100,000 yuan", CYBER, "可以处五万元以上十万元以下罚款"),
        ("it is 100,000 to 1 million yuan", CYBER, "处十万元以上一百万元以下罚款"),
        ("a fine of 500,000 to 2 million yuan", CYBER, "处五十万元以上二百万元以下罚款"),
        ("50,000 to 200,000 yuan", CYBER, "五万元以上二十万元以下罚款"),
    ],
    "cn-ai-plus-opinions.md": [
        ("工信部联科〔2025〕279号", MAKING, "工信部联科〔2025〕279号"),
        ("dated 25 December 2025", MAKING, "2025年12月25日"),
        ("and seven other departments", MAKING, "工业和信息化部等八部门"),
        ("3 to 5 general-purpose large models", MAKING, "3－5个通用大模型"),
        ("1,000 high-level industrial agents", MAKING, "1000个高水平工业智能体"),
        ("100 high-quality industrial data sets", MAKING, "100个工业领域高质量数据集"),
        ("500 typical application scenarios", MAKING, "500个典型应用场景"),
        ("2 to 3 leading companies", MAKING, "2－3家具有全球影响力的生态主导型企业"),
        ("1,000 benchmark companies", MAKING, "1000家标杆企业"),
        ("人社部发〔2026〕40号", PEOPLE, "人社部发〔2026〕40号"),
        ("dated 22 June 2026", PEOPLE, "成文日期：2026年06月22日"),
        ("about 20 application scenarios", PEOPLE, "打造20个左右"),
        ("about 50 application scenarios", PEOPLE, "探索50个左右高价值应用场景"),
        ("国发〔2025〕11号", PEOPLE, "国发〔2025〕11号"),
        ("more than 70 %", FACTS, "70 % / 90 % penetration by 2027 / 2030"),
    ],
    "cn-anthropomorphic-ai-measures-2026.md": [("since 15 July 2026", FACTS, "in force **15 Jul 2026**")],
    "bj-compute-voucher-2023.md": [
        ("at most 20 % of the contract", BEIJING, "单次申领算力券金额最高不超过智能算力合同额的 20%"),
        (
            "for at most 2 million yuan in a calendar year",
            BEIJING,
            "每个自然年度累计申领和兑付算力券金额不超过 200 万元",
        ),
        ("11 October 2023 to 31 December 2025", BEIJING, "2023 年 10 月 11 日起至 2025 年 12 月 31 日止"),
        ("on or after 1 September 2023", BEIJING, "2023 年 9 月 1 日及以后签订的智能算力服务合同"),
        ("for one year or less", BEIJING, "合同周期为一年及以内"),
        ("in the last 3 years", BEIJING, "近 3 年内无失信记录"),
        ("telephone 55521000", BEIJING, "北京市经济和信息化局：55521000；政策咨询：15611351687"),
        ("each contract counted once only", BEIJING, "同一合同仅能申领一次算力券"),
    ],
    "bj-compute-voucher-2023.zh.md": [
        ("不超过合同额的20%", BEIJING, "智能算力合同额的 20%"),
        ("累计不超过200万元", BEIJING, "不超过 200 万元,同一合同"),
        ("2025年12月31日", BEIJING, "2025 年 12 月 31 日止"),
    ],
    "sh-ai-measures-2025-2026.md": [
        ("out of 600 million yuan in all", FACTS, "compute vouchers 600 m in all, ≤30 % of rent"),
        ("at most 5 million yuan, out of 300 million yuan", FACTS, "model vouchers 300 m, ≤50 %, ≤5 m"),
        ("10–100 %", FACTS, "10–100 %"),
    ],
    "sh-ai-regulation-2022.md": [("has 72 articles", FACTS, "in force 1 Oct 2022, 72 articles")],
    "hz-compute-voucher-2024.md": [("250 million yuan a year", FACTS, "250 m a year; ≤30 %")],
    "zhuhai-ai-measures-2025.md": [("up to 500 million yuan in all", FACTS, "≤500 m in all, ≤50 %, ≤2 m")],
    "gd-ai-robotics-measures-2025.md": [("up to 50 million yuan or up to 10", FACTS, "≤50 m / ≤10 m; champions ≤3 m")],
    "fj-zhangzhou-vouchers-2025.md": [("at most 80 % of the contract", FACTS, "≤80 %/3 m and ≤15 %/5 m")],
    "hk-ai-subsidy-scheme.md": [
        ("HK$3 billion for three years", FACTS, "HK$3 bn, 3 years"),
        ("up to 90 % of the list price", FACTS, "70 % of list price, exceptionally 90 %"),
        ("opened for applications on 7 October 2024", FACTS, "opened 7 Oct 2024"),
    ],
    "sg-ai-tax-deduction-2026.md": [
        ("deduct 400 % of qualifying AI spending", FACTS, "400 % deduction for qualifying AI spend"),
        ("capped at S$50,000", FACTS, "capped at S$50,000 a year"),
    ],
    "eu-ai-act.md": [
        ("EUR 35 000 000", EU, "administrative fines of up to EUR 35 000 000"),
        ("up to 7 % of worldwide annual turnover", EU, "up to 7 % of its total worldwide annual turnover"),
        (
            "EUR 15 000 000) or, for an undertaking, up to 3 %",
            EU,
            "up to EUR 15 000 000 or, if the offender is an undertaking, up to 3 %",
        ),
        (
            "EUR 7 500 000) or, for an undertaking, up to 1 %",
            EU,
            "up to EUR 7 500 000 or, if the offender is an undertaking, up to 1 %",
        ),
        ("limited to the lower of the two values", EU, "whichever thereof is lower"),
        (
            "up to 3 % of worldwide annual turnover or 15 million euros",
            EU,
            "turnover in the preceding financial year or EUR 15 000 000, whichever is higher., when the Commission",
        ),
        ("applies in general from 2 August 2026", EU, "It shall apply from 2 August 2026."),
        ("have applied since 2 February 2025", EU, "Chapters I and II shall apply from 2 February 2025"),
        (
            "have applied since 2 August 2025, but not Article 101",
            EU,
            "shall apply from 2 August 2025, with the exception of Article 101",
        ),
        (
            "applies from 2 August 2027",
            EU,
            "Article 6(1) and the corresponding obligations in this Regulation shall apply from 2 August 2027",
        ),
        ("signed on 13 June 2024", EU, "Done at Brussels, 13 June 2024."),
        ("published on 12 July 2024", EU, "OJ L, 12.7.2024"),
        ("the twentieth day after publication", EU, "on the twentieth day following that of its publication"),
        ("have until 2 August 2030", EU, "requirements and obligations of this Regulation by 2 August 2030"),
        ("have until 31 December 2030", EU, "compliance with this Regulation by 31 December 2030"),
        ("have until 2 August 2027 to comply", EU, "obligations laid down in this Regulation by 2 August 2027"),
        ("2 December 2027 for Annex III", FACTS, "Annex III high-risk to 2 Dec 2027, Annex I to 2 Aug 2028"),
    ],
    "eu-investai.md": [("20 billion euros for four AI gigafactories", FACTS, "€20 bn for four gigafactories")],
    "us-eo-14110.md": [
        ("Executive Order 14110 of 30 October 2023", EO_14110, "Executive Order 14110 of October 30, 2023"),
        ("Executive Order 14148 of 20 January 2025", EO_14148, "Executive Order 14148 of January 20, 2025"),
        ("section 2, item (ggg)", EO_14148, "(ggg) Executive Order 14110 of October 30, 2023"),
        ("eight guiding principles", EO_14110, "eight guiding principles and priorities"),
        ("Executive Order 14179 of 23 January 2025", EO_14179, "Executive Order 14179 of January 23, 2025"),
    ],
    "us-eo-14179.md": [
        ("within 180 days", EO_14179, "Within 180 days of this order"),
        ("Within 60 days", EO_14179, "Within 60 days of this order"),
        ("M-24-10 and M-24-18", EO_14179, "M–24–10 and M–24–18"),
        ("volume 90, 31 January 2025", EO_14179, "Vol. 90, No. 20"),
    ],
    "us-co-sb24-205.md": [
        ("its duties began on 1 February 2026", CO_24, "ON AND AFTER FEBRUARY 1, 2026, A"),
        ("to 30 June 2026", CO_25, "February 1, 2026 JUNE 30, 2026"),
        ("approved on 28 August 2025", CO_25, "Approved: August 28, 2025"),
        ("approved on 14 May 2026", CO_26, "Approved: May 14, 2026"),
        ("at least once a year", CO_24, "AT LEAST ANNUALLY"),
        ("signed on 17 May 2024", FACTS, "SB24-205 (signed 17 May 2024"),
    ],
    "us-co-sb25b-004.md": [
        ("replaces 1 February 2026 by 30 June 2026", CO_25, "On and after February 1, 2026 JUNE 30, 2026"),
        ("approved on 28 August 2025", CO_25, "Approved: August 28, 2025"),
        ("the ninety-day period", CO_25, "the expiration of the ninety-day period"),
    ],
    "us-co-sb26-189.md": [
        ("takes effect on 1 January 2027", CO_26, "this act takes effect January 1, 2027"),
        ("made on or after 1 January 2027", CO_26, "consequential decisions made on or afterJanuary 1, 2027"),
        ("within 30 days", CO_26, "THE DEPLOYER SHALL PROVIDE WITHIN THIRTY DAYS AFTER MAKINGTHE DECISION"),
        ("at least three years", CO_26, "FOR NOT LESS THAN THREE YEARS"),
        ("60 days after a notice of violation", CO_26, "WITHIN SIXTY"),
        ("ends on 1 January 2030", CO_26, "THIS SUBSECTION (3) IS REPEALED, EFFECTIVE JANUARY 1, 2030"),
        ("46,190 dollars", CO_26, "$46,190"),
        ("No cure period is owed", CO_26, "NOTREQUIRED TO PROVIDE A CURE PERIOD"),
        (
            "rules under SB26-189 by 1 January 2027",
            CO_26,
            "ON OR BEFORE JANUARY 1, 2027, THE ATTORNEY GENERAL SHALL ADOPT",
        ),
        ("approved on 14 May 2026", CO_26, "Approved: May 14, 2026"),
    ],
    "kr-ai-framework-act.md": [
        ("at most 30 million won for failing", KOREA, "an administrative fine not exceeding 30 million won"),
        ("at most 3 years in prison", KOREA, "imprisonment with labor for not more than 3 years"),
        ("Act No. 20676 of 21 January 2025", KOREA, "Act No. 20676, Jan. 21, 2025"),
        ("amended on 20 January 2026 by Act No. 21311", KOREA, "Act No. 21311, Jan. 20, 2026"),
        ("in force since 22 January 2026", KOREA, "shall enter into force on January 22, 2026"),
        ("the one of 21 July 2026", KOREA, "Consolidation effective 2026-07-21"),
        ("part of the amendment took effect six months later", KOREA, "6 months after the date of their promulgation"),
    ],
    "news-sz-ai-roundtable.md": [
        ("20 million yuan (2.76 million US dollars", ROUNDTABLE, "20 million yuan (US$2.76 million)"),
        ("at least 100 AI companies and 1,000 AI applications", ROUNDTABLE, "100 AI firms and 1,000 AI applications"),
        ("counts 1,646 AI companies", ROUNDTABLE, "1,646 AI companies at the end of last year, ranking third"),
        ("38.7 billion yuan", ROUNDTABLE, "38.7 billion yuan at the end of last year"),
        ("12.1 % more", ROUNDTABLE, "a 12.1% increase"),
        ("filed 6,080 AI patents", ROUNDTABLE, "6,080 AI-related patents"),
        ("more than 200 people", ROUNDTABLE, "over 200 industry insiders"),
        ("three provincial-level AI industrial parks", ROUNDTABLE, "three provincial-level AI industrial parks"),
        ("AI competitiveness of 100 Chinese cities", ROUNDTABLE, "third among the 100 most competitive"),
        ("in November 2022", ROUNDTABLE, "In November 2022, Shenzhen was the first Chinese city"),
    ],
    "news-sz-ai-roundtable.zh.md": [
        ("1646家人工智能企业", ROUNDTABLE, "1,646 AI companies"),
        ("387亿元，比上年增长12.1%", ROUNDTABLE, "38.7 billion yuan at the end of last year, a 12.1% increase"),
        ("6080件", ROUNDTABLE, "6,080 AI-related patents"),
    ],
    "news-sz-action-plan-2023.md": [
        ("list of 26 application scenarios", ACTION_PLAN, "a list of 26 application scenarios involving AI"),
        ("18 measures in six dimensions", ACTION_PLAN, "18 specific measures to be implemented across six dimensions"),
        ("100 billion yuan (14 billion US dollars", ACTION_PLAN, "100 billion yuan (US$14 billion)"),
        ("went into force on 1 November 2022", ACTION_PLAN, "went into force on November 1, 2022"),
    ],
    "sz-ai-plans.zh.md": [
        ("六个方面18项举措", ACTION_PLAN, "18 specific measures to be implemented across six dimensions"),
        ("26个应用场景的清单", ACTION_PLAN, "a list of 26 application scenarios"),
        ("规模1000亿元的人工智能基金群", ACTION_PLAN, "some 100 billion yuan"),
    ],
}

FIGURES = tuple(Figure(digest, *row) for digest, rows in _BY_DIGEST.items() for row in rows)

# Figures that are neither in the facts nor in a text under ../shared, each with the reason why it is there.
EXTRA_FIGURES: dict[str, tuple[float, ...]] = {
    "sh-ai-measures-2025-2026.md": (489,),  # in the document number, from the law firm's page that the digest names
}
