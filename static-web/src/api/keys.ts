/**
 * The Idempotency-Key of one intention, kept until it is known to have had its effect: a person who sends again after a dropped
 * connection, or after a reload, sends the same key and cannot act twice. Another body is another intention and gets another key.
 */
export async function keyFor(intention: string, body: unknown, store: Storage = sessionStorage): Promise<string> {
  const print = await digest(JSON.stringify(body));
  const name = `egov.key.${intention}`;
  const kept = store.getItem(name)?.split(' ');
  if (kept?.[0] === print && kept[1]) {
    return kept[1];
  }

  const key = crypto.randomUUID();
  store.setItem(name, `${print} ${key}`);
  return key;
}

/** Forgets the key: the intention has been carried out. */
export function keyUsed(intention: string, store: Storage = sessionStorage): void {
  store.removeItem(`egov.key.${intention}`);
}

async function digest(text: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
