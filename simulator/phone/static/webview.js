// The web view: the hall's pages over the chat. Opening it puts one entry into the history, so that "back" – the
// arrow here or the browser's own – walks the pages inside first and then closes the view, as on a phone.
import { byId, copy, el, webAddress } from './dom.js';
import { webviewAddress } from './api.js';

// No top navigation and no downloads, as in WeChat.
const ALLOWED = 'allow-forms allow-modals allow-popups allow-same-origin allow-scripts';
const view = byId('web');
const menu = byId('web-menu');
const moreKey = byId('web-more');
let current = null;
let cameFrom = null;

function showMenu(open) {
  menu.hidden = !open;
  moreKey.setAttribute('aria-expanded', String(open));
}

function load() {
  const frame = el('iframe', { src: webviewAddress(current.follower, current.url), title: current.title, sandbox: ALLOWED, referrerpolicy: 'no-referrer' });
  byId('web-progress').hidden = false;
  frame.addEventListener('load', () => { byId('web-progress').hidden = true; });
  byId('web-page').replaceChildren(frame);
}

export const webIsOpen = () => !view.hidden;

export function openWeb(follower, url, title) {
  const address = webAddress(url);
  if (!address) return false;
  current = { follower, url: address.href, title: title && title !== url ? title : '网页' };
  byId('web-title').textContent = current.title;
  byId('web-host').textContent = address.host;
  if (view.hidden) {
    cameFrom = document.activeElement;
    history.pushState({ web: true }, '');
  }
  view.hidden = false;
  load();
  byId('web-close').focus({ preventScroll: true });
  return true;
}

export function closeWeb() {
  if (view.hidden) return;
  view.hidden = true;
  showMenu(false);
  byId('web-page').replaceChildren();
  current = null;
  cameFrom?.focus({ preventScroll: true });
}

function choose(what) {
  showMenu(false);
  if (what === 'reload') load();
  else if (what === 'browser') window.open(current.url, '_blank', 'noopener,noreferrer');
  else if (what === 'copy') copy(current.url);
}

export function startWeb() {
  byId('web-close').addEventListener('click', closeWeb);
  byId('web-back').addEventListener('click', () => history.back());
  moreKey.addEventListener('click', () => showMenu(menu.hidden));
  menu.addEventListener('click', (event) => {
    const key = event.target.closest('[data-web]');
    if (key) choose(key.dataset.web);
  });
  view.addEventListener('keydown', (event) => { if (event.key === 'Escape') closeWeb(); });
  window.addEventListener('popstate', closeWeb);
}
