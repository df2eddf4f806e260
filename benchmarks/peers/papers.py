"""The same page by reportlab and by WeasyPrint: the certificate's title, table, paragraphs and QR, unsealed."""

import json
import sys
import time
from collections.abc import Callable
from io import BytesIO

import segno
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Image, Paragraph, SimpleDocTemplate, Table
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

WARM_UP = 3
TITLE = "异地贷款职工住房公积金缴存使用证明"
LABELS = {
    "name": "职工姓名", "id_number": "证件号码", "account_number": "个人公积金账号", "opened_month": "开户时间",
    "unit_name": "单位名称", "base": "缴存基数", "monthly": "月缴存额", "balance": "缴存余额", "run_first": "连续缴存",
    "loan_total": "累计贷款", "loan_left": "未还本金", "number": "编号", "code": "核验码", "valid_until": "有效期",
}  # fmt: skip
BEFORE = "我中心缴存职工的住房公积金缴存使用情况如下，供你中心办理异地个人住房贷款时使用。"
AFTER = (
    "我中心保证以上信息真实准确。本证明自开具之日起有效，有效期至2027年1月24日。",
    "经办：微信网厅自助出具　　联系电话：12329",
    "核验码：7K3F-9Q2M 扫二维码，或打开 gjj.example.gov.cn/verify 输入编号和核验码，核对内容与状态。",
    "运城市住房公积金管理中心　2026年11月24日",
    "回　执",
    "你中心出具的编号 ZM20261124000032 的证明已收到。职工的个人住房贷款申请，我中心 □准予 □不予 贷款，贷款金额＿＿元。",
    "期限＿＿月（自＿＿年＿月至＿＿年＿月），还款方式＿＿，月还本息＿＿元。经办人：＿＿　联系电话：＿＿（业务专用章）",
    "本证明为电子文件，加盖电子印章。查验真伪：gjj.example.gov.cn/verify　服务热线 12329",
)


def by_reportlab(facts: dict[str, str], typeface: str) -> Callable[[], object]:
    pdfmetrics.registerFont(TTFont("Serif", typeface))
    plain = ParagraphStyle("plain", fontName="Serif", fontSize=11, leading=17)
    large = ParagraphStyle("large", fontName="Serif", fontSize=19, leading=28, alignment=1)

    def draw() -> object:
        out, code = BytesIO(), BytesIO()
        segno.make("https://gjj.example.gov.cn/v/abc", error="m").save(code, kind="png", scale=4)
        rows = [[Paragraph(label, plain), Paragraph(facts[name], plain)] for name, label in LABELS.items()]
        grid = Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, "#333333")])
        words = [Paragraph(text, plain) for text in (facts["receiver"], BEFORE, *AFTER)]
        parts = [Paragraph(TITLE, large), *words[:2], grid, *words[2:], Image(code, 77, 77)]
        SimpleDocTemplate(out, pagesize=A4).build(parts)
        return out.getvalue()

    return draw


def by_weasyprint(facts: dict[str, str], typeface: str) -> Callable[[], object]:
    fonts = FontConfiguration()
    style = CSS(
        string=f"@font-face {{ font-family: Serif; src: url('file://{typeface}') }} @page {{ size: A4; margin: 22mm }}"
        " body { font: 11pt Serif } h1 { font-size: 19pt; text-align: center }"
        " td { border: 0.5pt solid #333; padding: 2mm } table { border-collapse: collapse; width: 100% }",
        font_config=fonts,
    )

    def draw() -> object:
        code = segno.make("https://gjj.example.gov.cn/v/abc", error="m").svg_data_uri(scale=4)
        rows = "".join(f"<tr><td>{label}</td><td>{facts[name]}</td></tr>" for name, label in LABELS.items())
        below = "".join(f"<p>{text}</p>" for text in AFTER)
        above = f"<h1>{TITLE}</h1><p>{facts['receiver']}</p><p>{BEFORE}</p>"
        page = f"{above}<table>{rows}</table>{below}<img width=77 src='{code}'>"
        return HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts)

    return draw


def main() -> None:
    """Read what is wanted from standard input and write milliseconds by the clock and of the processor."""
    asked = json.load(sys.stdin)
    jobs = {
        "reportlab": by_reportlab(asked["facts"], asked["typeface"]),
        "WeasyPrint": by_weasyprint(asked["facts"], asked["typeface"]),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in jobs}
    for turn in range(WARM_UP + asked["rounds"]):
        for name, job in jobs.items():
            start, used = time.perf_counter(), time.process_time()
            job()
            if turn >= WARM_UP:
                times[name].append(((time.perf_counter() - start) * 1000, (time.process_time() - used) * 1000))
    json.dump(times, sys.stdout)


if __name__ == "__main__":
    main()
