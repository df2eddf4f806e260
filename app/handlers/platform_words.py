"""What staff read when WeChat (微信) refuses a call, by what the errcode asks of us. A table only."""

from collections.abc import Mapping
from types import MappingProxyType

from app.wechat.errors import Outcome, PlatformError

REFUSED: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.RETRY: "微信现在很忙，没有处理。请过几分钟再试",
        Outcome.TOKEN: "微信不认这次的访问凭证，请过一分钟再试。还是这样，请技术人员检查 AppSecret",
        Outcome.CONFIG: "公众号的设置不对，微信拒绝了。请技术人员检查 AppID、AppSecret、IP 白名单和接口权限",
        Outcome.QUOTA: "今天调用微信的次数用完了，请明天再来",
        Outcome.RECIPIENT: "微信送不到这个关注者",
        Outcome.LATER: "微信现在不给这个关注者送，请晚些再试",
        Outcome.MESSAGE: "微信认为内容的格式不对，请技术人员检查",
        Outcome.MENU: "微信认为菜单不合规定，没有发布。请技术人员检查菜单的定义",
        Outcome.OAUTH: "微信的授权失效了，请重新打开这个页面",
        Outcome.UNREACHABLE: "现在连不上微信，不知道这次有没有办成。请过几分钟刷新页面看一看",
        Outcome.UNKNOWN: "微信拒绝了，原因没有记载。请把错误码告诉技术人员",
    }
)
NO_TOKEN = "现在取不到微信的访问凭证，没有办成。请过几分钟再试"  # noqa: S105 - a sentence


def said(fault: PlatformError | ConnectionError) -> str:
    """Return the sentence, with what the technicians ask for."""
    if isinstance(fault, ConnectionError):
        return f"{NO_TOKEN}。"
    if fault.outcome is Outcome.UNREACHABLE:
        return f"{REFUSED[fault.outcome]}。"
    address = f"，要加入白名单的地址 {fault.address}" if fault.address else ""
    return f"{REFUSED[fault.outcome]}（错误码 {fault.errcode}{address}）。"
