"""Whose rule a text is: jurisdictions told from the names of places and bodies, in both languages."""

from __future__ import annotations

import re

_CITIES = {
    "北京": "Beijing",
    "上海": "Shanghai",
    "天津": "Tianjin",
    "重庆": "Chongqing",
    "深圳": "Shenzhen",
    "广州": "Guangzhou",
    "杭州": "Hangzhou",
    "苏州": "Suzhou",
    "南京": "Nanjing",
    "成都": "Chengdu",
    "武汉": "Wuhan",
    "合肥": "Hefei",
    "西安": "Xian",
    "青岛": "Qingdao",
    "宁波": "Ningbo",
    "厦门": "Xiamen",
    "东莞": "Dongguan",
    "佛山": "Foshan",
    "珠海": "Zhuhai",
    "惠州": "Huizhou",
    "中山": "Zhongshan",
    "无锡": "Wuxi",
    "长沙": "Changsha",
    "郑州": "Zhengzhou",
    "济南": "Jinan",
    "大连": "Dalian",
    "沈阳": "Shenyang",
    "贵阳": "Guiyang",
    "温州": "Wenzhou",
    "福州": "Fuzhou",
    "广东": "Guangdong",
    "浙江": "Zhejiang",
    "江苏": "Jiangsu",
    "安徽": "Anhui",
    "山东": "Shandong",
    "四川": "Sichuan",
    "湖北": "Hubei",
    "湖南": "Hunan",
    "福建": "Fujian",
    "河南": "Henan",
    "河北": "Hebei",
    "陕西": "Shaanxi",
    "江西": "Jiangxi",
    "贵州": "Guizhou",
    "云南": "Yunnan",
    "广西": "Guangxi",
    "辽宁": "Liaoning",
    "吉林": "Jilin",
    "黑龙江": "Heilongjiang",
    "山西": "Shanxi",
    "内蒙古": "InnerMongolia",
    "甘肃": "Gansu",
    "青海": "Qinghai",
    "宁夏": "Ningxia",
    "新疆": "Xinjiang",
    "西藏": "Tibet",
    "海南": "Hainan",
}
_DISTRICTS = {
    "Shenzhen": {
        "南山": "Nanshan",
        "福田": "Futian",
        "罗湖": "Luohu",
        "龙岗": "Longgang",
        "龙华": "Longhua",
        "宝安": "Baoan",
        "盐田": "Yantian",
        "坪山": "Pingshan",
        "光明": "Guangming",
        "大鹏": "Dapeng",
        "前海": "Qianhai",
    },
    "Guangzhou": {
        "天河": "Tianhe",
        "黄埔": "Huangpu",
        "越秀": "Yuexiu",
        "海珠": "Haizhu",
        "白云": "Baiyun",
        "南沙": "Nansha",
        "番禺": "Panyu",
        "荔湾": "Liwan",
        "花都": "Huadu",
        "增城": "Zengcheng",
        "从化": "Conghua",
    },
    "Beijing": {"海淀": "Haidian", "朝阳": "Chaoyang", "石景山": "Shijingshan", "亦庄": "Yizhuang"},
    "Shanghai": {"浦东": "Pudong", "徐汇": "Xuhui", "闵行": "Minhang", "临港": "Lingang"},
}
_SPELLINGS = {"bao'an": "Baoan", "bao’an": "Baoan", "xi'an": "Xian", "inner mongolia": "InnerMongolia"}
_STATES = {
    "california": "CA",
    "colorado": "CO",
    "new york": "NY",
    "texas": "TX",
    "utah": "UT",
    "illinois": "IL",
    "virginia": "VA",
    "connecticut": "CT",
    "washington state": "WA",
    "massachusetts": "MA",
    "tennessee": "TN",
}
_BODIES: tuple[tuple[str, str], ...] = (
    (
        r"people[’']s republic of china|state council|cyberspace administration of "
        r"china|中华人民共和国|国务院|全国人民代表大会|"
        r"中共中央|国家互联网信息办公室|国家发展|工业和信息化部|人力资源社会保障部|"
        r"国家数据局|科学技术部|教育部|财政部|商务部",
        "CN",
    ),
    (r"行政院|中華民國|國家科學及技術|taiwan", "TW"),
    (r"hong kong|香港特别行政区|香港特別行政區", "HK"),
    (r"european parliament|european union|european commission|欧盟|歐盟", "EU"),
    (
        r"president of the united states|laws of the united states|executive office of "
        r"the president|office of management and budget|"
        r"national institute of standards|u\.s\. department|united states|美国",
        "US",
    ),
    (
        r"gov\.uk|uk government|united kingdom|his majesty|department for science, "
        r"innovation|government digital service|英国",
        "UK",
    ),
    (r"singapore|\bimda\b|新加坡", "SG"),
    (r"korea|대한민국|소상공인|국회|韩国", "KR"),
    (r"japan|内閣府|日本", "JP"),
)
_FILE_PREFIXES = {
    "cn": "CN",
    "sz": "CN-Shenzhen",
    "bj": "CN-Beijing",
    "sh": "CN-Shanghai",
    "gz": "CN-Guangzhou",
    "gd": "CN-Guangdong",
    "hk": "HK",
    "tw": "TW",
    "kr": "KR",
    "jp": "JP",
    "sg": "SG",
    "eu": "EU",
    "uk": "UK",
    "us": "US",
    "us-ca": "US-CA",
    "us-co": "US-CO",
    "us-ny": "US-NY",
    "us-tx": "US-TX",
}
_DOMAINS = {".gov.cn": "CN", ".gov.uk": "UK", ".gov.sg": "SG", ".go.kr": "KR", ".gov.hk": "HK", ".gov.tw": "TW",
            ".europa.eu": "EU", ".gov": "US"}  # fmt: skip


