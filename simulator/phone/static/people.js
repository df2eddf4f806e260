// Who is playing: the list of followers, one of them chosen.
import { all, byId, el, face } from './dom.js';

const list = byId('people');
let drawn = '';

function row(person, chosen, choose) {
  const state = person.subscribed ? el('span', { class: 'is is-on' }, '已关注') : el('span', { class: 'is' }, '未关注');
  const button = el('button', { type: 'button', 'data-person': person.id, 'aria-pressed': String(person.id === chosen), onclick: () => choose(person.id) },
    face(person), el('span', { class: 'who' }, person.nickname), state);
  return el('li', {}, button);
}

export function drawPeople(people, chosen, choose) {
  const now = JSON.stringify([people, chosen]);
  if (now === drawn) return;
  drawn = now;
  const focused = list.contains(document.activeElement);
  list.replaceChildren(...people.map((person) => row(person, chosen, choose)));
  if (focused) list.querySelector('[aria-pressed="true"]')?.focus();
}

// Without a subscription there is nothing but an invitation to follow.
export function drawInvitation(person) {
  const away = !person || !person.subscribed;
  byId('invite').hidden = !away;
  byId('foot').hidden = away;
  for (const key of all('[data-when]')) key.disabled = !person || (key.dataset.when === 'following') === away;
  byId('invite-text').textContent = person ? `${person.nickname}还没有关注这个公众号` : '先新建一个关注者';
}
