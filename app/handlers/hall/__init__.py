"""The personal hall (个人网厅), for WeChat's browser and for desktops alike."""

from app.handlers.hall import (
    account,
    bind,
    captcha,
    certificates,
    common,
    display,
    forgot,
    home,
    login,
    login_code,
    messages,
    mine,
    notifications,
    reading,
    register,
    security,
    transfers,
)
from app.handlers.hall.applications import check, fill, new_phone, receipt, start
from app.handlers.hall.applications import mine as applications_mine

BLUEPRINTS = (
    start.blueprint,
    fill.blueprint,
    new_phone.blueprint,
    check.blueprint,
    applications_mine.blueprint,
    receipt.blueprint,
    common.blueprint,
    home.blueprint,
    account.blueprint,
    transfers.blueprint,
    login.blueprint,
    login_code.blueprint,
    register.blueprint,
    forgot.blueprint,
    mine.blueprint,
    messages.blueprint,
    notifications.blueprint,
    bind.blueprint,
    security.blueprint,
    display.blueprint,
    captcha.blueprint,
    *certificates.BLUEPRINTS,
    *reading.BLUEPRINTS,
)
