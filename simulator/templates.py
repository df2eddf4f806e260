"""The account's templates (类目模板): those its console lists from the start, and those a test brings in."""

import tomllib
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

from simulator.errors import Refused
from simulator.fields import PLACE, keys_of
from simulator.world import Json

LIST = Path(__file__).with_name("templates.toml")
NUMBER_LENGTH = 43
KINDS = {"template", "once", "long"}
"""Template messages (模板消息), and subscription notices (订阅通知) good for one sending or for many."""
TYPES = {"once": 2, "long": 3}
INDUSTRY = {"primary_industry": "政府与公共事业", "deputy_industry": "公共事业|住房公积金"}


def first_templates() -> dict[str, Json]:
    """The templates of templates.toml by their template_id, which is the same on every machine."""
    rows = tomllib.loads(LIST.read_text("utf-8"))["template"]
    return {made["template_id"]: made for made in (_made(row) for row in rows)}


def _made(row: Json) -> Json:
    content = "\n".join(row["lines"])
    shown = [PLACE.sub(value, line) for line, value in zip(row["lines"], row["example"], strict=True)]
    return {**a_template(number_of(row["title"]), row["title"], content, row["kind"]), "example": "\n".join(shown)}


def a_template(number: str, title: str, content: str, kind: str) -> Json:
    """A template as the world keeps it."""
    return {"template_id": number, "title": title, "content": content, "kind": kind, "example": ""}


def number_of(title: str) -> str:
    """A template_id of the platform's form, made of the title."""
    return urlsafe_b64encode(sha256(title.encode()).digest()).decode()[:NUMBER_LENGTH]


def find(templates: dict[str, Json], number: object, *, notice: bool) -> Json:
    """The template of a call; 40037 for an unknown one and for one of the other sort."""
    found = templates.get(str(number))
    if found is None or (found["kind"] != "template") is not notice:
        raise Refused(40037)
    return found


def as_listed(template: Json) -> Json:
    """A template message's template as template/get_all_private_template lists it."""
    shown = {name: template[name] for name in ("template_id", "title", "content", "example")}
    return {**shown, **INDUSTRY}


def as_notice(template: Json) -> Json:
    """A subscription notice's template as wxaapi/newtmpl/gettemplate lists it."""
    shown = {name: template[name] for name in ("title", "content", "example")}
    return {"priTmplId": template["template_id"], **shown, "type": TYPES[template["kind"]]}


def as_chosen(template: Json, left: int) -> Json:
    """A subscription notice on the phone's desk; `left`: how many may still be sent, -1 without end."""
    shown = {name: template[name] for name in ("template_id", "title", "kind")}
    return {**shown, "keys": keys_of(template["content"]), "left": left}
