"""Web pages: main text, tables, hidden things, facts of heads and boxes."""

# ruff: noqa: E501 - rows of wide characters are kept on one line
from __future__ import annotations

import pytest
from places import POLICY

from assistant.reading.formats.html import parse_html
from assistant.reading.limits import DEFAULTS
from assistant.reading.parsed import Refused

BODY = "".join(
    f"<p>第{number}条 市人民政府应当建立人工智能产业发展协调工作机制，统筹协调发展和安全工作，推动产业健康有序发展。</p>"
    for number in "一二三四五六"
)
FRAME = (
    "<html><head><title>某市人工智能条例_某市政府</title>{head}</head><body><ul class=nav>"
    + "".join(f"<li><a href=/{n}>栏目{n}</a></li>" for n in range(30))
    + "</ul>{box}<div class=main><div id=zoom>{body}</div></div>"
    "<div class=foot><a href=/>首页</a> 主办单位：某市人民政府办公厅 <a href=/map>网站地图</a></div></body></html>"
)


def page(body: str = BODY, head: str = "", box: str = "") -> bytes:
    return FRAME.format(body=body, head=head, box=box).encode()


def text(body: str) -> str:
    return parse_html(page(BODY + body), DEFAULTS).text


def test_menus_and_feet_are_left_out_and_every_article_kept() -> None:
    found = parse_html(page(), DEFAULTS).text
    assert found.startswith("第一条")
    assert found.count("条 市人民政府") == 6
    assert "栏目" not in found
    assert "网站地图" not in found


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>alert('secret')</script>",
        "<style>.secret{}</style>",
        "<!-- secret -->",
        "<p style='display: none'>secret</p>",
        "<p hidden>secret</p>",
        "<div aria-hidden=true>secret</div>",
        "<noscript>secret</noscript>",
        "<form><select><option>secret</option></select></form>",
        "<span style='font-size:0'>secret</span>",
        "<template><p>secret</p></template>",
    ],
)
def test_what_a_reader_does_not_see_is_not_text(hidden: str) -> None:
    assert "secret" not in text(hidden)


def test_headings_lists_breaks_and_struck_words() -> None:
    parsed = parse_html(
        page(
            f"<h2>Part&nbsp;One</h2>{BODY}<ul><li><p>first of them</p></li></ul><ol start=3><li>third</li></ol>"
            "<p>one<br>two</p><p>was <s>May</s> June<sup>2</sup></p>"
        ),
        DEFAULTS,
    )
    assert parsed.text.startswith("Part One\n\n第一条")
    assert [(each.level, parsed.text[each.start : each.end]) for each in parsed.headings] == [(2, "Part One")]
    assert parsed.text.endswith("• first of them\n\n3. third\n\none\ntwo\n\nwas ~~May~~ June²")


def test_rows_of_a_table_repeat_its_header_over_spans() -> None:
    table = (
        "<table><thead><tr><th>区</th><th>对象</th><th>标准</th></tr></thead><tbody>"
        "<tr><td rowspan=2>南山</td><td>成人</td><td>1309元</td></tr><tr><td>儿童</td><td>2976元</td></tr></tbody></table>"
    )
    assert text(table).endswith("区: 南山 | 对象: 成人 | 标准: 1309元\n\n区: 南山 | 对象: 儿童 | 标准: 2976元")


def test_a_table_that_only_lays_the_page_out_is_walked_through() -> None:
    assert "第六条" in parse_html(page(f"<table><tr><td>{BODY}</td></tr></table>"), DEFAULTS).text.split("\n\n")[5]


def test_meta_tags_and_boxes_become_properties_under_the_names_of_a_record() -> None:
    head = (
        "<meta name=ArticleTitle content='某市人工智能条例'><meta name=PubDate content='2024-05-06'>"
        "<meta property=og:url content='https://example.org/a.html'>"
    )
    box = (
        "<table><tr><td>发文机关：</td><td>某市人民政府</td><td>成文日期：</td><td>2024年05月01日</td></tr></table>"
        "<ul><li><span>文　　号：</span>某府规〔2024〕2号</li><li><span>失效日期：</span>2027年05月01日</li></ul>"
    )
    parsed = parse_html(page(head=head, box=box), DEFAULTS)
    stated = {entry.field: entry.value for entry in parsed.properties}
    assert stated["articletitle"] == "某市人工智能条例"
    assert stated["pubdate"] == "2024-05-06"
    assert stated["issuer"] == "某市人民政府"
    assert stated["issued"] == "2024年05月01日"
    assert stated["number"] == "某府规〔2024〕2号"
    assert stated["expires"] == "2027年05月01日"
    assert {entry.origin for entry in parsed.properties} == {"html meta"}
    assert parsed.url == "https://example.org/a.html"
    assert parsed.text.startswith("某市人工智能条例\n\n第一条")  # the title that its head names


def test_the_declared_charset_is_believed_where_it_fits() -> None:
    data = page(head="<meta charset=gb2312>").decode().encode("gb18030")
    assert parse_html(data, DEFAULTS).text.startswith("第一条")


def test_pages_that_nest_too_deeply_are_refused_and_empty_ones_say_nothing() -> None:
    with pytest.raises(Refused):
        parse_html(b"<html><body>" + b"<div>" * 5000 + b"x", DEFAULTS)
    assert parse_html(b"<html><body></body></html>", DEFAULTS).text == ""


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "begins", "ends", "holds", "without"),
    [
        ("measures/gz-minimum-living-standard-2025-tables.html", "穗民规字〔2025〕2号", "公开方式：主动公开", "每人每月1963.5元", "网站地图"),
        ("measures/gz-startup-guaranteed-loan-faq-2025.html", "创业担保贷款常见问题", "公众号上查询。", "LPR+50BP", "长者"),
        ("plans/uk-ai-opportunities-action-plan-2025.govuk.html", "AI Opportunities Action Plan", "2024 (accessed 15 October 2024)", "by at least 20x by 2030", "cookies"),
        ("regulations/cn-generative-ai-interim-measures-2023.cac.html", "国家互联网信息办公室", "2023年8月15日起施行。", "国家互联网信息办公室主任 庄荣文", "设为首页"),
        ("regulations/us-ca-sb1047-2024-enrolled-VETOED.html", "Enrolled September 03, 2024", "disclosed to the public.", "LEGISLATIVE COUNSEL'S DIGEST", "Add To My Favorites"),
    ],
)  # fmt: skip
def test_real_pages_begin_and_end_where_their_documents_do(
    name: str, begins: str, ends: str, holds: str, without: str
) -> None:
    found = parse_html((POLICY / name).read_bytes(), DEFAULTS).text
    assert begins in found[:400]
    assert ends in found[-600:]
    assert holds in found
    assert without not in found
