"""The standard tests of Airbyte's CDK for images of connectors."""

from airbyte_cdk.test.standard_tests.docker_base import DockerConnectorTestSuite


class TestImage(DockerConnectorTestSuite):
    """They call `docker`; a stand-in of this name runs the command itself."""
