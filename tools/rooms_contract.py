"""Import contract `rooms`: a domain is entered only through its public rooms."""

from typing import Any

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class RoomsContract(Contract):
    """Callers outside a domain may import only its public rooms."""

    type_name = "rooms"

    domains = fields.ListField(subfield=fields.StringField())
    public_rooms = fields.ListField(subfield=fields.StringField())
    # "staff:models" - this extra room of this domain is open to everybody
    extra_rooms = fields.ListField(subfield=fields.StringField(), required=False)
    # "site:urls" - this caller may enter this room of any domain
    extra_callers = fields.ListField(subfield=fields.StringField(), required=False)

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Every import from outside a domain into a room that is not public is a breach."""
        broken: list[str] = []
        domains: Any = self.domains
        for domain in domains:
            for module in sorted({domain} | graph.find_descendants(domain)):
                room = module.removeprefix(domain).strip(".").split(".")[0]
                for caller in sorted(graph.find_modules_that_directly_import(module)):
                    if not self._may_enter(caller, domain, room):
                        line = graph.get_import_details(importer=caller, imported=module)[0]
                        broken.append(f"{caller}:{line['line_number']} enters {module}")
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _may_enter(self, caller: str, domain: str, room: str) -> bool:
        public: Any = self.public_rooms
        rooms: Any = self.extra_rooms
        callers: Any = self.extra_callers
        name = domain.split(".")[-1]
        return (
            caller == domain
            # tests and factories arrange other domains' rows; the product itself never does
            or ".tests" in caller
            or caller.endswith(".testing")
            or caller.startswith(f"{domain}.")
            or room in public
            or f"{name}:{room}" in (rooms or [])
            or f"{caller.split('.')[1]}:{room}" in (callers or [])
        )

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each breach with its line."""
        for entry in check.metadata["broken"]:
            output.print_error(f"- {entry}", bold=False)
