/** Names for what the server has not named yet. */

/** Random enough never to meet another; `crypto.randomUUID` exists only behind HTTPS, and many servers at home have none. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
