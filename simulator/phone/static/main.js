// Ties the parts together: asks the simulator for news every second, and sends what the person at the phone does.
import { act, readState, UNKNOWN } from './api.js';
import { addToChat, clearChat } from './chat.js';
import { all, byId, hourMinute, press, webAddress } from './dom.js';
import { addTraffic, clearTraffic, startInspector } from './inspector.js';
import { drawMenu, startFoot } from './menu.js';
import { drawConsole, startConsole } from './console.js';
import { drawNotices } from './notices.js';
import { drawInvitation, drawPeople } from './people.js';
import { pictureOf } from './picture.js';
import { drawSetting, startSetting } from './setting.js';
import { clearSms, drawSms, notify, readSms } from './sms.js';
import { closeWeb, openWeb, startWeb, webIsOpen } from './webview.js';

const EVERY = 1000;
const REMEMBERED = 'simulator-follower';
const self = { follower: sessionStorage.getItem(REMEMBERED) || '', chatSeq: 0, trafficSeq: 0, first: true };
let asking = null;
let again = false;

const on = { web: (url, title) => { if (self.follower) openWeb(self.follower, url, title); }, say };

function link(state, words) {
  byId('link-text').parentElement.dataset.state = state;
  byId('link-text').textContent = words;
}

async function send(name, body) {
  let done = true;
  try {
    await act(name, { follower: self.follower, ...body });
  } catch (problem) {
    done = false;
    notify('more', `没有做成：${problem.message}`);
  }
  refresh();
  return done;
}

function say(text) {
  send('text', { text });
}

function tapMenu(entry) {
  if (entry.type === 'view') {
    send('view', { url: entry.url });
    on.web(entry.url, entry.name);
  } else if (entry.type.startsWith('scancode')) {
    byId('scan-dialog').showModal();
  } else if (entry.type === 'location_select') {
    byId('place-dialog').showModal();
  } else {
    send('click', { key: entry.key });
  }
}

function choose(id) {
  if (id === self.follower) return;
  closeWeb();
  self.follower = id;
  self.chatSeq = 0;
  sessionStorage.setItem(REMEMBERED, id);
  clearChat();
  refresh();
}

function startOver() {
  clearChat();
  clearTraffic();
  clearSms();
  Object.assign(self, { chatSeq: 0, trafficSeq: 0, first: true });
}

function drawChat(state, person) {
  const fresh = state.chat.filter((item) => item.seq > self.chatSeq);
  const before = self.chatSeq;
  addToChat(fresh, person, on);
  self.chatSeq = Math.max(self.chatSeq, state.seq);
  const heard = fresh.filter((item) => item.side === 'account' && item.kind !== 'event');
  if (webIsOpen() && before > 0 && heard.length) {
    const last = heard[heard.length - 1];
    notify('chat', last.card?.title || last.text.replace(/<[^>]*>/g, '') || '新消息');
  }
}

function draw(state) {
  if (!state.followers.some((one) => one.id === self.follower)) self.follower = state.followers[0]?.id || '';
  const person = state.followers.find((one) => one.id === self.follower);
  drawPeople(state.followers, self.follower, choose);
  drawInvitation(person);
  drawMenu(state.menu, tapMenu);
  if (person) drawChat(state, person);
  addTraffic(state.traffic.filter((item) => item.seq > self.trafficSeq));
  self.trafficSeq = Math.max(self.trafficSeq, state.seq);
  drawSms(state.sms, self.first);
  if (state.mode) byId('mode').value = state.mode;
  drawSetting(state);
  drawNotices(state.notices, send);
  drawConsole(state);
  self.first = false;
}

// A state for somebody else than the follower on show is thrown away: the person has switched in between.
async function ask() {
  const asked = self.follower;
  const state = await readState(asked, Math.min(self.chatSeq, self.trafficSeq));
  if (asked !== self.follower) return;
  if (state.seq < self.trafficSeq) {
    startOver();
    again = true;
    return;
  }
  link('up', '已连接');
  draw(state);
  if (!asked && self.follower) again = true;
}

