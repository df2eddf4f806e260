// The conversation: bubbles, cards, the time between them.
import { byId, el, face, hourMinute, icon, moment } from './dom.js';
import { richText } from './richtext.js';

const PAUSE = 5 * 60 * 1000;
const box = byId('chat');
let last = 0;

export function clearChat() {
  box.replaceChildren();
  last = 0;
}

function showTime(date) {
  if (date - last > PAUSE) box.append(el('time', { datetime: date.toISOString() }, hourMinute(date)));
  last = Number(date);
}

const accountFace = () => el('span', { class: 'face face-account', 'aria-hidden': 'true' }, icon('house'));

function bubble(item, person, on) {
  const mine = item.side === 'me';
  const speaker = el('span', { class: 'sr' }, mine ? '我说：' : '公众号说：');
  const text = el('p', { class: 'bubble' }, speaker, ...richText(item.text || '', on));
  return el('div', { class: mine ? 'said said-me' : 'said' }, mine ? face(person) : accountFace(), text);
}

// A picture, or a voice with what was understood of it.
function mine(item, person, ...inside) {
  return el('div', { class: 'said said-me' }, face(person), el('div', { class: 'bubble' }, el('span', { class: 'sr' }, '我说：'), ...inside.filter(Boolean)));
}

function picture(item, card, person) {
  const shown = el('img', { class: 'sent-picture', src: card.picture_url, alt: '图片', referrerpolicy: 'no-referrer' });
  return el('div', { class: 'said said-me' }, face(person), shown);
}

function voice(item, card, person) {
  const length = el('span', { class: 'voice' }, icon('voice'), `${card.seconds || 1}″`);
  return mine(item, person, length, item.text ? el('span', { class: 'heard' }, `识别：${item.text}`) : null);
}

const more = (words) => el('span', { class: 'card-more' }, words, icon('next'));

function shell(card, on, ...inside) {
  const tap = card.url ? () => on.web(card.url, card.title) : null;
  return tap ? el('button', { type: 'button', class: 'card', onclick: tap }, ...inside, more('查看详情')) : el('div', { class: 'card' }, ...inside);
}

const titleOf = (card, item) => el('span', { class: 'card-title' }, card.title || item.text || '消息');

function news(item, card, on) {
  const source = card.picture_url || card.picurl;
  const picture = source ? el('img', { class: 'card-picture', src: source, alt: '', referrerpolicy: 'no-referrer' }) : null;
  if (picture) picture.addEventListener('error', () => picture.remove());
  const text = card.description ? el('span', { class: 'card-text' }, card.description) : null;
  return shell(card, on, picture, titleOf(card, item), text);
}

const valueOf = (cell) => String(cell !== null && typeof cell === 'object' ? cell.value ?? '' : cell);

// Rows come as a list of {label, value} or as the data of the call, {thing1: {value}}.
function rowsOf(card) {
  const rows = card.rows || card.fields || card.data || {};
  if (Array.isArray(rows)) return rows.map((row) => [row.label || row.name || row.key || '', valueOf(row)]);
  return Object.entries(rows).map(([name, cell]) => [cell?.label || name, valueOf(cell)]);
}

function template(item, card, on) {
  const cells = rowsOf(card).flatMap(([name, value]) => [el('span', { class: 'name' }, name), el('span', { class: 'value' }, value)]);
  return shell(card, on, titleOf(card, item), el('span', { class: 'card-rows' }, ...cells));
}

function build(item, person, on) {
  const card = item.card || {};
  if (item.kind === 'news') return news(item, card, on);
  if (item.kind === 'template') return template(item, card, on);
  if (item.kind === 'image') return picture(item, card, person);
  if (item.kind === 'voice') return voice(item, card, person);
  if (item.kind === 'event') return el('p', { class: 'told' }, `你${item.text || ''}`);
  return bubble(item, person, on);
}

// Whoever has scrolled up to read is left in peace, unless they speak themselves.
export function addToChat(items, person, on) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80 || items.some((item) => item.side === 'me');
  for (const item of items) {
    showTime(moment(item.time));
    box.append(build(item, person, on));
  }
  if (items.length && atEnd) box.scrollTop = box.scrollHeight;
}
