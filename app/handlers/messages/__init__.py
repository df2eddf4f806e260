"""What the account answers in the chat: a router, and one module a subject."""

from app.handlers.messages import events, receipts, scenes, words
from app.handlers.messages.router import Conversation, Router

router = Router()
events.register(router)
receipts.register(router)
scenes.register(router)
words.register(router)

__all__ = ["Conversation", "Router", "router"]
