"""What askers spend is read sum by sum, told or asked; what others spend, bounds and bare results are not theirs."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.measures.purposes import purposes_in
from assistant.questions.request import read_conversation, read_request
from assistant.records import Turn

WHEN = date(2026, 11, 30)


def spent(typed: str) -> list[tuple[int, str]]:
    """Each sum of the asker's with the first thing that it is spent on."""
    activities = read_request(typed, WHEN).profile.activities
    return [(int(one.amount), purposes_in(one.what)[0]) for one in activities if one.amount is not None]


@pytest.mark.parametrize(
    ("typed", "sums"),
    [
        ("We are in Guangming, 60 people. 14 million yuan for rented computing power (training), 2 million yuan for "
         "corpora, seller unrelated. What can we get?", [(14_000_000, "compute"), (2_000_000, "corpus")]),
        ("And for us: we pay 4.5 million yuan a year to use a model that is filed. How much comes back?",
         [(4_500_000, "model use")]),
        ("We rent GPUs to train our own model, spent about 3.2 million yuan last year. What is it worth?",
         [(3_200_000, "compute")]),
        ("我们在龙华，今年算力花了800万元，另外买语料100万元，能补多少？",
         [(8_000_000, "compute"), (1_000_000, "corpus")]),
        ("我公司迁到深圳。新签的400万元训练算力合同能拿多少？", [(4_000_000, "compute")]),
        ("我们做AI眼镜，核定的单品销售额8000万，能奖励多少？", [(80_000_000, "hardware sales")]),
        ("We signed a GPU rental with a cloud provider for training, RMB 3,480,000, and bought a legal corpus for RMB "
         "410,000 via the data exchange. What do we qualify for?", [(3_480_000, "compute"), (410_000, "corpus")]),
        ("我们在龙华。今年租智算做自研大模型训练，合同740万；另外采购了一家已经备案的大模型服务，花了260万。能报哪几笔？",
         [(7_400_000, "compute"), (2_600_000, "model use")]),
        ("我们公司注册资本5000万，去年融资3000万，买了100万的模型API。能补多少？", [(1_000_000, "model use")]),
        ("Inside runs a third party LLM, filed, we paid 9.2 million for it. What would it pay us?",
         [(9_200_000, "model use")]),
        ("Is the cap of the training voucher 10 million yuan for computing power?", []),
        ("We heard that the compute voucher pays up to 10 million yuan. Is that so?", []),
        ("Who got the 4.5 billion yuan for computing power?", []),
    ],
)  # fmt: skip
def test_each_sum_has_what_it_is_spent_on(typed: str, sums: list[tuple[int, str]]) -> None:
    assert spent(typed) == sums


def test_what_is_told_of_a_sum_stays_with_it() -> None:
    profile = read_request(
        "We are no start-up any more. 3 million yuan of computing power, 1 million yuan for corpora from an unrelated "
        "seller; registered capital 30 million yuan. What do we get?", WHEN
    ).profile  # fmt: skip
    assert [one.supplier_related for one in profile.activities] == [None, False]
    assert profile.is_startup is False


def test_a_place_that_was_left_is_not_the_askers() -> None:
    assert read_request("我公司原在北京，现迁到深圳，20人。能申请什么？", WHEN).profile.jurisdiction == "CN-Shenzhen"
    moved = "We moved our 20 people from Beijing to Shenzhen. What can we apply for?"
    assert read_request(moved, WHEN).profile.jurisdiction == "CN-Shenzhen"


def test_a_place_named_before_narrows_where_a_sum_is_spent() -> None:
    last, _ = read_conversation(
        "we pay 2 million yuan to use a model. how much comes back?",
        [Turn("what is a model voucher in Shenzhen?", "")],
        WHEN,
    )
    assert last.profile.jurisdiction == "CN-Shenzhen"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ('Is this right? "Shenzhen passed its AI regulation in November 2022, and it has 73 articles."', "check"),
        ("这句话对吗：“深圳的条例于2022年11月通过，共73条，是全国第一部。”", "check"),
        ('Our accountant wrote: "Qianhai pays 60 yuan per sqm and month for offices of AI firms." We rent 1,200 sqm of '
         "office space there and use it ourselves, operating since 2024. How much is it a year, and is that right?",
         "amount"),
        ('Is the "training voucher" still open, and is it right that start-ups get more than others do?', "list"),
    ],
)  # fmt: skip
def test_a_pasted_passage_that_is_asked_to_be_right_is_checked(typed: str, kind: str) -> None:
    assert (read_request(typed, WHEN).kind == "check") == (kind == "check")


def test_the_place_of_a_seller_is_not_the_askers() -> None:
    typed = "Studio in Guangming district. We bought a corpus for 640,000 yuan from a company in Chengdu."
    assert read_request(typed, WHEN).profile.jurisdiction == "CN-Shenzhen-Guangming"


def test_a_sum_that_is_stated_beside_a_question_for_support_is_spent() -> None:
    request = read_request("公司在深圳南山。今年的模型费用合计430万。模型券30%能不能全拿？", WHEN)
    assert [one.amount for one in request.profile.activities] == [4_300_000]
