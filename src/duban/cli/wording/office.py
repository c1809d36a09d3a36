"""What the commands of the server say, in both languages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeWords:
    """One language. Braces are places that the caller fills."""

    home: str
    serve: str
    serve_more: str
    serve_address: str
    serve_processes: str
    serve_threads: str
    serve_apart: str
    demo: str
    demo_more: str
    demo_made: str
    serving: str
    work: str
    work_more: str
    working: str
    verify: str
    verify_more: str
    holds: str
    broken: str
    why: dict[str, str]
    evidence_holds: str
    evidence_broken: str
    evidence_why: dict[str, str]
    backup: str
    backup_more: str
    backup_out: str
    kept: str
    restore: str
    restore_more: str
    restored: str
    refused: str
    no_office: str
    made_already: str


ZH = OfficeWords(
    home="机关数据文件夹（数据库、佐证、密钥）；不写时用环境变量 DUBAN_HOME，再不写为 ./duban-office",
    serve="启动督办服务：网页、接口、后台任务与时钟。",
    serve_more="首次启动会建库，并在屏幕上给出一次性的初始设置码。用 Ctrl-C 停止。",
    serve_address="监听地址",
    serve_processes="服务进程数；内置数据库用 1 个即可",
    serve_threads="每个进程的线程数",
    serve_apart="不在本进程内运行后台任务与时钟（另用 duban work 运行）",
    demo="建一个示范机关：示例区的单位、各种角色的人员，以及 DIR 中的文件形成的台账。",
    demo_more="DIR 是示例文件夹（samples）。只在空的数据文件夹里建，不覆盖已有数据。",
    demo_made="示范机关已建好：{items} 个事项。用 duban serve --home {home} 打开；人员与口令：",
    serving="督办服务：{address}　数据：{home}",
    work="只运行后台任务与时钟，供多进程部署使用。",
    work_more="与任意多个 duban serve --apart 共用同一数据库。用 Ctrl-C 停止。",
    working="后台任务与时钟已启动　数据：{home}",
    verify="核验日志链与佐证文件：自首条起逐条重算，指出第一处断裂。",
    verify_more="任何人都可以随时运行；不改动任何数据。",
    holds="日志链完整：{events} 条，末条摘要 {digest}",
    broken="日志链在第 {number} 条断裂：{why}。此前 {events} 条完整。",
    why={
        "gap": "缺少该条",
        "previous": "与前一条接不上",
        "digest": "内容被改动",
        "end": "末尾被截去或另加",
    },
    evidence_holds="佐证文件完好：{files} 个",
    evidence_broken="佐证文件 {digest} {why}",
    evidence_why={"missing": "缺失", "changed": "被改动"},
    backup="在线备份：数据库、佐证文件与密钥，写成一个自带校验的文件。",
    backup_more="服务运行中即可备份。文件里有密钥和全部材料，请妥善保管。",
    backup_out="写入的文件；不写时以日期时间命名",
    kept="已备份到 {path}：{events} 条日志，{files} 个文件，{size}",
    restore="从备份恢复到空的数据文件夹（或空的数据库），并核验日志链。",
    restore_more="FILE 是 duban backup 写出的文件。已有数据的文件夹不会被覆盖。",
    restored="已从 {path} 恢复：{events} 条日志，日志链完整",
    refused="未能完成：{reason}",
    made_already="{home} 里已有数据",
    no_office="{home} 里还没有数据；先运行 duban serve",
)

EN = OfficeWords(
    home="the office's folder (database, evidence, key); else DUBAN_HOME, else ./duban-office",
    serve="Run the server: pages, API, background work and clock.",
    serve_more="The first start makes the database and prints a set-up code that works once. Ctrl-C stops it.",
    serve_address="address to listen on",
    serve_processes="serving processes; the embedded database needs one",
    serve_threads="threads in each process",
    serve_apart="no background work and clock in this process (duban work runs them)",
    demo="Make a demonstration office: units, people of every role, and ledgers of the documents in DIR.",
    demo_more="DIR is the folder of samples. Made in an empty folder only; nothing is written over.",
    demo_made="the office is made: {items} items. Open it with duban serve --home {home}; people and passwords:",
    serving="duban at {address}   data in {home}",
    work="Run the background work and the clock alone, beside serving processes.",
    work_more="Shares its database with any number of duban serve --apart. Ctrl-C stops it.",
    working="background work and clock are running   data in {home}",
    verify="Verify the log's chain link by link, and every evidence file; name what is broken.",
    verify_more="Anybody may run it at any time; it changes nothing.",
    holds="the chain holds: {events} events, last digest {digest}",
    broken="the chain breaks at event {number}: {why}. The {events} before it hold.",
    why={
        "gap": "it is missing",
        "previous": "it does not follow the one before",
        "digest": "it was changed",
        "end": "the end was cut off or added to",
    },
    evidence_holds="evidence holds: {files} files",
    evidence_broken="evidence file {digest} {why}",
    evidence_why={"missing": "is missing", "changed": "was changed"},
    backup="Back up the running office: database, evidence and key in one file that proves itself.",
    backup_more="The file holds the key and everything else; keep it safe.",
    backup_out="file to write; without it, a name of date and time",
    kept="backed up to {path}: {events} events, {files} files, {size}",
    restore="Restore a backup into an empty folder (or an empty database) and verify the log's chain.",
    restore_more="FILE is what duban backup wrote. A folder that holds an office is never written over.",
    restored="restored from {path}: {events} events, the chain holds",
    refused="not done: {reason}",
    made_already="{home} holds an office already",
    no_office="{home} holds no office yet; run duban serve first",
)
