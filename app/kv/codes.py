"""Codes sent by SMS (短信验证码): six digits, bound to a person, a business and an amount; limits fail closed."""

import secrets
from hashlib import sha256

import redis

from app.domain.clock import Clock, beijing_date
from app.domain.errors import Refusal
from app.kv.replies import text_of

LIFE_SECONDS = 600
PAUSE_SECONDS = 60
TRIES = 5
PER_DAY = 10
DAY_SECONDS = 86400

# One script each, so that two requests at once can neither send twice nor try once more than allowed.
ISSUE = """
local pause = redis.call('TTL', KEYS[2])
if pause > 0 then return {'code_too_soon', pause} end
if tonumber(redis.call('GET', KEYS[3]) or '0') >= tonumber(ARGV[4]) then return {'code_too_many', 0} end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'digest', ARGV[1], 'tries', 0)
redis.call('EXPIRE', KEYS[1], ARGV[2])
redis.call('SET', KEYS[2], '1', 'EX', ARGV[3])
redis.call('INCR', KEYS[3])
redis.call('EXPIRE', KEYS[3], ARGV[5])
return {'issued', 0}
"""
CHECK = """
local digest = redis.call('HGET', KEYS[1], 'digest')
if not digest then return 'code_expired' end
if tonumber(redis.call('HGET', KEYS[1], 'tries')) >= tonumber(ARGV[2]) then return 'code_exhausted' end
if digest ~= ARGV[1] then
  redis.call('HINCRBY', KEYS[1], 'tries', 1)
  return 'code_wrong'
end
redis.call('DEL', KEYS[1], KEYS[2])
return 'right'
"""


class VerificationCodes:
    """Issues and checks codes. ``subject`` is the blind index of an ID number, never the number itself.

    ``holder`` ties a code to the browser that asked for it, so that another one cannot use up its tries.
    Whatever the server's trouble, no code is accepted and none is sent: Refusal("sms_unavailable").
    """

    def __init__(self, client: redis.Redis, prefix: str, clock: Clock) -> None:
        self._prefix = f"{prefix}:code"
        self._clock = clock
        self._issue = client.register_script(ISSUE)
        self._check = client.register_script(CHECK)
        self._client = client

    def issue(self, purpose: str, subject: str, amount: str = "", holder: str = "") -> str:
        """Return a new code, which replaces the one before.

        Raises Refusal: code_too_soon(seconds), code_too_many, sms_unavailable.
        """
        code = f"{secrets.randbelow(10**6):06d}"
        keys = [self._code_key(purpose, subject, holder), *self._limit_keys(purpose, subject)]
        arguments: list[str | int] = [_digest(subject, amount, code), LIFE_SECONDS, PAUSE_SECONDS, PER_DAY, DAY_SECONDS]
        try:
            outcome, seconds = self._issue(keys=keys, args=[*arguments])
        except redis.RedisError:
            raise Refusal("sms_unavailable") from None
        if text_of(outcome) != "issued":
            raise Refusal(text_of(outcome), {"seconds": str(seconds)} if seconds else None)
        return code

    def check(self, purpose: str, subject: str, code: str, amount: str = "", holder: str = "") -> None:
        """Use the code up, or raise Refusal: code_wrong, code_expired, code_exhausted, sms_unavailable."""
        pause, _ = self._limit_keys(purpose, subject)
        keys = [self._code_key(purpose, subject, holder), pause]  # who used a code up need not wait for the next one
        try:
            outcome = self._check(keys=keys, args=[_digest(subject, amount, code.strip()), TRIES])
        except redis.RedisError:
            raise Refusal("sms_unavailable") from None
        if text_of(outcome) != "right":
            raise Refusal(text_of(outcome))

    def withdraw(self, purpose: str, subject: str, holder: str = "") -> None:
        """Forget a code that could not be sent, and let the next one be asked for at once."""
        pause, _ = self._limit_keys(purpose, subject)
        try:
            self._client.delete(self._code_key(purpose, subject, holder), pause)
        except redis.RedisError:
            raise Refusal("sms_unavailable") from None

    def _code_key(self, purpose: str, subject: str, holder: str) -> str:
        return f"{self._prefix}:{purpose}:{subject}:{_digest(holder)[:16]}"

    def _limit_keys(self, purpose: str, subject: str) -> tuple[str, str]:
        day = beijing_date(self._clock.now()).isoformat()
        return f"{self._prefix}:pause:{purpose}:{subject}", f"{self._prefix}:day:{purpose}:{subject}:{day}"


def _digest(*parts: str) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()