async function refresh() {
  again = asking !== null;
  if (asking) return;
  asking = ask();
  try {
    await asking;
  } catch (problem) {
    lost(problem);
  }
  asking = null;
  if (again) refresh();
}

function lost(problem) {
  link('down', '连接断开，正在重试');
  if (self.follower && problem.code === UNKNOWN) {
    self.follower = '';
    startOver();
    again = true;
  }
}

function look(view) {
  document.body.dataset.view = view;
  press(all('[data-go]'), document.querySelector(`[data-go="${view}"]`));
  if (view === 'desk') readSms();
}

async function newPerson(event) {
  event.preventDefault();
  const nickname = byId('nickname').value.trim();
  if (!nickname) return;
  try {
    const person = await act('followers', { nickname });
    byId('nickname').value = '';
    choose(person.id);
  } catch (problem) {
    notify('more', `没有做成：${problem.message}`);
  }
}

async function setFault(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  const done = await send('faults', { path: form.get('path'), kind: form.get('kind'), times: Number(form.get('times')) });
  if (done) notify('more', '故障已设定，下一次调用就会遇到。');
}

// A code that holds an address opens it; any other is one of the account's own.
function scan() {
  const found = byId('scene').value.trim();
  if (webAddress(found)) on.web(found, '扫码结果');
  else send('scan', { scene: found });
}

function sendPlace() {
  const [latitude, longitude] = byId('place').value.split(',').map(Number);
  const label = byId('place').selectedOptions[0].textContent;
  send('location', { latitude, longitude, label });
}

async function sendPicture() {
  const field = byId('picture');
  try {
    await send('picture', { picture: await pictureOf(field.files[0]) });
  } catch {
    notify('more', '没有做成：这不是图片。');
  }
  field.value = '';
}

function sendVoice() {
  const recognition = byId('spoken').value.trim();
  send('voice', { recognition, seconds: Math.min(60, Math.max(1, Math.ceil(recognition.length / 3))) });
}

// What the next authorization, or the next template message, is to meet.
async function meet(event) {
  const { value, dataset, selectedOptions } = event.target;
  if (!value) return;
  const done = await send(dataset.meeting, dataset.meeting === 'oauth' ? { next: value } : { status: value });
  if (done) notify('more', `已设定：下一次是“${selectedOptions[0].textContent}”。`);
  event.target.value = '';
}

async function sweep() {
  await send('forget');
  clearChat();
}

function startDesk() {
  for (const key of all('[data-event]')) key.addEventListener('click', () => send(key.dataset.event, key.dataset.kind ? { kind: key.dataset.kind } : {}));
  for (const key of all('[data-open]')) key.addEventListener('click', () => byId(key.dataset.open).showModal());
  for (const key of all('[data-close]')) key.addEventListener('click', () => key.closest('dialog').close());
  for (const key of all('[data-go]')) key.addEventListener('click', () => look(key.dataset.go));
  byId('scan-form').addEventListener('submit', scan);
  byId('place-form').addEventListener('submit', sendPlace);
  byId('picture-form').addEventListener('submit', sendPicture);
  byId('voice-form').addEventListener('submit', sendVoice);
  byId('meeting').addEventListener('change', meet);
  byId('sweep').addEventListener('click', sweep);
  byId('new-person').addEventListener('submit', newPerson);
  byId('fault').addEventListener('submit', setFault);
  byId('mode').addEventListener('change', (event) => send('mode', { mode: event.target.value }));
}

function tick() {
  byId('clock').textContent = hourMinute(new Date());
  if (!document.hidden) refresh();
}

startDesk();
startSetting(send);
startConsole();
startInspector();
startFoot(say);
startWeb();
tick();
setInterval(tick, EVERY);
