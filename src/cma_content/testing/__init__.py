"""What the author of an exporter tests it with; it needs pytest, and nothing else of the package needs this.

from cma_content.testing import ExporterContract
from my_package import MyExporter

class TestMyExporter(ExporterContract):
exporter = MyExporter
"""

from cma_content.testing.contract import ExporterContract as ExporterContract
