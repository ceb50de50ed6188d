/** The letters that stand for a person. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/);
  const [first = ''] = parts[0] ?? '';
  const [last = ''] = parts.length > 1 ? (parts[parts.length - 1] ?? '') : '';
  return `${first || '?'}${last}`.toUpperCase();
}
