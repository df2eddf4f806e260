// Small builders. Nothing here takes markup: text becomes text nodes, so a reply can never run as HTML.
const SVG = 'http://www.w3.org/2000/svg';

export const byId = (id) => document.getElementById(id);
export const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));

export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `#i-${name}`);
  svg.append(use);
  return svg;
}

export function press(buttons, chosen) {
  for (const button of buttons) button.setAttribute('aria-pressed', String(button === chosen));
}

export function face(person) {
  const tint = Array.from(person.id).reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 5;
  const letter = Array.from(person.nickname || '新')[0];
  return el('span', { class: `face face-${tint}`, 'aria-hidden': 'true' }, letter);
}

// An instant as the control API may give it: ISO text, or seconds since 1970.
export function moment(value) {
  if (typeof value === 'number') return new Date(value < 1e12 ? value * 1000 : value);
  return new Date(value);
}

const two = (number) => String(number).padStart(2, '0');
export const hourMinute = (date) => `${two(date.getHours())}:${two(date.getMinutes())}`;
export const clockTime = (date) => `${hourMinute(date)}:${two(date.getSeconds())}`;

export function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === 'http:' || url.protocol === 'https:' ? url : null;
  } catch {
    return null;
  }
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text) {
  const area = el('textarea', { class: 'sr', readonly: true, 'aria-hidden': 'true' }, text);
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}

export async function copyFrom(button, text) {
  const label = button.lastChild;
  const before = label.textContent;
  label.textContent = (await copy(text)) ? '已复制' : '请手动复制';
  setTimeout(() => { label.textContent = before; }, 1500);
}
