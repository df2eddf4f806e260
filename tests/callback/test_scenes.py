from pathlib import Path

import pytest
import redis

from app.handlers.messages.scenes import SCENES
from tests.callback.pushes import Platform, event_xml
from tests.stage import stage


@pytest.mark.parametrize("scene", SCENES)
def test_a_scanned_code_of_ours_leads_to_its_page(platform: Platform, scene: str) -> None:
    said = platform.said(event_xml("SCAN", f"<EventKey>{scene}</EventKey><Ticket>t</Ticket>"))
    assert f"/wechat/oauth/start?to={SCENES[scene][0]}" in said


def test_who_follows_by_a_code_is_greeted_and_led_on(platform: Platform) -> None:
    said = platform.said(event_xml("subscribe", "<EventKey>qrscene_certificates</EventKey><Ticket>t</Ticket>"))
    assert "您好" in said
    assert "to=/certificates" in said


def test_a_code_that_is_none_of_ours_gets_the_ordinary_words(platform: Platform) -> None:
    greeted = platform.said(event_xml("subscribe", "<EventKey>qrscene_elsewhere</EventKey>"))
    scanned = platform.said(event_xml("SCAN", "<EventKey>elsewhere</EventKey>", moment=1700000001))
    assert "回复数字就能办" in greeted
    assert "回复数字就能办" in scanned


@pytest.mark.parametrize("lasting", [[], ["--lasting"]], ids=["thirty_days", "for_ever"])
def test_a_code_is_made_at_the_platform_and_written_as_a_picture(
    tmp_path: Path, redis_url: str, redis_client: redis.Redis, lasting: list[str]
) -> None:
    picture = tmp_path / "counter.png"
    with stage(f"sqlite:///{tmp_path / 'hall.sqlite'}", redis_url, works=False) as phone:
        words = ["qrcode", "make", "verify", str(picture), *lasting]
        answer = phone.app.test_cli_runner().invoke(args=words, catch_exceptions=False)
    assert answer.exit_code == 0
    assert picture.read_bytes().startswith(b"\x89PNG")
