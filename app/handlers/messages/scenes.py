"""What a parametric code (带参数二维码) of ours leads to: its scene (场景值) names a page of the hall."""

from types import MappingProxyType

from app.handlers.messages import paths, texts
from app.handlers.messages.router import Conversation, Router, only_looks
from app.wechat.messages import ScanEvent, SubscribeEvent
from app.wechat.replies import Reply, TextReply

SCENES = MappingProxyType(
    {
        "account": (paths.ACCOUNT, "查账户余额"),
        "bind": (paths.BIND, "绑定微信"),
        "withdrawals": (paths.WITHDRAWALS, "办理提取"),
        "payoff": (paths.PAYOFF, "提前还清贷款"),
        "certificates": (paths.CERTIFICATES, "开证明"),
        "applications": (paths.APPLICATIONS, "查办件进度"),
        "verify": (paths.VERIFY, "核验证明"),
    }
)


def register(router: Router) -> None:
    """Give a scan by somebody who follows already its handler; that of a new follower is the greeting's."""
    router.on(ScanEvent)(scanned)


@only_looks
def scanned(conversation: Conversation) -> Reply:
    """Answer with the link that the code stands for."""
    return TextReply(scene_text(conversation) or texts.HELP)


def scene_text(conversation: Conversation) -> str:
    """Return the line with the scanned code's link; empty for a code that is none of ours."""
    message = conversation.message
    scene = message.scene if isinstance(message, ScanEvent | SubscribeEvent) else ""
    if scene not in SCENES:
        return ""
    path, words = SCENES[scene]
    return texts.SCANNED.format(link=conversation.link(path, words))
