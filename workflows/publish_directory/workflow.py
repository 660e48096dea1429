"""Publishes the newest directory; several changes at once become one publication."""

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from services.registry.contract import DirectoryChanged
    from workflows.options import ON_OUR_SERVICES
    from workflows.publish_directory.activities import PublishDirectoryActivities


@workflow.defn(name="PublishDirectory")
class PublishDirectory:
    """Ends as soon as the services hold the version that was wanted last."""

    @workflow.init
    def __init__(self, change: DirectoryChanged) -> None:
        self.wanted = change.version

    @workflow.run
    async def run(self, change: DirectoryChanged) -> None:
        published = -1
        while published < self.wanted:
            receipt = await workflow.execute_activity_method(
                PublishDirectoryActivities.publish_directory, **ON_OUR_SERVICES
            )
            published = receipt.version

    @workflow.signal
    def directory_changed(self, change: DirectoryChanged) -> None:
        self.wanted = max(self.wanted, change.version)
