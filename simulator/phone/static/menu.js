// The foot of the chat: the published menu with its pop-ups, and the keyboard behind it.
import { all, byId, el, icon } from './dom.js';

const foot = byId('foot');
const menu = byId('menu');
const form = byId('say-form');
const field = byId('say');
const toggle = byId('toggle');
let drawn = '';
let typing = false;

function closeSubs() {
  for (const sub of all('.sub', menu)) sub.hidden = true;
  for (const button of all('[aria-expanded]', menu)) button.setAttribute('aria-expanded', 'false');
}

function openSub(button, sub, focus) {
  const open = sub.hidden;
  closeSubs();
  sub.hidden = !open;
  button.setAttribute('aria-expanded', String(open));
  if (open && focus) sub.querySelector('button').focus();
}

function walk(event, button, sub) {
  const keys = all('button', sub);
  const at = keys.indexOf(document.activeElement);
  if (event.key === 'ArrowDown') keys[(at + 1) % keys.length].focus();
  else if (event.key === 'ArrowUp') keys[(at + keys.length - 1) % keys.length].focus();
  else return;
  event.preventDefault();
}

function subMenu(entry, at, tap) {
  const sub = el('ul', { class: 'sub', id: `sub-${at}`, hidden: true });
  for (const child of entry.sub_button) {
    sub.append(el('li', {}, el('button', { type: 'button', onclick: () => { closeSubs(); tap(child); } }, child.name)));
  }
  return sub;
}

function slot(entry, at, tap) {
  if (!entry.sub_button?.length) {
    return el('div', { class: 'menu-slot' }, el('button', { type: 'button', onclick: () => { closeSubs(); tap(entry); } }, entry.name));
  }
  const sub = subMenu(entry, at, tap);
  const open = (event) => openSub(button, sub, event.detail === 0);
  const button = el('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': sub.id, onclick: open }, icon('menu'), entry.name);
  sub.addEventListener('keydown', (event) => walk(event, button, sub));
  return el('div', { class: 'menu-slot' }, button, sub);
}

function show() {
  const some = menu.childElementCount > 0;
  foot.classList.toggle('no-menu', !some);
  menu.hidden = !some || typing;
  form.hidden = some && !typing;
  toggle.setAttribute('aria-label', typing ? '切换到菜单' : '切换到键盘');
  toggle.replaceChildren(icon(typing ? 'menu' : 'keyboard'));
}

// `published` is what WeChat would show: {button: […]}, the same inside {menu: …}, or nothing.
// A pop-up that is open stays under the finger: another menu waits for the news after it is closed.
export function drawMenu(published, tap) {
  const buttons = published?.menu?.button || published?.button || [];
  const now = JSON.stringify(buttons);
  if (now === drawn || menu.querySelector('[aria-expanded="true"]')) return;
  drawn = now;
  menu.replaceChildren(...buttons.map((entry, at) => slot(entry, at, tap)));
  show();
}

export function startFoot(say) {
  toggle.addEventListener('click', () => {
    typing = !typing;
    closeSubs();
    show();
    if (typing) field.focus();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (text) say(text);
    field.value = '';
  });
  document.addEventListener('click', (event) => { if (!menu.contains(event.target)) closeSubs(); });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    menu.querySelector('[aria-expanded="true"]')?.focus();
    closeSubs();
  });
  show();
}
