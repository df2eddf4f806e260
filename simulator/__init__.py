"""Plays the outside world: the WeChat platform, the SMS provider, and a phone in the browser."""
