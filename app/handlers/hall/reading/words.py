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

LOAN_STATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"normal": ("正常", "ok"), "overdue": ("逾期", "err"), "settled": ("已还清注销", "mute")}
)
# 还款方式 DKHKFS and 贷款业务明细, JGJ/T 320.
METHODS: Mapping[str, str] = MappingProxyType(
    {"01": "等额本息", "02": "等额本金", "03": "一次还款付息", "04": "自由还款", "99": "其他"}
)
REPAYMENTS: Mapping[str, str] = MappingProxyType(
    {
        "01": "发放",
        "02": "正常还款",
        "03": "提前还款",
        "04": "逾期还款",
        "05": "公积金提取还款",
        "06": "结清",
        "07": "展期",
        "08": "缩期",
        "09": "核销",
        "99": "其他",
    }
)
INSTALMENT_STATES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"paid": ("已还", "ok"), "overdue": ("逾期", "err"), "due": ("未到期", "mute"), "cancelled": ("已结清", "mute")}
)


def movement_name(kind: str) -> str:
    return MOVEMENTS.get(kind, MOVEMENTS["99"])
