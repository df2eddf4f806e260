"""What a unit's handler (经办人) reads when something is refused or a field is wrong."""

from collections.abc import Mapping
from types import MappingProxyType

# What is wrong with a file as a whole, or with one cell of it.
ROW_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "sheet_too_large": "文件太大，最大 5 MB，请分成几个文件",
        "sheet_not_xlsx": "这个文件打不开。请用下载的模板填写，存成 .xlsx 格式，不要加密码",
        "sheet_too_packed": "文件解压后太大，请用下载的模板重新填写",
        "sheet_merged": "表里有合并的单元格，请取消合并，一人一行",
        "sheet_header": "第一行不是模板的标题，请用下载的模板填写，不要改标题",
        "sheet_too_many_rows": "行数太多，一个文件最多 20,000 人，请分成几个文件",
        "sheet_empty": "表里没有数据，请从第二行开始填写",
        "row_missing": "没有填写",
        "row_formula": "不能用公式，请粘贴成数值",
        "row_name": "姓名里有不能用的字符，请填身份证上的姓名",
        "row_too_long": "太长，最多 60 个字",
        "row_id": "证件号码不对，应是 18 位",
        "row_id_check": "证件号码不对，请检查第 18 位",
        "row_id_as_number": "证件号码被存成了数字，末几位已丢失，请把这一列设为文本再填",
        "row_phone": "手机号码不对",
        "row_base": "应是数字，最多两位小数",
        "row_base_low": "缴存基数低于下限",
        "row_base_high": "缴存基数高于上限",
        "row_base_out_of_range": "缴存基数不在规定范围内",
        "row_twice": "同一个人在表里出现了两次",
        "row_already_enrolled": "这个人已有没销户的个人账户，请办转移或启封",
        "row_name_differs": "姓名和中心登记的不一致",
        "row_not_ours": "本单位没有这个人",
        "row_account_not_normal": "账户不是正常状态",
        "row_account_not_sealed": "账户没有封存",
    }
)
UNIT_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "unit_unknown_or_wrong": "统一社会信用代码、登录密码或验证码不对，请检查后再试",
        "unit_log_in_wrong": "统一社会信用代码、手机号、密码或验证码不对，请检查后再试",
        "unit_hall_closed": "本单位没有开启网厅单位版，请到柜台开启",
        "unit_agent_unknown": "没有查到这位经办人，请单位里管经办人的同事先添加，或打 12329",
        "unit_agent_there": "这个手机号已经是本单位的经办人",
        "unit_agent_self": "不能移除自己，请另一位经办人来办",
        "unit_agents_not_yours": "本单位有复核人，经办人由复核人管理",
        "sheet_too_large": ROW_WORDS["sheet_too_large"],
        "unit_person_unknown": "本单位没有这个人",
        "unit_task_unknown": "没有查到这个办件",
        "unit_task_moved": "这个办件的状态已经变了，可能同事刚刚处理过。请刷新后再看",
        "month_not_payable": "这个月不能汇缴，请重新选择月份",
        "month_all_paid": "已经缴到下个月，现在没有要汇缴的月份",
        "nobody_to_pay_for": "本单位没有正常缴存的职工，请先增员或启封",
        "remit_changed": "核对之后，名单或金额变了。请放弃这一件，重新核定",
        "ratio_same": "和现在的缴存比例一样，不用调整",
        "unit_maker_only": "复核人只核对，不填写。请经办人来办",
        "unit_checker_only": "要由另一位有复核权限的人来核对",
        "unit_details_same": "没有改动。请改好要变更的内容再到下一步",
        "unit_details_moved": "单位信息刚刚有变动，下面已换成最新的，请重新填写",
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
