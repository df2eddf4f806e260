"""The words of queries. Tables only."""

from collections.abc import Mapping
from types import MappingProxyType

# 归集提取业务类型, JGJ/T 320.
MOVEMENTS: Mapping[str, str] = MappingProxyType(
    {
        "01": "汇缴",
        "02": "补缴",
        "03": "开户",
        "04": "启封",
        "05": "封存",
        "06": "内部转移",
        "07": "转出到外地",
        "08": "外地转入",
        "09": "年度结息",
        "10": "基数调整",
        "11": "提取",
        "12": "销户提取",
        "13": "缓缴",
        "14": "冻结",
        "15": "解冻",
        "99": "其他",
    }
)
REVERSAL = "（冲账）"
RECORD_COLUMNS = ("记账日期", "业务", "所属年月", "单位部分", "个人部分", "发生额", "余额")
RECORDS_TITLE = "住房公积金明细"
RECORDS_FACTS: Mapping[str, str] = MappingProxyType(
    {"name": "姓名：", "account": "个人账号：", "unit": "单位名称：", "span": "期间：", "data_time": "查询时间："}
)
RECORDS_NOTE = "本明细仅供查询，不作为凭证。需要盖章的证明，请在“证明”里开具。服务热线 12329"


def movement_name(kind: str) -> str:
    return MOVEMENTS.get(kind, MOVEMENTS["99"])
