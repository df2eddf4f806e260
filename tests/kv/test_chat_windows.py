import redis

from app.kv.chat_windows import ChatWindows, Window
from app.kv.line import Line
from app.kv.once import OnceOnly

OPENID = "oFollower0000000000000000001"


def opened(client: redis.Redis, *windows: Window) -> ChatWindows:
    chat = ChatWindows(client, "t")
    for window in windows:
        Line(client).ask(*chat.opening(OPENID, window))
    return chat


def test_five_after_a_message_and_a_new_one_opens_the_window_anew(redis_client: redis.Redis) -> None:
    chat = opened(redis_client, Window.MESSAGE)
    assert [chat.take(OPENID) for _ in range(6)] == [True] * 5 + [False]
    assert opened(redis_client, Window.MESSAGE).take(OPENID)


def test_three_more_after_a_click_and_they_go_first(redis_client: redis.Redis) -> None:
    chat = opened(redis_client, Window.MESSAGE, Window.ACT)
    assert [chat.take(OPENID) for _ in range(9)] == [True] * 8 + [False]


def test_nobody_is_written_to_out_of_the_blue_nor_without_a_server(
    redis_client: redis.Redis, unreachable: redis.Redis
) -> None:
    assert not ChatWindows(redis_client, "t").take(OPENID)
    assert not ChatWindows(unreachable, "t").take(OPENID)


def test_windows_close_before_the_platform_shuts_them_and_their_keys_hold_no_openid(redis_client: redis.Redis) -> None:
    opened(redis_client, Window.MESSAGE, Window.ACT)
    act, message = sorted(redis_client.keys("t:*"))
    assert redis_client.ttl(act) < 60
    assert 47 * 3600 < redis_client.ttl(message) < 48 * 3600
    assert OPENID not in f"{act!r}{message!r}"


def test_what_is_sent_along_with_a_claim_arrives(redis_client: redis.Redis) -> None:
    chat, once = ChatWindows(redis_client, "t"), OnceOnly(redis_client, "t")
    assert once.claim("key", chat.opening(OPENID, Window.ACT)).is_first
    assert once.claim("other", chat.opening(OPENID, Window.ACT)).is_first
    assert chat.take(OPENID)
