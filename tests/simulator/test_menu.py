import pytest

from simulator.platform import Platform
from simulator.world import Json
from tests.simulator.conftest import Call

CLICK = {"type": "click", "name": "余额", "key": "BALANCE"}
VIEW = {"type": "view", "name": "账户", "url": "http://hall.test/"}
MINI = {"type": "miniprogram", "name": "a", "url": "http://hall.test/", "appid": "wx1", "pagepath": "p"}


def top(*buttons: Json) -> Json:
    return {"button": list(buttons)}


def under(*subs: Json) -> Json:
    return top({"name": "办事", "sub_button": list(subs)})


GOOD = [
    top(CLICK),
    top(CLICK, VIEW, MINI),
    under(*[CLICK] * 5),
    top({**CLICK, "name": "字字字字字1"}),
    under({**CLICK, "name": "字" * 20}),
    top({**CLICK, "key": "k" * 128}),
    top({"type": "media_id", "name": "a", "media_id": "m"}),
]
BAD = [
    ({}, 40016),
    (top(), 40016),
    (top(*[CLICK] * 4), 40016),
    ({"button": ["x"]}, 40017),
    (top({**CLICK, "type": "dance"}), 40017),
    (top({**CLICK, "sub_button": [CLICK]}), 40017),
    (top({"type": "media_id", "name": "a"}), 40017),
    (top({**MINI, "pagepath": ""}), 40017),
    (top({**CLICK, "name": ""}), 40018),
    (top({**CLICK, "name": "字字字字字12"}), 40018),
    (top({**CLICK, "key": "k" * 129}), 40019),
    (top({**VIEW, "url": "http://x.cn/" + "a" * 1013}), 40020),
    (top({**VIEW, "url": "ftp://x.cn/"}), 40055),
    (under({"name": "b", "sub_button": [CLICK]}), 40022),
    (under(*[CLICK] * 6), 40023),
    (under({**CLICK, "type": "dance"}), 40024),
    (under({**CLICK, "name": "字" * 20 + "x"}), 40025),
    (under({**CLICK, "key": "k" * 129}), 40026),
    (under({**VIEW, "url": "x" * 1025}), 40027),
    (under({**VIEW, "url": "no address"}), 40054),
]


@pytest.mark.parametrize("menu", GOOD)
def test_menus_within_the_limits_are_taken(call: Call, menu: Json) -> None:
    assert call("/cgi-bin/menu/create", menu)["errcode"] == 0
    names = [button["name"] for button in call("/cgi-bin/menu/get")["menu"]["button"]]
    assert names == [button["name"] for button in menu["button"]]


@pytest.mark.parametrize(("menu", "code"), BAD)
def test_each_limit_has_its_errcode(call: Call, menu: Json, code: int) -> None:
    assert call("/cgi-bin/menu/create", menu)["errcode"] == code


def test_without_a_menu(call: Call) -> None:
    assert call("/cgi-bin/menu/get")["errcode"] == 46003
    personal = {**top(CLICK), "matchrule": {"tag_id": "100"}}
    assert call("/cgi-bin/menu/addconditional", personal)["errcode"] == 65303


@pytest.mark.parametrize(
    ("rule", "code"), [(None, 65304), ({}, 65304), ({"tag_id": ""}, 65304), ({"sex": "1", "tag_id": "100"}, 65320)]
)
def test_only_tag_and_platform_are_usable(call: Call, rule: Json | None, code: int) -> None:
    call("/cgi-bin/menu/create", top(CLICK))
    assert call("/cgi-bin/menu/addconditional", {**top(CLICK), "matchrule": rule})["errcode"] == code


def test_the_last_tag_decides_and_the_newest_menu_wins(call: Call, platform: Platform) -> None:
    follower = platform.world.follower("f1")
    call("/cgi-bin/menu/create", top(CLICK))
    for name in ("old", "new"):
        call("/cgi-bin/menu/addconditional", {**top({**CLICK, "name": name}), "matchrule": {"tag_id": "100"}})
    seen = []
    for tags in ([], [100], [100, 101], [101, 100]):
        follower.tags = tags
        seen.append(call("/cgi-bin/menu/trymatch", {"user_id": follower.openid})["button"][0]["name"])
    assert seen == ["余额", "new", "余额", "new"]


def test_a_personal_menu_goes_by_its_number(call: Call) -> None:
    call("/cgi-bin/menu/create", top(CLICK))
    menuid = call("/cgi-bin/menu/addconditional", {**top(CLICK), "matchrule": {"tag_id": "100"}})["menuid"]
    assert call("/cgi-bin/menu/get")["conditionalmenu"][0]["menuid"] == menuid
    assert call("/cgi-bin/menu/delconditional", {"menuid": menuid})["errcode"] == 0
    assert call("/cgi-bin/menu/delconditional", {"menuid": menuid})["errcode"] == 65301


def test_deleting_takes_the_personal_ones_too(call: Call) -> None:
    call("/cgi-bin/menu/create", top(CLICK))
    call("/cgi-bin/menu/addconditional", {**top(CLICK), "matchrule": {"tag_id": "100"}})
    assert call("/cgi-bin/menu/delete")["errcode"] == 0
    call("/cgi-bin/menu/create", top(CLICK))
    assert "conditionalmenu" not in call("/cgi-bin/menu/get")


def test_personal_menus_link_to_three_outside_hosts(call: Call) -> None:
    call("/cgi-bin/menu/create", top(CLICK))
    codes = []
    for number in range(4):
        button = {**VIEW, "url": f"http://other{number}.test/"}
        got = call("/cgi-bin/menu/addconditional", {**top(button), "matchrule": {"tag_id": "100"}})
        codes.append(got.get("errcode", 0))
    assert codes == [0, 0, 0, 65316]


def test_trymatch_needs_a_follower_and_a_menu(call: Call, platform: Platform) -> None:
    assert call("/cgi-bin/menu/trymatch", {"user_id": "x"})["errcode"] == 40003
    assert call("/cgi-bin/menu/trymatch", {"user_id": platform.world.follower("f1").openid})["errcode"] == 46003


def test_the_menu_of_the_moment_has_a_form_of_its_own(call: Call) -> None:
    assert call("/cgi-bin/get_current_selfmenu_info") == {"is_menu_open": 0}
    call("/cgi-bin/menu/create", {"button": [{"name": "办事", "sub_button": [CLICK]}, VIEW]})
    buttons = call("/cgi-bin/get_current_selfmenu_info")["selfmenu_info"]["button"]
    assert buttons == [{"name": "办事", "sub_button": {"list": [CLICK]}}, VIEW]
