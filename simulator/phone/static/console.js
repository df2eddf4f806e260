// The account's page in the platform's console: the address is saved only when it answers the echo.
import { act } from './api.js';
import { byId } from './dom.js';

const SAID = {
  saved: () => '提交成功，已经启用。',
  refused: (status) => `Token 验证失败（回答 ${status}），没有保存。`,
  silent: () => '请求 URL 超时，没有保存。',
};
const form = byId('console');
const outcome = byId('console-outcome');
let known = '';

async function submit(event) {
  event.preventDefault();
  outcome.textContent = '正在验证…';
  try {
    const told = await act('console', Object.fromEntries(new FormData(form)));
    outcome.dataset.outcome = told.outcome;
    outcome.textContent = SAID[told.outcome](told.status);
  } catch (problem) {
    outcome.dataset.outcome = 'refused';
    outcome.textContent = problem.message;
  }
}

export function drawConsole(state) {
  const address = state.callback_url || '';
  if (address === known) return;
  known = address;
  byId('callback').textContent = address ? new URL(address).pathname : '';
  byId('callback').title = address;
  byId('console-url').value = address;
  byId('console-format').value = state.data_format || 'xml';
}

export function startConsole() {
  form.addEventListener('submit', submit);
}
