"""The loan registry (还贷信息联网核查), played by docs/registry-contract.md: loans put on it, and questions."""

from dataclasses import dataclass, field

from flask import Blueprint, jsonify
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from app.domain.outside_loan import LoanKind, LoanState
from simulator.here import asked, body, world
from simulator.world import Json

loans = Blueprint("loans", __name__)
FIELDS = ("kind", "lender", "number", "amount", "state", "repaid")


@dataclass
class Loan:
    """One loan as it is kept; `told` is its part of the answer that everybody is given."""

    told: Json
    borrowers: list[str] = field(repr=False)
    connected: bool = True


@loans.post("/registry/loans/query")
def query() -> tuple[Response, int]:
    """{kind, lender, number, id_number}: the loan, or 404 with not_found or out_of_area."""
    kind, lender, number, id_number = (asked(name) for name in ("kind", "lender", "number", "id_number"))
    with world().lock:
        loan = world().loans.get((kind, lender, number))
        if loan is None or not loan.connected:
            return jsonify(error="out_of_area" if loan else "not_found"), 404
        return jsonify(loan={**loan.told, "borrows": id_number in loan.borrowers}), 200


@loans.post("/control/loans")
def put_on() -> tuple[Response, int]:
    """{kind, lender, number, amount, state, repaid: [{on, amount}], borrowers: [ID number], connected?}."""
    told = body()
    if any(name not in told for name in FIELDS) or not isinstance(told.get("borrowers"), list):
        raise BadRequest(f"a loan has {', '.join(FIELDS)} and borrowers")
    if told["kind"] not in set(LoanKind) or told["state"] not in set(LoanState):
        raise BadRequest("kind or state is wrong")
    loan = Loan({name: told[name] for name in FIELDS}, told["borrowers"], told.get("connected") is not False)
    with world().lock:
        world().loans[told["kind"], told["lender"], told["number"]] = loan
    return jsonify(ok=True), 201


@loans.errorhandler(BadRequest)
def bad_request(problem: BadRequest) -> tuple[Response, int]:
    return jsonify(error=problem.description), 400
