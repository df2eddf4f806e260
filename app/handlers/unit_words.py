"""The words of codes that units meet: whom they belong to, where they are."""

from collections.abc import Mapping
from types import MappingProxyType

# 隶属关系, GB/T 12404 (rules 1.3)
AFFILIATIONS: Mapping[str, str] = MappingProxyType(
    {
        "10": "中央",
        "20": "省",
        "40": "市、地区",
        "50": "县",
        "60": "街道、镇、乡",
        "70": "居民、村民委员会",
        "90": "其他",
    }
)
# 行政区划 of Yuncheng, GB/T 2260 (rules 1.3)
DISTRICTS: Mapping[str, str] = MappingProxyType(
    {
        "140802": "盐湖区",
        "140821": "临猗县",
        "140822": "万荣县",
        "140823": "闻喜县",
        "140824": "稷山县",
        "140825": "新绛县",
        "140826": "绛县",
        "140827": "垣曲县",
        "140828": "夏县",
        "140829": "平陆县",
        "140830": "芮城县",
        "140881": "永济市",
        "140882": "河津市",
    }
)


def district_words(code: str) -> str:
    """Return 140802 盐湖区; a code we do not know stands alone."""
    return f"{code} {DISTRICTS.get(code, '')}".strip()


def month_words(month: str) -> str:
    """Return 2026-12 as 2026年12月."""
    year, _, number = month.partition("-")
    return f"{year}年{number}月"
