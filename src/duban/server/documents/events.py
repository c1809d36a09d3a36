"""Every kind of event about documents."""

from __future__ import annotations

from duban.server.audit.kinds import Kind, declare

IMPORTED = "document.imported"
FAILED = "document.failed"

KINDS = (
    Kind(IMPORTED, "document", "导入“{title}”第{version}版", "“{title}” imported, version {version}"),
    Kind(FAILED, "import", "“{file_name}”未能识读", "“{file_name}” could not be read"),
)

declare(*KINDS)
