// The phone's own settings: how large its letters are, light or dark, its network, and whether it takes messages.
import { byId } from './dom.js';

const handset = byId('handset');
const form = byId('setting');
const LOOK = window.matchMedia('(prefers-color-scheme: dark)');

function choose(name, value) {
  const field = form.elements[name];
  if (field.value !== value) field.value = value;
}

// `send(name, body)` tells the simulator; letters and look are the page's own business.
export function startSetting(send) {
  choose('look', LOOK.matches ? 'dark' : 'light');
  handset.dataset.look = form.elements.look.value;
  form.addEventListener('change', (event) => {
    const { name, value } = event.target;
    if (name === 'network') send('network', { state: value });
    else if (name === 'blocked') send('block', { blocked: value === 'yes' });
    else handset.dataset[name] = value;
  });
  form.addEventListener('submit', (event) => event.preventDefault());
}

export function drawSetting(state) {
  if (state.network) choose('network', state.network);
  choose('blocked', state.blocked ? 'yes' : 'no');
  handset.dataset.network = state.network || 'normal';
}
