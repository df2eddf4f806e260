// A text message as WeChat shows it: plain text in which only <a href="…">…</a> means something, and bare addresses
// can be tapped. Every other tag is shown as the characters it is made of.
import { el, webAddress } from './dom.js';

const PART = /<a\s+(?:[^<>]*?\s)?href\s*=\s*(?:"([^"]*)"|'([^']*)')[^<>]*>([\s\S]*?)<\/a\s*>|(https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+)/gi;
const MENU_REPLY = 'weixin://bizmsgmenu';

const unescaped = (text) => text.replaceAll('&amp;', '&');

function menuReply(href) {
  return new URLSearchParams(href.slice(href.indexOf('?') + 1)).get('msgmenucontent');
}

function anchor(href, words, on) {
  if (href.startsWith(MENU_REPLY) && menuReply(href)) {
    return el('a', { href: '#', onclick: (event) => { event.preventDefault(); on.say(menuReply(href)); } }, words);
  }
  const address = webAddress(href);
  if (!address) return words;
  return el('a', { href: address.href, rel: 'noreferrer', onclick: (event) => { event.preventDefault(); on.web(address.href, words); } }, words);
}

// `on.web(url, words)` opens a page, `on.say(text)` sends a text as the follower.
export function richText(text, on) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(PART)) {
    const [whole, quoted, single, words, bare] = match;
    nodes.push(text.slice(end, match.index));
    nodes.push(bare ? anchor(bare, bare, on) : anchor(unescaped(quoted ?? single).trim(), words, on));
    end = match.index + whole.length;
  }
  nodes.push(text.slice(end));
  return nodes;
}
