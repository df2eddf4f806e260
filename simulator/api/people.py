"""tags/* and user/*: who follows, and how the account sorts them."""

from flask import Blueprint, request

from simulator.api.calling import payload, recipient, serves
from simulator.errors import Refused, done
from simulator.platform import platform
from simulator.world import Follower, Json

people = Blueprint("people", __name__, url_prefix="/cgi-bin")
TAGS = 100
TAG_NAME = 30
A_CALL = 50
A_PERSON = 20
FIRST_TAG = 100
BATCH = 100
REMARK = 30
A_PAGE = 10_000
RESERVED = 2


def _tags() -> dict[int, str]:
    return platform().world.tags


def _named(told: Json) -> Json:
    tag = told.get("tag")
    if not isinstance(tag, dict):
        raise Refused(47001)
    return tag


def _checked_name(tag: Json) -> str:
    name = tag.get("name")
    if not isinstance(name, str) or not 1 <= len(name) <= TAG_NAME:
        raise Refused(45158)
    if name in _tags().values():
        raise Refused(45157)
    return name


def _known(number: object) -> int:
    if isinstance(number, int) and 0 <= number <= RESERVED:
        raise Refused(45058)
    if not isinstance(number, int) or number not in _tags():
        raise Refused(45159)
    return number


def _count(number: int) -> int:
    return sum(number in one.tags for one in platform().world.followers.values())


@serves(people, "/tags/create", "POST")
def create_tag() -> Json:
    """A new tag; at most a hundred."""
    name = _checked_name(_named(payload()))
    if len(_tags()) >= TAGS:
        raise Refused(45056)
    number = max(_tags(), default=FIRST_TAG - 1) + 1
    _tags()[number] = name
    return {"tag": {"id": number, "name": name}}


@serves(people, "/tags/get", "GET")
def get_tags() -> Json:
    """All tags with how many followers each has."""
    return {"tags": [{"id": number, "name": name, "count": _count(number)} for number, name in _tags().items()]}


@serves(people, "/tags/update", "POST")
def update_tag() -> Json:
    """Another name for a tag."""
    tag = _named(payload())
    number = _known(tag.get("id"))
    _tags()[number] = _checked_name(tag)
    return done()


@serves(people, "/tags/delete", "POST")
def delete_tag() -> Json:
    """Take a tag away, off every follower as well."""
    number = _known(_named(payload()).get("id"))
    del _tags()[number]
    for follower in platform().world.followers.values():
        follower.tags = [one for one in follower.tags if one != number]
    return done()


def _listed(told: Json) -> list[Follower]:
    openids = told.get("openid_list")
    if not isinstance(openids, list) or not 1 <= len(openids) <= A_CALL:
        raise Refused(40032)
    found = [recipient(openid) for openid in openids]
    if not all(one.subscribed for one in found):
        raise Refused(43004)
    return found


@serves(people, "/tags/members/batchtagging", "POST")
def tag_members() -> Json:
    """Put a tag on up to fifty followers; the last tag put on decides the personalised menu."""
    told = payload()
    number, members = _known(told.get("tagid")), _listed(told)
    if any(len({*one.tags, number}) > A_PERSON for one in members):
        raise Refused(45059)
    for one in members:
        one.tags = [*(kept for kept in one.tags if kept != number), number]
    return done()


@serves(people, "/tags/members/batchuntagging", "POST")
def untag_members() -> Json:
    """Take a tag off up to fifty followers."""
    told = payload()
    number = _known(told.get("tagid"))
    for one in _listed(told):
        one.tags = [kept for kept in one.tags if kept != number]
    return done()


@serves(people, "/tags/getidlist", "POST")
def tags_of() -> Json:
    """The tags of one follower."""
    return {"tagid_list": recipient(payload().get("openid")).tags}


@serves(people, "/user/tag/get", "POST")
def members_of() -> Json:
    """The followers with a tag."""
    number = _known(payload().get("tagid"))
    openids = [one.openid for one in platform().world.followers.values() if number in one.tags]
    return {"count": len(openids), "data": {"openid": openids}, "next_openid": openids[-1] if openids else ""}


@serves(people, "/user/get", "GET")
def followers() -> Json:
    """The followers, ten thousand at a time, after `next_openid`."""
    openids = [one.openid for one in platform().world.followers.values() if one.subscribed]
    after = request.args.get("next_openid", "")
    if after and after not in openids:
        raise Refused(40003)
    page = openids[openids.index(after) + 1 if after else 0 :][:A_PAGE]
    last = page[-1] if page else ""
    return {"total": len(openids), "count": len(page), "data": {"openid": page}, "next_openid": last}


@serves(people, "/user/info", "GET")
def info() -> Json:
    """One person; of those who do not follow nothing but that."""
    return _shown(recipient(request.args.get("openid")))


@serves(people, "/user/info/batchget", "POST")
def infos() -> Json:
    """Up to a hundred persons at once."""
    asked = payload().get("user_list")
    if not isinstance(asked, list) or not 1 <= len(asked) <= BATCH or not all(isinstance(one, dict) for one in asked):
        raise Refused(40032)
    return {"user_info_list": [_shown(recipient(one.get("openid"))) for one in asked]}


@serves(people, "/user/info/updateremark", "POST")
def update_remark() -> Json:
    """The account's own note on a follower; fewer than thirty characters."""
    told = payload()
    follower, remark = recipient(told.get("openid")), told.get("remark")
    if not isinstance(remark, str) or len(remark) > REMARK:
        raise Refused(40035)
    follower.remark = remark
    return done()


def _shown(follower: Follower) -> Json:
    if not follower.subscribed or follower.subscribed_at is None:
        return {"subscribe": 0, "openid": follower.openid}
    return {
        "subscribe": 1,
        "openid": follower.openid,
        "language": "zh_CN",
        "subscribe_time": int(follower.subscribed_at.timestamp()),
        "remark": follower.remark,
        "groupid": follower.tags[-1] if follower.tags else 0,
        "tagid_list": follower.tags,
        "subscribe_scene": "ADD_SCENE_QR_CODE" if follower.scene else "ADD_SCENE_SEARCH",
        "qr_scene": int(follower.scene) if follower.scene.isdigit() else 0,
        "qr_scene_str": "" if follower.scene.isdigit() else follower.scene,
    }
