"""The account that every contestant serves; made up, and used nowhere else."""

APP_ID = "wx0123456789abcdef"
TOKEN = "benchToken12"
AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
