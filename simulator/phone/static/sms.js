// The SMS inbox, and the banner that slides over whatever the phone shows.
import { all, byId, copyFrom, el, hourMinute, icon, moment } from './dom.js';

const STAY = 6000;
const list = byId('sms');
const banner = byId('notice');
const badge = byId('sms-badge');
let known = new Set();
let unread = 0;
let hide = 0;

// The code is the six digits behind 验证码; other figures in the text are not offered.
const codeOf = (text) => (/验证码\D{0,6}(\d{6})(?!\d)/.exec(text) || [])[1];
const keyOf = (message) => JSON.stringify([message.time, message.phone_tail, message.text]);

function copyKey(code) {
  const button = el('button', { type: 'button', 'aria-label': `复制验证码 ${code}` }, icon('copy'), '复制');
  button.addEventListener('click', () => copyFrom(button, code));
  return button;
}

const isCall = (message) => message.channel === 'voice';

function row(message) {
  const code = codeOf(message.text);
  const from = isCall(message) ? [icon('call'), `语音来电，尾号 ${message.phone_tail}`] : [`尾号 ${message.phone_tail}`];
  const head = el('p', { class: 'sms-head' }, el('span', {}, ...from), el('time', {}, hourMinute(moment(message.time))));
  const foot = code ? el('div', { class: 'sms-code' }, el('b', {}, code), copyKey(code)) : null;
  const words = isCall(message) ? el('p', { class: 'call' }, message.spoken || message.text) : el('p', {}, message.text);
  return el('li', {}, head, words, foot);
}

export function notify(iconName, text, ...keys) {
  clearTimeout(hide);
  const close = el('button', { type: 'button', class: 'plain', 'aria-label': '收起通知', onclick: () => { banner.hidden = true; } }, icon('close'));
  banner.replaceChildren(icon(iconName), el('p', {}, text), ...keys, close);
  banner.hidden = false;
  hide = setTimeout(() => { banner.hidden = true; }, STAY);
}

function announce(message) {
  const code = codeOf(message.text);
  const keys = code ? [copyKey(code)] : [];
  if (isCall(message)) notify('call', `语音来电：${message.spoken || message.text}`, ...keys);
  else notify('letter', message.text, ...keys);
}

function showUnread() {
  const read = document.body.dataset.view === 'desk';
  unread = read ? 0 : unread;
  badge.hidden = unread === 0;
  badge.textContent = String(unread);
}

export function readSms() {
  unread = 0;
  showUnread();
}

// `quiet`: the first look at an inbox draws it without ringing.
export function drawSms(messages, quiet) {
  const fresh = messages.filter((message) => !known.has(keyOf(message)));
  for (const message of fresh) {
    known.add(keyOf(message));
    list.prepend(row(message));
  }
  byId('sms-empty').hidden = known.size > 0;
  if (quiet || !fresh.length) return;
  unread += fresh.length;
  showUnread();
  announce(fresh[fresh.length - 1]);
}

export function clearSms() {
  known = new Set();
  for (const item of all('li', list)) item.remove();
}
