"""The command line in Chinese."""

from __future__ import annotations

from duban.cli.status import Status
from duban.cli.wording.office import ZH as OFFICE
from duban.cli.wording.words import CommandWords

WORDS = CommandWords(
    language="zh",
    usage="用法",
    options="选项",
    commands="命令",
    examples="示例",
    statuses="退出状态",
    option_metavar="[选项]",
    command_metavar="命令",
    help_option="显示本帮助后退出",
    version_option="显示版本后退出",
    lang_option="界面语言；不写时按 LANG 环境变量，默认中文",
    program="duban 督办：把公文读成台账，每个字段都引自原文。",
    read="读公文，列出台账：事项、牵头与配合单位、时限、目标、引用文件，以及需要核对的问题。",
    read_paths="PATH 可以是文件、文件夹（连同下级文件夹中的 .txt、.md、.html）或 -（标准输入）。隐藏文件不读。",
    read_format="输出格式：table 终端表格（默认）、json、xlsx、markdown、html 对照页",
    read_out="写入的文件夹（没有则新建），每份公文一个文件；不写时输出到屏幕，xlsx 与 html 写入当前文件夹",
    read_jobs="同时读几份；不写时按文件多少自动决定",
    read_dated="成文日期，只在公文自己没有写明日期时使用",
    status={
        Status.OK: "全部读完",
        Status.SOME_UNREAD: "有的没能读，其余照常读完",
        Status.USAGE: "命令写法有误",
        Status.NOTHING_TO_READ: "没有可读的文件",
        Status.CANNOT_WRITE: "结果无法写出",
        Status.CHAIN_BROKEN: "日志链断裂",
        Status.REFUSED: "未能完成，数据未动",
        Status.EVIDENCE_DAMAGED: "佐证文件缺失或被改动",
        Status.INTERRUPTED: "被中断（Ctrl-C）",
        Status.OUTPUT_CLOSED: "接收输出的程序先关闭了",
    },
    see_help="详见：{command} --help",
    no_such_option="没有选项 {name}",
    no_such_command="没有命令 {name}",
    needs_value="选项 {name} 后面要有值",
    missing="缺少 {name}",
    bad_choice="“{value}”不是可用的值；可用：{choices}",
    bad_day="“{value}”不是日期；请写成 2024-06-30 的样子",
    bad_count="“{value}”不是份数；请写 1 以上的整数",
    unexpected="多余的参数：{value}",
    reading="正在读",
    unread="未读 {name}：{reason}",
    nothing_to_read="没有可读的文件。可读 .txt、.md、.html；也可以直接写出文件名。",
    passed_over="跳过 {count} 个不是文本的文件（{kinds}）",
    written="已写入 {path}",
    written_many="已在 {folder} 写入 {count} 个文件",
    cannot_write="无法写入 {path}：{reason}",
    interrupted="已中断。",
    some_unread="{total} 份中有 {unread} 份未读。",
    office=OFFICE,
)
