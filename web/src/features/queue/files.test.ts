import { describe, expect, test } from 'vitest';
import { filesUnder, grouped, isWanted, ofFolder } from './files';

const file = (name: string) => ({
  isFile: true,
  isDirectory: false,
  name,
  file: (done: (file: File) => void) => done(new File(['x'], name)),
});

/** A folder that tells two entries at a time, as browsers tell a hundred. */
function folder(name: string, entries: { name: string }[]) {
  return {
    isFile: false,
    isDirectory: true,
    name,
    createReader: () => {
      let at = 0;
      return {
        readEntries: (done: (some: unknown[]) => void) => {
          done(entries.slice(at, at + 2));
          at += 2;
        },
      };
    },
  };
}

describe('files of a drop', () => {
  test('folders are gone through to their last file', async () => {
    const tree = folder('2026', [
      file('a.pdf'),
      file('b.pdf'),
      folder('March', [file('c.pdf')]),
      file('d.pdf'),
    ]);
    const found = await filesUnder([tree as never, file('e.pdf')]);
    expect(found.map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf', 'e.pdf']);
  });

  test('what systems leave behind is left out', async () => {
    const found = await filesUnder([
      file('.DS_Store'),
      file('Thumbs.db'),
      folder('.git', [file('x.pdf')]) as never,
    ]);
    expect(found).toEqual([]);
    expect(isWanted('~$letter.docx')).toBe(false);
    expect(isWanted('invoice.pdf')).toBe(true);
  });

  test('one that cannot be read does not hold up the others', async () => {
    const broken = {
      ...file('gone.pdf'),
      file: (_: unknown, fail: (error: Error) => void) => fail(new Error()),
    };
    const found = await filesUnder([broken as never, file('a.pdf')]);
    expect(found.map(({ name }) => name)).toEqual(['a.pdf']);
  });

  test('of a chosen folder the hidden parts are left out', () => {
    const at = (path: string) =>
      Object.defineProperty(new File(['x'], 'x.pdf'), 'webkitRelativePath', { value: path });
    const found = ofFolder([at('2026/a.pdf'), at('2026/.cache/b.pdf')]);
    expect(found.map((one) => one.webkitRelativePath)).toEqual(['2026/a.pdf']);
  });

  test('each is a collection of its own, or all are one', () => {
    expect(grouped(['a', 'b'], 'each')).toEqual([['a'], ['b']]);
    expect(grouped(['a', 'b'], 'together')).toEqual([['a', 'b']]);
    expect(grouped([], 'together')).toEqual([]);
  });
});
