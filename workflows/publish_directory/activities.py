"""Reading the directory from the registry and handing it to the services."""

from temporalio import activity

from shared.organisation_directory.contract import DirectoryReceipt
from workflows.clients import Clients


class PublishDirectoryActivities:
    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    @activity.defn
    def publish_directory(self) -> DirectoryReceipt:
        """The version that all services now hold."""
        return self._clients.publish_directory()
