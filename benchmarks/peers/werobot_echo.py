"""WeRoBot's documented Flask view with encryption; its session storage is off."""

from account import AES_KEY, APP_ID, TOKEN
from flask import Flask
from werobot import WeRoBot
from werobot.contrib.flask import make_view
from werobot.messages.messages import TextMessage

robot = WeRoBot(token=TOKEN, encoding_aes_key=AES_KEY, app_id=APP_ID, enable_session=False)


@robot.text
def echo(message: TextMessage) -> str:
    """Answer a text with itself."""
    return message.content


app = Flask(__name__)
app.add_url_rule("/wechat", endpoint="werobot", view_func=make_view(robot), methods=["GET", "POST"])
