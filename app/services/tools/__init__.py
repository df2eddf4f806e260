"""The calculators (工具), rules 4.17: for orientation only (仅供参考), about nobody, asking nothing of the core."""

from collections.abc import Callable
from datetime import date

from app.domain.policy import CentrePolicy

PolicyOn = Callable[[date], CentrePolicy]
