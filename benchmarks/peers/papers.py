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


def by_reportlab(facts: dict[str, str], typeface: str) -> Callable[[], object]:
    pdfmetrics.registerFont(TTFont("Serif", typeface))
    plain = ParagraphStyle("plain", fontName="Serif", fontSize=11, leading=17)
    large = ParagraphStyle("large", fontName="Serif", fontSize=19, leading=28, alignment=1)

    def draw() -> object:
        out, code = BytesIO(), BytesIO()
        segno.make("https://gjj.example.gov.cn/v/abc", error="m").save(code, kind="png", scale=4)
        rows = [[Paragraph(label, plain), Paragraph(facts[name], plain)] for name, label in LABELS.items()]
        grid = Table(rows, style=[("GRID", (0, 0), (-1, -1), 0.5, "#333333")])
        parts = [Paragraph(TITLE, large), Paragraph(facts["receiver"], plain), grid, Image(code, 77, 77)]
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
        page = f"<h1>{TITLE}</h1><p>{facts['receiver']}</p><table>{rows}</table><img width=77 src='{code}'>"
        return HTML(string=page).write_pdf(stylesheets=[style], font_config=fonts)

    return draw


def main() -> None:
    """Read what is wanted from standard input and write the milliseconds."""
    asked = json.load(sys.stdin)
    jobs = {
        "reportlab": by_reportlab(asked["facts"], asked["typeface"]),
        "WeasyPrint": by_weasyprint(asked["facts"], asked["typeface"]),
    }
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(WARM_UP + asked["rounds"]):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            if turn >= WARM_UP:
                times[name].append((time.perf_counter() - start) * 1000)
    json.dump(times, sys.stdout)


if __name__ == "__main__":
    main()
