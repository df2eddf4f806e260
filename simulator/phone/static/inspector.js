// What went over the wire: one row a request, its decrypted bodies below.
import { all, byId, clockTime, copyFrom, el, moment, press } from './dom.js';

const KEEP = 500;
const WAYS = { push: '推送', api: '接口' };
const NAMES = {
  '/cgi-bin/stable_token': '获取令牌', '/cgi-bin/token': '获取令牌（旧）', '/cgi-bin/menu/create': '发布菜单', '/cgi-bin/menu/addconditional': '发布个性化菜单',
  '/cgi-bin/message/custom/send': '客服消息', '/cgi-bin/message/template/send': '模板消息', '/cgi-bin/message/subscribe/bizsend': '订阅通知',
  '/cgi-bin/user/info': '关注者资料', '/cgi-bin/ticket/getticket': '网页签名票据', '/cgi-bin/qrcode/create': '带参数二维码',
  '/cgi-bin/tags/members/batchtagging': '打标签', '/cgi-bin/tags/members/batchuntagging': '取消标签', '/connect/oauth2/authorize': '网页授权', '/sns/oauth2/access_token': '换取身份',
  '/cgi-bin/template/get_all_private_template': '模板列表', '/wxaapi/newtmpl/gettemplate': '订阅模板列表', '/cgi-bin/media/get': '取素材', '/sms/send': '发短信', '/registry/homes/query': '联网核查',
  subscribe: '关注', unsubscribe: '取消关注', SCAN: '扫码', CLICK: '点菜单', VIEW: '菜单打开网页', text: '文字', image: '图片', voice: '语音', location: '位置',
  TEMPLATESENDJOBFINISH: '模板消息回执', subscribe_msg_popup_event: '订阅选择', subscribe_msg_change_event: '订阅关闭', subscribe_msg_sent_event: '订阅通知回执',
  user_authorization_revoke: '撤回授权', user_authorization_cancellation: '注销', user_info_modified: '修改资料',
};
const rows = byId('traffic');
let filter = '';

// A CDATA section stays on the line of its element.
function prettyXml(text) {
  let depth = 0;
  return text.replace(/(?<!\]\])>\s*<(?!!)/g, '>\n<').split('\n').map((line) => {
    if (line.startsWith('</')) depth = Math.max(0, depth - 1);
    const shown = '  '.repeat(depth) + line;
    if (/^<[^/!?][^>]*[^/]>$/.test(line) || /^<[^/!?]>$/.test(line)) depth += 1;
    return shown;
  }).join('\n');
}

// A request may come as its method, its query and its body, one after the other.
const PARTS = /(?<=^(?:GET|POST)) |(?<=[}>]) (?=[{<])/;

function prettyPart(text) {
  if (text.startsWith('<')) return prettyXml(text);
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

export function pretty(body) {
  if (body === null || body === undefined || body === '') return '（空）';
  if (typeof body !== 'string') return JSON.stringify(body, null, 2);
  const text = body.trim();
  return text.split(PARTS).map(prettyPart).join('\n');
}

// WeChat answers 200 to a refused call; what counts is the errcode inside.
const errcode = (item) => (/"errcode"\s*:\s*(-?[1-9]\d*)/.exec(pretty(item.response)) || [])[1];
const failed = (item) => !item.status || item.status >= 400 || errcode(item) !== undefined;

function select(item, row) {
  for (const other of all('tr[aria-current]', rows)) other.removeAttribute('aria-current');
  row.setAttribute('aria-current', 'true');
  byId('detail-title').textContent = `${WAYS[item.direction] || item.direction} ${NAMES[item.name] || ''} ${item.name} · ${item.status} · ${Math.round(item.ms)} ms`;
  byId('request').textContent = pretty(item.request);
  byId('response').textContent = pretty(item.response);
  byId('detail').hidden = false;
}

const named = (name) => (NAMES[name] ? [el('b', {}, NAMES[name]), ' ', el('span', { class: 'path' }, name)] : [name]);

function build(item) {
  const row = el('tr', { 'data-direction': item.direction },
    el('td', {}, clockTime(moment(item.time))),
    el('td', { class: `way-${item.direction}` }, WAYS[item.direction] || item.direction),
    el('td', {}, el('button', { type: 'button' }, ...named(item.name))),
    el('td', { class: failed(item) ? 'bad' : null }, errcode(item) || String(item.status || '断')),
    el('td', {}, `${Math.round(item.ms)} ms`));
  row.addEventListener('click', () => select(item, row));
  row.hidden = filter !== '' && item.direction !== filter;
  return row;
}

export function addTraffic(items) {
  for (const item of items) rows.prepend(build(item));
  while (rows.childElementCount > KEEP) rows.lastElementChild.remove();
  byId('log-empty').hidden = rows.childElementCount > 0;
}

export function clearTraffic() {
  rows.replaceChildren();
  byId('detail').hidden = true;
  byId('log-empty').hidden = false;
}

export function startInspector() {
  const keys = all('[data-filter]');
  for (const key of keys) {
    key.addEventListener('click', () => {
      filter = key.dataset.filter;
      press(keys, key);
      for (const row of rows.children) row.hidden = filter !== '' && row.dataset.direction !== filter;
    });
  }
  byId('log-clear').addEventListener('click', clearTraffic);
  for (const key of all('[data-copy]')) key.addEventListener('click', () => copyFrom(key, byId(key.dataset.copy).textContent));
}
