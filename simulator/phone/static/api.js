// The simulator's control API: what the phone knows of the platform, and what its owner does.
async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error || body.message || `模拟器回答了 ${response.status}`);
  return body;
}

export async function readState(follower, since) {
  const query = new URLSearchParams({ since: String(since) });
  if (follower) query.set('follower', follower);
  return answer(await fetch(`/control/state?${query}`, { cache: 'no-store' }));
}

export async function act(name, body) {
  return answer(await fetch(`/control/${name}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  }));
}

export function webviewAddress(follower, url) {
  return `/control/webview?${new URLSearchParams({ follower, url })}`;
}
