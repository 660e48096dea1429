"""Why a workbook is not read. Each code is stable (the class name in snake case), each sentence says what to do."""

from typing import Final

from shared.errors import Refusal


class WorkbookRefused(Refusal):
    message = "这个文件不能读取，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"


class WorkbookEmpty(WorkbookRefused):
    message = "文件是空的，请确认选对了文件再上传。"


class WorkbookTooLarge(WorkbookRefused):
    status = 413
    message = "文件太大或展开后太大。请只保留名册工作表，删去图片和表格下方、右侧多余的空行空列，另存为 .xlsx 再上传。"


class WorkbookTooManyRows(WorkbookRefused):
    status = 413
    message = "行数太多，一次最多 20000 行。请拆成几个文件分别上传。"


class WorkbookTooSlow(WorkbookRefused):
    status = 413
    message = "读取用时过长，已停止。请只保留名册工作表，删去多余的格式、图片和空行后另存为 .xlsx 再上传。"


class WorkbookEncrypted(WorkbookRefused):
    message = "文件设了打开密码。请在 Excel 或 WPS 中取消密码（文件→信息→保护工作簿）并保存后再上传。"


class WorkbookHasMacros(WorkbookRefused):
    message = "文件带有宏。为了安全，请另存为不带宏的“Excel 工作簿（*.xlsx）”后再上传。"


class WorkbookWrongType(WorkbookRefused):
    status = 415
    message = "这不是 Excel 工作簿。请用 Excel 或 WPS 打开后另存为“Excel 工作簿（*.xlsx）”再上传。"


class WorkbookIsWps(WorkbookRefused):
    status = 415
    message = "这是 WPS 表格文件（.et）。请在 WPS 中打开，用“另存为”选“Excel 文件（*.xlsx）”后再上传。"


class WorkbookNameMismatch(WorkbookRefused):
    status = 415
    message = "文件的扩展名与内容不符。请用 Excel 或 WPS 打开后另存为“Excel 工作簿（*.xlsx）”再上传，不要直接改文件名。"


class WorkbookUnsafe(WorkbookRefused):
    message = "文件里有 Excel 不会写入的实体定义，可能被人改动过。请用 Excel 打开原表，另存为新的 .xlsx 再上传。"


class WorkbookDamaged(WorkbookRefused):
    message = "文件已损坏，读不出内容。请用 Excel 打开检查，另存为新的 .xlsx 再上传。"


class WorkbookReaderBusy(WorkbookRefused):
    status = 503
    message = "正在读取的文件较多，请一分钟后再上传。"


BY_CODE: Final[dict[str, type[WorkbookRefused]]] = {
    refusal.code: refusal for refusal in WorkbookRefused.__subclasses__()
}
