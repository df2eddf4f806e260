"""What a movement is called in an account's detail (摘要)."""

SUMMARIES = {
    "contribution": "汇缴",
    "late_contribution": "补缴",
    "settlement": "年度结息",
    "withdrawal": "部分提取",
    "closing_interest": "销户利息",
    "closing": "销户提取",
    "transfer_in": "外部转入",
    "withdrawal_reversed": "部分提取冲账",
    "closing_interest_reversed": "销户利息冲账",
    "closing_reversed": "销户提取冲账",
}
