"""Two small papers, the second of which reads the first.

The first counts the trigger day and the second does not, so a day that is counted by the other's lines comes out wrong.
"""

from __future__ import annotations

from pathlib import Path

MASTER = """language: 1
agreement:
  id: master
  title: Master Agreement
  parties: {supplier: Northwind Mills LLC, buyer: Harbour Bakery Inc.}
  dated: 2001-03-01
  currency: USD
  life:
    - {state: in force, from: signed, cite: "1"}
    - {state: terminated, after: master_ended, cite: "9"}
  counting:
    trigger_day: {is: included, cite: "1.3"}
    failure: {is: the day itself, assumed: usual computation of time}
actions: {deliver: bring goods}
records:
  order:
    begins: received
    fields:
      received: {type: event, ask: When did it come?, answered_by: supplier}
      delivered: {type: event, ask: When were the goods there?, answered_by: buyer}
      placed_by: {type: party, ask: Who placed it?, answered_by: supplier}
facts:
  signed: {type: event, ask: When was it signed?, answered_by: either party, cite: "1"}
  master_ended: {type: event, ask: When did it end?, answered_by: either party, presume: none recorded, cite: "9"}
  orders: {type: list of order, cite: "3"}
  noted: {type: boolean, ask: Is it noted?, answered_by: buyer, cite: "3"}
terms:
  due_day:
    for: {o: orders}
    type: date
    value: "by reading how: fast 5 days after o.received, slow 10 days after o.received"
    cite: "3"
norms:
  deliver:
    for: {o: orders}
    duty: supplier must deliver
    to: buyer
    upon: o.received
    by: due_day[o]
    done: o.delivered
    summary: Bring the goods.
    cite: "3"
groups: {duties: [deliver]}
readings:
  how:
    question: How fast?
    cite: "3"
    options: {fast: {says: five days}, slow: {says: ten days}}
    assumed: none
"""

GUARANTEE = """language: 1
agreement:
  id: guarantee
  title: Guarantee
  parties: {guarantor: Harbour Parent Inc., buyer: Harbour Bakery Inc.}
  currency: USD
  uses: [master]
  life:
    - {state: in force, from: given, cite: "1"}
  counting:
    trigger_day: {is: excluded, cite: "1.3"}
    failure: {is: the day itself, assumed: usual computation of time}
actions: {pay: pay money}
facts:
  given: {type: event, ask: When was it given?, answered_by: guarantor, cite: "1"}
  paid: {type: event, ask: When was it paid?, answered_by: guarantor, cite: "4"}
  noted: {type: boolean, ask: Is it noted here?, answered_by: guarantor, cite: "4"}
terms:
  open_breaches:
    type: number
    value: count of b in breaches of master.duties by supplier where not b.waived
    report: true
    cite: "4"
  by_buyer: {type: number, value: count of o in master.orders where o.placed_by is buyer, report: true, cite: "4"}
  both_noted: {type: boolean, value: noted and master.noted, report: true, cite: "4"}
  pays_soon: {type: boolean, value: "by reading master.how: fast true, slow false", report: true, cite: "4"}
norms:
  pay:
    for: {o: master.orders}
    duty: guarantor must pay
    to: buyer
    upon: failure of o.delivered by master.deliver[o].due
    when: master is in force on o.received
    by: 5 days after master.deliver[o].due
    done: paid
    summary: Pay for what was not delivered.
    cite: "4"
"""


def write_papers(folder: Path, master: str = MASTER, guarantee: str = GUARANTEE) -> Path:
    """Writes both into folders beside each other, and gives the second's."""
    for name, text in (("master", master), ("guarantee", guarantee)):
        (folder / name).mkdir()
        (folder / name / "rules.yaml").write_text(text, encoding="utf-8")
    return folder / "guarantee"
