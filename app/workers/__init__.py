"""Workers (后台任务): they do what the outbox holds. The row is the truth; a Celery task is a hint that it is there."""
