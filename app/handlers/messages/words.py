"""Texts and menu clicks: balance, binding, password, large type, counters, a human."""

from app.domain.money import format_yuan
from app.handlers.messages import paths, texts
from app.handlers.messages.menu import MenuKey
from app.handlers.messages.router import Conversation, Router, only_looks
from app.wechat.replies import Reply, TextReply, TransferReply


def register(router: Router) -> None:
    """Give each word and key its handler."""
    router.on_words("1", "余额", "账户", "公积金", "多少钱")(balance)
    router.on_words("6", "绑定", "解绑", "解除绑定")(binding)
    router.on_words("2", "贷款", "还款", "月供")(loans)
    router.on_words("3", "提取", "退休", "购房", "租房", "离职")(withdrawals)
    router.on_words("5", "进度", "办件")(progress)
    router.on_words("4", "证明", "异地", "结清", "回单")(certificates)
    router.on_words("密码", "忘记", "验证码")(password)
    router.on_words("长辈版", "关怀", "大字", "老人")(display)
    router.on_words("网点", "地址", "电话", "上班")(counters)
    router.on_words("0", "人工", "客服", "投诉")(human)
    router.on_words("?", "帮助", "菜单", "你好")(show_help)
    router.on_click(MenuKey.HUMAN)(human)
    router.on_click(MenuKey.HELP)(show_help)


@only_looks
def balance(conversation: Conversation) -> Reply:
    """Answer with a link that opens on the account; amounts stay out of the chat unless the centre wants them there."""
    if not conversation.is_bound():
        return TextReply(texts.BIND_FIRST.format(link=conversation.link(paths.BIND, texts.BIND_LINK)))
    link = conversation.link(paths.ACCOUNT, texts.BALANCE_LINK)
    amounts = [texts.AMOUNT.format(amount=format_yuan(amount)) for amount in conversation.balances()]
    if amounts:
        return TextReply(texts.BALANCE_IN_CHAT.format(amounts="\n".join(amounts), link=link))
    return TextReply(texts.BALANCE.format(link=link))


@only_looks
def binding(conversation: Conversation) -> Reply:
    """Answer with the way to bind, or to what is bound."""
    if not conversation.is_bound():
        return TextReply(texts.BIND_FIRST.format(link=conversation.link(paths.BIND, texts.BIND_LINK)))
    return TextReply(texts.BINDING.format(link=conversation.link(paths.BIND, texts.BINDING_LINK)))


@only_looks
def certificates(conversation: Conversation) -> Reply:
    """Answer with links to the certificates (证明), and to where anybody verifies one."""
    links = [conversation.link(path, words) for path, words in texts.CERTIFICATE_LINKS]
    return TextReply(texts.CERTIFICATES.format(links="\n".join(links)))


@only_looks
def loans(conversation: Conversation) -> Reply:
    """Answer with what a borrower can do in the hall."""
    links = [conversation.link(path, words) for path, words in texts.LOAN_LINKS]
    return TextReply(texts.LOANS.format(links="\n".join(links)))


@only_looks
def withdrawals(conversation: Conversation) -> Reply:
    """Answer with the way to a withdrawal (提取)."""
    return TextReply(texts.WITHDRAWALS.format(link=conversation.link(paths.WITHDRAWALS, texts.WITHDRAWALS_LINK)))


@only_looks
def progress(conversation: Conversation) -> Reply:
    """Answer with the way to one's applications (办件)."""
    return TextReply(texts.PROGRESS.format(link=conversation.link(paths.APPLICATIONS, texts.PROGRESS_LINK)))


@only_looks
def password(conversation: Conversation) -> Reply:
    """Answer with the way to a new password."""
    return TextReply(texts.RESET.format(link=conversation.link(paths.FORGOT, texts.RESET_LINK)))


@only_looks
def display(conversation: Conversation) -> Reply:
    """Answer with the way to large type (长辈版)."""
    return TextReply(texts.DISPLAY.format(link=conversation.link(paths.DISPLAY, texts.DISPLAY_LINK)))


@only_looks
def counters(_: Conversation) -> Reply:
    """Say how to find a counter (业务网点)."""
    return TextReply(texts.COUNTERS)


@only_looks
def human(conversation: Conversation) -> Reply:
    """Hand a text over to the customer-service desk; a click is answered in words."""
    if getattr(conversation.message, "content", None) is not None:
        return TransferReply()
    return TextReply(texts.HUMAN)


@only_looks
def show_help(_: Conversation) -> Reply:
    """Say what the account understands."""
    return TextReply(texts.HELP)