def place_of(words: str) -> str:
    """The jurisdiction whose place or body is named first in `words` (a title, an issuer), "" if none.

    A city inside a country wins over the country, a district over its city.
    """
    found = _chinese_place(words) or _english_place(words)
    return found or body_of(words)


def _chinese_place(words: str) -> str:
    places = "|".join(sorted(_CITIES, key=len, reverse=True))
    match = re.search(rf"({places})(?:省|市|特区|经济特区|自治区|壮族|维吾尔)?", words)
    if match and (len(match.group()) > len(match[1]) or match.start() <= 8):
        city = _CITIES[match[1]]
        after = words[match.start() :]
        for district, name in _DISTRICTS.get(city, {}).items():
            if re.search(rf"{match[1]}市?{district}|{district}(?:区|新区|街道|管理局)", after[:60]):
                return f"CN-{city}-{name}"
        return f"CN-{city}"
    for city, districts in _DISTRICTS.items():
        for district, name in districts.items():
            if re.search(rf"{district}(?:新区|区)", words):
                return f"CN-{city}-{name}"
    return ""


def _english_place(words: str) -> str:
    lowered = words.lower()
    for spelling, name in _SPELLINGS.items():
        lowered = lowered.replace(spelling, name.lower())
    for city, districts in _DISTRICTS.items():
        for name in districts.values():
            if re.search(rf"\b{name.lower()}\b", lowered) and (
                city.lower() in lowered or f"{name.lower()} district" in lowered
            ):
                return f"CN-{city}-{name}"
    for name in _CITIES.values():
        if re.search(rf"\b{name.lower()}\b", lowered):
            return f"CN-{name}"
    for state, code in _STATES.items():
        if re.search(rf"\b{state}\b", lowered):
            return f"US-{code}"
    return ""


def body_of(words: str) -> str:
    """The country or union whose bodies are named most often in `words`, "" if none."""
    counts = {place: len(re.findall(pattern, words, re.I)) for pattern, place in _BODIES}
    best = max(counts, key=lambda place: counts[place])
    return best if counts[best] else ""


def place_of_number(canonical: str) -> str:
    """The jurisdiction that a canonical document number implies, "" if it does not."""
    prefixes = {
        "eo:": "US",
        "omb:": "US",
        "nist:": "US",
        "us:": "US",
        "eu:": "EU",
        "uk:": "UK",
        "hk:": "HK",
        "国务院令": "CN",
    }
    return next((place for prefix, place in prefixes.items() if canonical.startswith(prefix)), "")


def place_of_url(url: str) -> str:
    """The country of a government's web address, "" for others."""
    host = re.sub(r"^https?://([^/:]+).*$", r"\1", url.strip().lower())
    return next((place for ending, place in _DOMAINS.items() if host.endswith(ending)), "")


def place_of_file(name: str) -> str:
    """The jurisdiction that a file name begins with ("us-co-sb24-205.pdf", "sz-plan.md"), "" if it does not."""
    stem = re.sub(r"^(?:derived|copy|draft)[-_]", "", name.lower())
    parts = re.split(r"[-_. ]", stem)
    return _FILE_PREFIXES.get("-".join(parts[:2]), "") or (_FILE_PREFIXES.get(parts[0], "") if len(parts) > 1 else "")
