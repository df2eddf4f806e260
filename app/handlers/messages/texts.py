"""The sentences of the chat, in one table."""

import re

# Fifteen digits or more: an ID number or a bank card, which must not be sent in a chat.
PERSONAL_NUMBER = re.compile(r"\d[\d \-]{13,22}[\dx]")

HELP = (
    "回复数字就能办：\n1 查余额　2 查贷款　3 办提取\n4 开证明　5 查进度　6 绑定微信　0 人工\n"
    "也可以点下面的菜单。打电话：12329"
)
WELCOME = "您好，这里是{account}。\n" + HELP
SCANNED = "您扫的码：{link}"
GREETED = "您好，这里是{account}。\n{scanned}\n查余额请回复 1。打电话：12329"
BALANCE = "{link}\n为保护隐私，金额不在聊天里显示。"
BALANCE_IN_CHAT = "{amounts}\n{link}"
AMOUNT = "账户余额 {amount} 元"
BALANCE_LINK = "点这里看账户余额"
BIND_FIRST = "请先{link}，绑定后从公众号进来不用输密码。"
BIND_LINK = "绑定微信"
BINDING = "您的微信已绑定。{link}"
BINDING_LINK = "查看或解除绑定"
CERTIFICATES = "您要开哪一种证明？\n{links}"
CERTIFICATE_LINKS = (
    ("/certificates/new/remote_loan", "异地贷款缴存证明"),
    ("/certificates/new/contribution", "公积金缴存证明"),
    ("/certificates/new/settled_loan", "贷款结清证明"),
    ("/certificates", "我的证明"),
    ("/verify", "核验别人给的证明"),
)
LOANS = "{links}"
LOAN_LINKS = (
    ("/loans", "查贷款余额和还款计划"),
    ("/loans/payoff", "提前还清贷款"),
    ("/loans/prepayment", "提前还一部分贷款"),
)
WITHDRAWALS = "您想办哪一种？{link}"
WITHDRAWALS_LINK = "点这里选提取的原因"
PROGRESS = "{link}"
PROGRESS_LINK = "点这里看办件进度"
RESET = "{link}。收不到验证码时，请核对手机号是不是在中心登记的那个，或打 12329。"
RESET_LINK = "忘记密码点这里"
DISPLAY = "{link}，字会变大，按钮也会变大。"
DISPLAY_LINK = "点这里换成长辈版"
COUNTERS = "业务网点的地址和办公时间，请打 12329 询问。"
LOCATION = "离您最近的业务网点在{county}。具体地址请打 12329。"
HUMAN = "正在为您转人工客服。工作时间以外请留言，下一个工作日回复；急事请打 12329。"
PICTURE = "图片请在办理页面上传，聊天里收不到。要查余额请回复 1。"
NO_NUMBERS_HERE = "请不要在聊天里发证件号、卡号、验证码。请点菜单办理。"
NOT_UNDERSTOOD = "没听懂“{said}”。回复 1 查余额、6 绑定微信，或回复“人工”。"
