import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partsOf } from './links';

test('a link in a mail can be followed', () => {
  expect(partsOf('Open https://a.example/reset#token=a-b_c. Soon.')).toEqual([
    { text: 'Open ', isLink: false },
    { text: 'https://a.example/reset#token=a-b_c', isLink: true },
    { text: '. Soon.', isLink: false },
  ]);
});

test('only addresses of the web are links', () => {
  expect(partsOf('javascript:alert(1) mailto:a@b')).toEqual([
    { text: 'javascript:alert(1) mailto:a@b', isLink: false },
  ]);
  expect(partsOf('')).toEqual([]);
});

test('nothing of the text is lost', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('https://a.b/c', 'http://x', '.', ' ', '\n', 'word', ')')),
      (words) => {
        const text = words.join('');
        expect(
          partsOf(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      },
    ),
  );
});
