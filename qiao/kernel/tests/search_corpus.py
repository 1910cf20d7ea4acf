"""Two dozen tickets as customers write them, and what people type to find them again."""

TEXTS: dict[int, tuple[str, str]] = {
    1: (
        "许可证导入后提示签名无效",
        "升级到 5.4.2 之后导入 license.dat，页面提示“签名无效”，错误码 LIC-4032。重启授权服务没有用。",
    ),
    2: (
        "网关间歇性 502",
        "云网关每隔十几分钟返回 502 Bad Gateway，upstream prematurely closed connection，大约持续 20 秒。",
    ),
    3: (
        "夜间批量任务没有触发",
        "凌晨两点的日切作业没有被调度，调度中心日志里有 lock wait timeout exceeded，主备切换之后才恢复。",
    ),
    4: ("报表导出 Excel 乱码", "客户用 WPS 打开导出的 CSV，中文全是乱码，应该是编码 GB18030 的问题。"),
    5: ("LDAP 登录失败", "接入 AD 域之后用户登录提示“账号或密码错误”，抓包看到 LDAP bind 返回 49 data 52e。"),
    6: ("Agent 频繁离线", "边缘节点的 agent 每天掉线几十次，心跳超时，网络是 4G 专线，NTP 时间差了三分钟。"),
    7: (
        "Cannot renew certificate",
        "The gateway refuses to renew its TLS certificate: acme: error 429 too many requests for the domain.",
    ),
    8: (
        "Scheduler memory keeps growing",
        "After upgrading to 5.4.1 the scheduler process grows to 14 GB and is killed by the OOM killer.",
    ),
    9: (
        "Webhook deliveries are duplicated",
        "Our endpoint receives the same event twice, with the same delivery id, about one second apart.",
    ),
    10: (
        "SAML assertion expired",
        "Single sign-on fails for users in Singapore: assertion is not yet valid, clock skew of 4 minutes.",
    ),
    11: (
        "Report totals differ",
        "The monthly report shows 1,204 jobs, the dashboard 1,198. Time zone of the cluster is UTC+8.",
    ),
    12: (
        "Slow query on history page",
        "The job history page needs 40 seconds; PostgreSQL scans job_run (210 million rows).",
    ),
    13: ("达梦数据库适配", "我们要从 Oracle 迁到达梦 DM8，安装脚本在建索引时报 -2106 无效的表或视图名。"),
    14: ("麒麟系统安装失败", "银河麒麟 V10 SP3 鲲鹏 920 上安装，提示 glibc 版本过低，缺少 GLIBC_2.34。"),
    15: ("如何批量停用工作流", "有三百多个旧的工作流要停用，页面上只能一个一个点，有没有接口或者脚本？"),
    16: ("短信告警没有发送", "阈值触发后邮件收到了，短信没有，短信网关返回 isv.BUSINESS_LIMIT_CONTROL。"),
    17: (
        "Rate limit headers missing",
        "Responses of the public API no longer carry X-RateLimit-Remaining since last Thursday.",
    ),
    18: (
        "Restore from backup fails",
        "pg_restore stops with: could not find table helm_lock. The backup is of 5.3.9, the server 5.4.0.",
    ),
    19: ("大屏白屏", "指挥中心大屏每天早上八点左右白屏，浏览器控制台 Out of memory，刷新后正常。"),
    20: ("工作日历缺少调休", "十月十日是调休上班日，定时作业没有按工作日执行，请问日历在哪里维护？"),
    21: (
        "Invoice shows the wrong company name",
        "The invoice for March still says Northwind Freight instead of Northwind Logistics.",
    ),
    22: (
        "接口返回 401",
        "调用开放接口 /v2/jobs 时偶发 401，token 还没有过期，网关日志显示 signature mismatch。",
    ),
    23: ("磁盘空间被日志占满", "/opt/helm/logs 一天涨 80G，log level 被改成了 DEBUG，请问怎么按大小滚动？"),
    24: (
        "Node cannot join the cluster",
        "helmctl join returns x509: certificate has expired; ada@acme.example can confirm.",
    ),
}

QUESTIONS: list[tuple[str, int]] = [
    ("许可证签名无效", 1),
    ("导入授权文件提示签名错误怎么办", 1),
    ("LIC-4032", 1),
    ("lic4032", 1),
    ("網關 502", 2),
    ("网关老是报 502", 2),
    ("bad gateway upstream closed", 2),
    ("凌晨定时任务没跑", 3),
    ("lock wait timeout", 3),
    ("导出的表格中文乱码", 4),
    ("gb18030", 4),
    ("域账号登录不上", 5),
    ("data 52e", 5),
    ("边缘节点掉线", 6),
    ("心跳超時", 6),
    ("renewing certificates too many requests", 7),
    ("scheduler out of memory after upgrade", 8),
    ("duplicate webhooks", 9),
    ("same event delivered twice", 9),
    ("single sign on clock skew", 10),
    ("why do the totals in the report differ from the dashboard", 11),
    ("job history is very slow", 12),
    ("达梦 安装报错", 13),
    ("麒麟 glibc", 14),
    ("工作流能不能批量停用", 15),
    ("收不到短信告警", 16),
    ("X-RateLimit-Remaining", 17),
    ("backup cannot be restored", 18),
    ("大屏早上白屏", 19),
    ("调休那天作业没有执行", 20),
    ("northwind invoice", 21),
    ("token 没过期却返回 401", 22),
    ("日志把磁盘撑满了", 23),
    ("ada@acme.example", 24),
    ("x509 expired join", 24),
]
