"""What a unit's handler (经办人) reads when something is refused or a field is wrong."""

from collections.abc import Mapping
from types import MappingProxyType

UNIT_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "unit_unknown_or_wrong": "统一社会信用代码、登录密码或验证码不对，请检查后再试",
        "unit_log_in_wrong": "统一社会信用代码、手机号、密码或验证码不对，请检查后再试",
        "unit_hall_closed": "本单位没有开启网厅单位版，请到柜台开启",
        "unit_agent_unknown": "没有查到这位经办人，请单位里管经办人的同事先添加，或打 12329",
        "unit_agent_there": "这个手机号已经是本单位的经办人",
        "unit_agent_self": "不能移除自己，请另一位经办人来办",
        "unit_agents_not_yours": "本单位有复核人，经办人由复核人管理",
        "unknown_unit": "没有查到这个单位的缴存登记，请先办理缴存登记，或打 12329",
        "ratio_out_of_range": "缴存比例应在 {lowest}%-{highest}% 之间",
        "people_and_wages_disagree": "月缴存人数和月工资总额要么都填，要么都填 0",
        "average_wage_low": "人均工资不能低于 {floor} 元",
        "average_wage_high": "人均工资不能高于 {ceiling} 元",
        "pay_day_out_of_range": "发薪日请填 1 到 31",
        "first_month_before_founding": "首次汇缴年月不能早于成立年月 {month}",
        "first_month_too_late": "首次汇缴年月最晚是下个月",
        "unit_address_short": "单位地址过短，至少 {characters} 个字。请先到市场监管部门更正登记",
        "unit_name_spaces": "单位名称有空格，请打 12329",
        "mobile_invalid": "请输入正确的手机号码",
        "founded_in_future": "成立日期晚于今天，请打 12329",
        "credit_code_length": "统一社会信用代码是 18 位",
        "credit_code_illegal_char": "统一社会信用代码只有数字和大写字母，没有 I、O、S、V、Z",
        "credit_code_check_digit": "统一社会信用代码校验位不正确",
    }
)
