from enum import StrEnum


class DeploymentGivenEnvironment(StrEnum):
    DEVELOPMENT = "development"
    DR = "dr"
    PRODUCTION = "production"
    TEST = "test"

    def __str__(self) -> str:
        return str(self.value)
