"""The sentences people read, as a phone shows them."""

NICKNAMES = ("晓雯", "建国", "阿强")
BROKEN_SERVICE = "该服务号提供的服务出现故障，请稍后再试"
OPEN_IN_WECHAT = "请在微信客户端打开链接"
EVENTS = {
    "subscribe": "关注了服务号",
    "unsubscribe": "取消了关注",
    "SCAN": "扫描了二维码",
    "LOCATION": "发送了位置",
    "VIEW": "打开了菜单链接",
    "CLICK": "点击了菜单",
    "TEMPLATESENDJOBFINISH": "模板消息已送达",
    "user_authorization_revoke": "撤回了授权",
    "user_authorization_cancellation": "注销了账号",
    "user_info_modified": "修改了资料",
    "subscribe_msg_popup_event": "选择了订阅通知",
    "subscribe_msg_change_event": "关闭了订阅通知",
    "subscribe_msg_sent_event": "订阅通知已送达",
}
BLOCKED, UNBLOCKED = "设为拒收消息", "恢复接收消息"
LOCATION_TEXT = "位置：{label}"
UNSHOWN_MESSAGE = "[{kind}]"
OAUTH_ERRORS = {
    10003: "redirect_uri域名与后台配置不一致，错误码:10003",
    10004: "参数错误，错误码:10004",
    10005: "该服务号没有这些scope的权限，错误码:10005",
    10013: "AppID 参数错误，错误码:10013",
}
PAGE = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>微信</title><p>{sentence}</p></html>'
