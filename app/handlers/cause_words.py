"""Why work that was put off has not been done, in words for staff. Tables only."""

from collections.abc import Mapping
from types import MappingProxyType

from app.services.notices.ways import Way
from app.wechat.errors import Outcome as Platform

_PLATFORM: Mapping[Platform, str] = MappingProxyType(
    {
        Platform.RETRY: "微信很忙",
        Platform.TOKEN: "微信不认访问凭证",
        Platform.CONFIG: "公众号的设置不对，请技术人员检查",
        Platform.QUOTA: "今天调用微信的次数用完了",
        Platform.RECIPIENT: "微信送不到这个关注者",
        Platform.LATER: "微信现在不给这个关注者送",
        Platform.MESSAGE: "微信认为内容的格式不对",
        Platform.MENU: "微信认为菜单不合规定",
        Platform.OAUTH: "微信的授权失效了",
        Platform.UNREACHABLE: "连不上微信",
        Platform.UNKNOWN: "微信拒绝了，原因没有记载",
    }
)
_WAYS: Mapping[Way, str] = MappingProxyType(
    {Way.TEMPLATE: "模板消息", Way.SUBSCRIPTION: "订阅通知", Way.CHAT: "客服消息"}
)
CAUSES: Mapping[str, str] = MappingProxyType(
    {
        **{f"platform_{outcome}": words for outcome, words in _PLATFORM.items()},
        **{
            f"{way}_{outcome}": f"{name}：{words}"
            for way, name in _WAYS.items()
            for outcome, words in _PLATFORM.items()
        },
        "platform_token": _PLATFORM[Platform.TOKEN],
        "settings": _PLATFORM[Platform.CONFIG],
        "tag_unknown": "公众号里没有这个标签",
        "template_wrong": "模板消息：公众号里没有这个模板，或字段对不上",
        "sms_unavailable": "短信平台没有答复",
        "sms_refused": "短信平台拒绝了",
        "core_unavailable": "核心系统连不上",
        "unknown": "核心系统没有答复，正在查询结果",
        "redis_unavailable": "缓存服务连不上",
        "no_handler": "程序版本不认识这个任务",
        "crashed": "处理时出错，请技术人员看日志",
        "lost": "处理中断，等待重来",
        "paced": "排队发送",
        "prepared": "已交给发送",
        "nobody": "没有新的人要发",
    }
)
