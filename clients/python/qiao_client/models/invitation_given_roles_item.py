from enum import StrEnum


class InvitationGivenRolesItem(StrEnum):
    ADMINISTRATOR = "administrator"
    AGENT_L1 = "agent_l1"
    AGENT_L2 = "agent_l2"
    AGENT_L3 = "agent_l3"
    AUDITOR = "auditor"
    CUSTOMER_SUCCESS = "customer_success"
    DEVELOPER = "developer"
    LEAD = "lead"
    OPERATIONS = "operations"
    PRODUCT_MANAGER = "product_manager"
    SALES = "sales"

    def __str__(self) -> str:
        return str(self.value)
