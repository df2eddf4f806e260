// The simulator's control API: what the phone knows of the platform, and what its owner does.
export const UNKNOWN = 'unknown follower';
const SAID = {
  'not following': '要先关注公众号。',
  offline: '手机没有网络，没有发出去。',
  'the code is over': '这个二维码已经过期。',
  'picture is no picture': '这不是图片。',
  [UNKNOWN]: '模拟器里没有这位关注者了。',
};

class Refused extends Error {
  constructor(code, status) {
    super(SAID[code] || `模拟器没有接受（${status}）。`);
    this.code = code;
  }
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(body.error, response.status);
  return body;
}

export async function readState(follower, since) {
  const query = new URLSearchParams({ since: String(since) });
  if (follower) query.set('follower', follower);
  return call(`/control/state?${query}`, { cache: 'no-store' });
}

// One request that may find nobody at home: the browser's own English complaint is no use to anyone.
async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error('模拟器没有回答。');
  }
  return answer(response);
}

export async function act(name, body) {
  return call(`/control/${name}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
}

export function webviewAddress(follower, url) {
  return `/control/webview?${new URLSearchParams({ follower, url })}`;
}
