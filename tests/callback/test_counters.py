from datetime import date

import pytest

from app.domain.counties import County, kilometres, named, nearest
from app.domain.policy import load_policy
from tests.callback.pushes import OPENID, Platform

COUNTIES = load_policy(date(2026, 11, 24)).counties


def location_xml(latitude: str, longitude: str) -> str:
    return (
        f"<xml><ToUserName>gh_stage</ToUserName><FromUserName>{OPENID}</FromUserName>"
        f"<CreateTime>1700000000</CreateTime><MsgType>location</MsgType><Location_X>{latitude}</Location_X>"
        f"<Location_Y>{longitude}</Location_Y><Scale>16</Scale><Label>x</Label><MsgId>77</MsgId></xml>"
    )


def test_there_are_thirteen_counties_and_each_is_nearest_to_itself() -> None:
    assert len({county.name for county in COUNTIES}) == 13
    assert all(nearest(COUNTIES, county.north, county.east) == county for county in COUNTIES)


def test_a_code_is_named_where_the_centre_knows_it() -> None:
    assert named(COUNTIES, "140802") == "140802 盐湖区"
    assert named(COUNTIES, "110101") == "110101"


def test_without_counties_none_is_nearest() -> None:
    assert nearest((), 35.0, 111.0) is None


@pytest.mark.parametrize(
    ("place", "distance"),
    [((0.0, 0.0), 0.0), ((0.0, 1.0), 111.19), ((1.0, 0.0), 111.19), ((0.0, 180.0), 20015.09)],
)
def test_the_distance_is_that_of_the_great_circle(place: tuple[float, float], distance: float) -> None:
    assert kilometres(*place, County("", "", 0.0, 0.0)) == pytest.approx(distance, abs=0.01)


@pytest.mark.parametrize(
    ("latitude", "longitude", "county"),
    [
        ("35.02", "111.01", "盐湖区"),
        ("34.90", "110.40", "永济市"),
        ("35.60", "110.70", "河津市"),
        ("-33.9", "151.2", "在"),
    ],
)
def test_a_location_is_answered_with_the_nearest_county(
    platform: Platform, latitude: str, longitude: str, county: str
) -> None:
    said = platform.said(location_xml(latitude, longitude))
    assert county in said
    assert "12329" in said
