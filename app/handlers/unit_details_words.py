"""The words of what a unit may change of itself (单位信息变更) and of its people (个人信息变更), rules 4.16."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from app.handlers.unit_words import AFFILIATIONS

DETAILS: Mapping[str, str] = MappingProxyType(
    {
        "address": "单位地址",
        "postcode": "邮编",
        "phone": "单位电话",
        "email": "电子邮箱",
        "agent_name": "经办人姓名",
        "agent_phone": "经办人手机号",
        "pay_day": "发薪日",
        "affiliation": "隶属关系",
        "industry": "所属行业",
    }
)
# What a unit may change of its people (个人信息变更).
PERSON_FACTS: Mapping[str, str] = MappingProxyType({"education": "学历", "occupation": "职业", "job_title": "职务"})
# 所属行业: the sections (门类) of GB/T 4754-2017
INDUSTRIES = (
    "农、林、牧、渔业",
    "采矿业",
    "制造业",
    "电力、热力、燃气及水生产和供应业",
    "建筑业",
    "批发和零售业",
    "交通运输、仓储和邮政业",
    "住宿和餐饮业",
    "信息传输、软件和信息技术服务业",
    "金融业",
    "房地产业",
    "租赁和商务服务业",
    "科学研究和技术服务业",
    "水利、环境和公共设施管理业",
    "居民服务、修理和其他服务业",
    "教育",
    "卫生和社会工作",
    "文化、体育和娱乐业",
    "公共管理、社会保障和社会组织",
    "国际组织",
)
NOTHING = "（空）"


def shown_changes(changes: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """Return (name, before, after) in words."""
    names = {**DETAILS, **PERSON_FACTS}
    return [(names[fact], _value(fact, before), _value(fact, after)) for fact, before, after in changes]


def _value(fact: str, value: str) -> str:
    if fact == "affiliation":
        return AFFILIATIONS.get(value, value) or NOTHING
    return f"每月{value}日" if fact == "pay_day" else value or NOTHING
