"""The platform's refusals: an errcode, the English text the platform gives with it, and a rid for its support."""

from simulator.world import Json, random_name

TEXTS = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40002: "invalid grant_type",
    40003: "invalid openid",
    40007: "invalid media_id",
    40008: "invalid message type",
    40013: "invalid appid",
    40014: "invalid access_token",
    40015: "invalid menu type",
    40016: "invalid button size",
    40017: "invalid button type",
    40018: "invalid button name size",
    40019: "invalid button key size",
    40020: "invalid button url size",
    40022: "invalid sub button level",
    40023: "invalid sub button size",
    40024: "invalid sub button type",
    40025: "invalid sub button name size",
    40026: "invalid sub button key size",
    40027: "invalid sub button url size",
    40029: "invalid code",
    40030: "invalid refresh_token",
    40032: "invalid openid list size",
    40033: "invalid charset. please check your request, if include \\uxxxx will create fail!",
    40035: "invalid parameter",
    40036: "invalid template_id size",
    40037: "invalid template_id",
    40054: "invalid sub button url domain",
    40055: "invalid button url domain",
    40125: "invalid appsecret",
    40163: "code been used",
    40164: "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist",
    40243: "appsecret is frozen",
    41001: "access_token missing",
    41002: "appid missing",
    41004: "appsecret missing",
    41003: "refresh_token missing",
    41008: "missing code",
    41009: "missing openid",
    41030: "invalid page",
    42001: "access_token expired",
    42002: "refresh_token expired",
    42003: "code expired",
    43001: "require GET method",
    43002: "require POST method",
    43004: "require subscribe",
    43019: "require remove blacklist",
    43101: "user refuse to accept the msg",
    43107: "subscription is banned",
    43117: "sending too frequently to this openid",
    44002: "empty post data",
    44004: "empty content",
    45002: "content size out of limit",
    45008: "article size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit, please retry next minute",
    45015: "response out of time limit or subscription is canceled",
    45029: "qrcode count out of limit",
    45047: "out of response count limit",
    45056: "too many tag now, no need to add new",
    45057: "can't delete tags that too many fans",
    45058: "can't modify sys tag",
    45059: "can not tag this user with more than 20 tags",
    45067: "clientmsgid size out of limit",
    45157: "invalid tag name, duplicate tag",
    45158: "invalid tag name, name too long",
    45159: "invalid tag",
    46003: "menu no exist",
    46004: "user not exist",
    47001: "data format error",
    47003: "argument invalid",
    48001: "api unauthorized",
    48002: "user block receive message",
    48004: "api forbidden for irregularities",
    48006: "forbid to clear quota because of reaching the limit",
    49003: "not match current appid",
    50002: "user limited",
    50005: "user is unsubscribed",
    9001002: "system busy",
    65301: "menuid not exist",
    65303: "no default menu",
    65304: "match rule is empty",
    65305: "too many conditional menus",
    65316: "too many external domains in conditional menus",
    65317: "invalid url",
    65320: "matchrule uses private fields",
}


class Refused(Exception):
    """A call the platform answers with an errcode."""

    def __init__(self, errcode: int, detail: str = "") -> None:
        super().__init__(str(errcode))
        self.errcode = errcode
        self.detail = detail


def refusal(errcode: int, detail: str = "") -> Json:
    """The JSON of a refusal."""
    text = " ".join(part for part in (TEXTS.get(errcode, "error"), detail) if part)
    return {"errcode": errcode, "errmsg": f"{text} rid: {random_name(8)}-{random_name(8)}-{random_name(8)}"}


def done(**facts: object) -> Json:
    """The JSON of a success that has nothing, or little, to tell."""
    return {"errcode": 0, "errmsg": "ok", **facts}
