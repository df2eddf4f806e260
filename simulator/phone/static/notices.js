// Subscription notices (订阅通知): the pop-up a page would show, answered here, and the switch in the settings.
import { byId, el } from './dom.js';

const list = byId('notices');
let drawn = '';

const stateOf = (notice) => (notice.left < 0 ? '一直接收' : notice.left ? `还能收 ${notice.left} 条` : '没有订阅');

function row(notice, send) {
  const answer = (accept) => () => send('subscription', { choices: [{ template_id: notice.template_id, accept }] });
  const keys = [el('button', { type: 'button', onclick: answer(true) }, '接受'), el('button', { type: 'button', onclick: answer(false) }, '拒绝')];
  if (notice.left) keys.push(el('button', { type: 'button', onclick: () => send('unsubscription', { template_id: notice.template_id }) }, '关闭'));
  const kind = notice.kind === 'long' ? '长期' : '一次性';
  const head = el('p', { class: 'notice-head' }, el('span', {}, notice.title), el('span', { class: notice.left ? 'is is-on' : 'is' }, stateOf(notice)));
  return el('li', {}, head, el('p', { class: 'notice-keys', role: 'group', 'aria-label': `${notice.title}（${kind}）` }, el('span', { class: 'hint' }, kind), ...keys));
}

export function drawNotices(notices, send) {
  const now = JSON.stringify(notices);
  if (now === drawn) return;
  drawn = now;
  list.replaceChildren(...(notices || []).map((notice) => row(notice, send)));
}
