import pytest
import responses
from flask.testing import FlaskClient

from simulator.platform import Platform
from simulator.world import Json
from tests.simulator.conftest import Call, act

TAGGING = "/cgi-bin/tags/members/batchtagging"


def test_user_info_of_a_follower_and_a_stranger(
    client: FlaskClient, call: Call, platform: Platform, quiet: responses.RequestsMock
) -> None:
    act(client, "scan", scene="counter7")
    info = call("/cgi-bin/user/info", openid=platform.world.follower("f1").openid)
    assert (info["subscribe"], info["qr_scene_str"]) == (1, "counter7")
    assert "nickname" not in info
    stranger = platform.world.follower("f2").openid
    assert call("/cgi-bin/user/info", openid=stranger) == {"subscribe": 0, "openid": stranger}
    assert call("/cgi-bin/user/info", openid="x")["errcode"] == 40003
    assert call("/cgi-bin/user/get")["total"] == 1


def test_a_tag_from_making_to_deleting(
    client: FlaskClient, call: Call, platform: Platform, quiet: responses.RequestsMock
) -> None:
    act(client, "follow")
    openid = platform.world.follower("f1").openid
    number = call("/cgi-bin/tags/create", {"tag": {"name": "已绑定"}})["tag"]["id"]
    assert call(TAGGING, {"tagid": number, "openid_list": [openid]})["errcode"] == 0
    assert call("/cgi-bin/tags/get")["tags"] == [{"id": number, "name": "已绑定", "count": 1}]
    assert call("/cgi-bin/user/tag/get", {"tagid": number})["data"] == {"openid": [openid]}
    assert call("/cgi-bin/tags/update", {"tag": {"id": number, "name": "绑定"}})["errcode"] == 0
    assert call("/cgi-bin/tags/members/batchuntagging", {"tagid": number, "openid_list": [openid]})["errcode"] == 0
    assert call("/cgi-bin/tags/getidlist", {"openid": openid}) == {"tagid_list": []}
    assert call("/cgi-bin/tags/delete", {"tag": {"id": number}})["errcode"] == 0
    assert call("/cgi-bin/tags/get") == {"tags": []}


@pytest.mark.parametrize(
    ("path", "told", "code"),
    [
        ("/cgi-bin/tags/create", {"tag": {"name": "x" * 31}}, 45158),
        ("/cgi-bin/tags/create", {"tag": {"name": "taken"}}, 45157),
        ("/cgi-bin/tags/create", {}, 47001),
        ("/cgi-bin/tags/delete", {"tag": {"id": 2}}, 45058),
        ("/cgi-bin/tags/delete", {"tag": {"id": 999}}, 45159),
        (TAGGING, {"tagid": 100, "openid_list": []}, 40032),
        (TAGGING, {"tagid": 100, "openid_list": ["x"] * 51}, 40032),
        (TAGGING, {"tagid": 100, "openid_list": ["x"]}, 40003),
    ],
)
def test_tag_limits(call: Call, path: str, told: Json, code: int) -> None:
    call("/cgi-bin/tags/create", {"tag": {"name": "taken"}})
    assert call(path, told)["errcode"] == code


def test_there_are_a_hundred_tags(call: Call, platform: Platform) -> None:
    platform.world.tags.update({number: str(number) for number in range(100, 200)})
    assert call("/cgi-bin/tags/create", {"tag": {"name": "one more"}})["errcode"] == 45056


def test_a_person_has_twenty_tags(
    client: FlaskClient, call: Call, platform: Platform, quiet: responses.RequestsMock
) -> None:
    act(client, "follow")
    follower = platform.world.follower("f1")
    platform.world.tags.update({number: str(number) for number in range(100, 121)})
    follower.tags = list(range(100, 120))
    assert call(TAGGING, {"tagid": 120, "openid_list": [follower.openid]})["errcode"] == 45059
    assert call(TAGGING, {"tagid": 100, "openid_list": [follower.openid]})["errcode"] == 0
    assert follower.tags[-1] == 100


def test_many_at_once_and_a_note_on_one(
    client: FlaskClient, call: Call, platform: Platform, quiet: responses.RequestsMock
) -> None:
    act(client, "follow")
    openids = [one.openid for one in platform.world.followers.values()]
    assert call("/cgi-bin/user/info/updateremark", {"openid": openids[0], "remark": "窗口办过"})["errcode"] == 0
    assert call("/cgi-bin/user/info/updateremark", {"openid": openids[0], "remark": "字" * 31})["errcode"] == 40035
    got = call("/cgi-bin/user/info/batchget", {"user_list": [{"openid": one} for one in openids]})["user_info_list"]
    assert [one["subscribe"] for one in got] == [1, 0, 0]
    assert got[0]["remark"] == "窗口办过"
    assert call("/cgi-bin/user/info/batchget", {"user_list": [{"openid": openids[0]}] * 101})["errcode"] == 40032


def test_followers_come_by_the_page(
    client: FlaskClient, call: Call, platform: Platform, quiet: responses.RequestsMock
) -> None:
    for _ in range(10_001):
        platform.world.add_follower("x").subscribed = True
    first = call("/cgi-bin/user/get")
    assert (first["total"], first["count"]) == (10_001, 10_000)
    rest = call("/cgi-bin/user/get", next_openid=first["next_openid"])
    assert rest["count"] == 1
    assert call("/cgi-bin/user/get", next_openid="x")["errcode"] == 40003
