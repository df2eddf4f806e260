"""The peers' own Python environment, made on the first run from the hashed list."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
HOME = ROOT / "var" / "bench" / "venv"


def peers_python() -> str:
    """Return the interpreter that has the peers."""
    python = HOME / "bin" / "python"
    if not (HOME / "bin" / "weasyprint").exists():
        subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
        for names in ("bench", "app"):
            listed = str(ROOT / "requirements" / f"{names}.txt")
            subprocess.run([str(python), "-m", "pip", "install", "-q", "--require-hashes", "-r", listed], check=True)
    return str(python)
