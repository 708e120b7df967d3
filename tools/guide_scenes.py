"""What the pictures of the guide show: a table of scenes, played in this order by ``guide_pictures.py``."""

from __future__ import annotations

from dataclasses import dataclass

from guide_stage import Step, choose, confirm, fill, note, press, show, sign_in, take, wait_for

WINDOW, LOW, TALL, PHONE = (1200, 800), (1200, 520), (1200, 1100), (390, 780)
MAIN, OPENED = "main", "dialog[open]"


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: whose page, what is done on it first, and how much of it is shown."""

    name: str
    who: str = ""
    page: str = ""
    steps: tuple[Step, ...] = ()
    size: tuple[int, int] = WINDOW
    crop: str = ""
    """Of an element alone; nothing for what the window shows."""


NEW_CLERK = (
    fill("用户名", "qin"),
    fill("姓名", "秦闻笛"),
    fill("单位", "竹砚镇人民政府"),
    choose("角色", "乡镇业务员"),
    fill("区域", "竹砚镇"),
)
DEAD = "/findings/?rule=allowance.after_death"
REASON = "在广东务工，已参加职工医保，看过缴费证明"
NEW_LINE = (
    choose("参数", "防止返贫监测收入线（每人每年）（元）"),
    fill("新的值", "9500"),
    fill("依据", "县农组发〔2026〕3号"),
    press("写入草稿"),
)
LISTS = ("监测对象信息（11月）.xlsx", "住建局报表.csv")
EXEMPTING = (press("参保记录"), press("申请豁免"), fill("理由和证据", REASON), fill("有效期至", "2027-03-31"))
SCENES = (
    Scene("sign-in", page="/sign-in/", size=(1200, 620)),
    Scene("account-add", "admin", "/accounts/add/", NEW_CLERK, TALL, MAIN),
    Scene(
        "account-password",
        "admin",
        "/accounts/add/",
        (*NEW_CLERK, press("新增人员"), note("first", "output.shown-once")),
        LOW,
    ),
    Scene("first-password", "", "", (sign_in("qin", "{first}"),), (1200, 620)),
    Scene("areas", "admin", "/areas/", size=(1200, 700)),
    Scene("settings", "admin", "/settings/", size=LOW),
    Scene("home-county", "county", "/", size=TALL),
    Scene("import-new", "county", "/imports/new/", (take(*LISTS),), (1200, 640)),
    Scene("import-read", "county", "/imports/new/", (take(*LISTS), press("上传"), wait_for("待确认")), TALL),
    Scene("import-unknown", "county", "/imports/2/", crop="main table"),
    Scene(
        "import-sheet",
        "county",
        "/imports/2/",
        (press("更改"), choose("名单种类", "农村房屋安全鉴定"), press("显示这种名单的栏目")),
        (1200, 820),
        MAIN,
    ),
    Scene("import-changes", "county", "/imports/2/", (press("查看"),), (1200, 700)),
    Scene("import-land", "county", "/imports/2/", (press("确认入库"),), crop=OPENED),
    Scene(
        "run-new",
        "county",
        "/imports/2/",
        (press("确认入库"), confirm("确认入库"), wait_for("接下来可以发起核查"), press("发起核查")),
    ),
    Scene("run-done", "county", "/runs/new/", (press("开始核查"), wait_for("已完成"))),
    Scene("run-compare", "leader", "/runs/2/", (press("第 1 次"),), (1200, 700)),
    Scene("home-leader", "leader", "/", size=TALL),
    Scene("findings", "county", "/findings/?severity=urgent"),
    Scene("finding", "county", DEAD, (press("之后月份仍有"),), (1200, 620)),
    Scene("finding-rows", "county", DEAD, (press("之后月份仍有"), show("原始记录"))),
    Scene("home-department", "housing", "/", size=WINDOW),
    Scene("home-village", "village1", "/", size=(1200, 620)),
    Scene("search", "town1", "/search/?q=石", size=LOW),
    Scene("findings-phone", "village1", "/findings/", size=PHONE),
    Scene("finding-exempt", "village1", "/findings/", EXEMPTING, crop=OPENED),
    Scene("finding-asked", "village1", "/findings/", (*EXEMPTING, confirm("申请豁免"), show("待审核")), LOW),
    Scene("waiting", "town1", "/findings/waiting/", size=(1200, 420)),
    Scene("finding-decide", "town1", "/findings/waiting/", (press("基本医疗保险"), show("待审核")), LOW),
    Scene("links-review", "town1", "/links/review/", size=(1200, 940)),
    Scene("household", "town1", "/households/", (press("99"),), TALL),
    Scene("household-full", "town1", "/households/", (press("99"), press("查看完整信息")), LOW),
    Scene("household-sheet", "helper1", "/households/", (press("99"), press("入户核查表")), TALL),
    Scene("finding-phone", "helper1", "/findings/", (press("参保记录"),), PHONE),
    Scene(
        "policy-trial",
        "county",
        "/policy/drafts/",
        (press("新建草稿"), *NEW_LINE, press("试算", exact=True), wait_for("重新试算")),
        TALL,
    ),
    Scene("audit", "auditor", "/audit/"),
)
