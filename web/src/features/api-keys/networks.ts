/** Networks from which a key may be used, in CIDR notation (`10.0.0.0/8`, `2001:db8::/32`). Pure. */

export type NetworkFault =
  | { readonly kind: 'malformed'; readonly text: string }
  /** The address has bits outside the network: it names a machine, and it is unclear which of the two is meant. */
  | { readonly kind: 'notNetwork'; readonly text: string; readonly better: string };

type Address = { readonly bits: 32 | 128; readonly value: bigint };

const V4_PART = /^(0|[1-9]\d{0,2})$/;
const V6_PART = /^[0-9a-f]{1,4}$/i;

function v4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => V4_PART.test(part) && Number(part) < 256)) return null;
  return parts.reduce((sum, part) => (sum << 8n) + BigInt(part), 0n);
}

/** The 16-bit groups of a part of a version 6 address; an address of version 4 at the end counts as two. */
function groups(text: string): bigint[] | null {
  if (text === '') return [];
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  const tail = last.includes('.') ? v4(last) : undefined;
  if (tail === null) return null;
  const plain = tail === undefined ? parts : parts.slice(0, -1);
  if (!plain.every((part) => V6_PART.test(part))) return null;
  const numbers = plain.map((part) => BigInt(`0x${part}`));
  return tail === undefined ? numbers : [...numbers, tail >> 16n, tail & 0xffffn];
}

function v6(text: string): bigint | null {
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const [head, tail] = halves.map(groups);
  if (!head || tail === null) return null;
  const given = head.length + (tail?.length ?? 0);
  // `::` stands for at least one group; without it all eight are there.
  if (tail === undefined ? given !== 8 : given > 7) return null;
  const all = [...head, ...Array<bigint>(8 - given).fill(0n), ...(tail ?? [])];
  return all.reduce((sum, group) => (sum << 16n) + group, 0n);
}

function addressOf(text: string): Address | null {
  const value = text.includes(':') ? v6(text) : v4(text);
  return value === null ? null : { bits: text.includes(':') ? 128 : 32, value };
}

function written({ bits, value }: Address): string {
  if (bits === 32) return [24n, 16n, 8n, 0n].map((by) => (value >> by) & 0xffn).join('.');
  const all = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  // The longest run of at least two zero groups becomes `::`, the first one of equals (RFC 5952).
  const runs = [...all.join(':').matchAll(/(?:^|:)0(?::0)+(?=:|$)/g)];
  const longest = runs.reduce((best, [run]) => (run.length > best.length ? run : best), '');
  if (longest === '') return all.join(':');
  const text = all.join(':').replace(longest, '::');
  return text.replace(':::', '::');
}

const masked = ({ bits, value }: Address, length: number): bigint => {
  const host = BigInt(bits - length);
  return (value >> host) << host;
};

/** One network as it is sent, or what is wrong with it. A lone address is a network of one. */
export function networkOf(text: string): string | NetworkFault {
  const match = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text);
  const address = match?.[1] ? addressOf(match[1]) : null;
  if (!address) return { kind: 'malformed', text };
  const length = match?.[2] === undefined ? address.bits : Number(match[2]);
  if (length > address.bits) return { kind: 'malformed', text };
  const network = `${written({ ...address, value: masked(address, length) })}/${length}`;
  if (masked(address, length) !== address.value) return { kind: 'notNetwork', text, better: network };
  return network;
}

/** What stands in the field, one network a line (or between commas), each once; or the first fault. */
export function networksOf(text: string): string[] | NetworkFault {
  const found = new Set<string>();
  for (const part of text.split(/[\s,;]+/).filter(Boolean)) {
    const network = networkOf(part);
    if (typeof network !== 'string') return network;
    found.add(network);
  }
  return [...found];
}
