import { expect, test } from 'vitest';
import { type Box, boxAt } from './hit';

const box = (key: string, rect: Box['rect']): Box => ({ key, rect, label: key, text: key, tone: 'sure' });

test('a small box inside a large one can still be reached', () => {
  const boxes = [box('address', [0, 0, 200, 60]), box('postcode', [0, 40, 30, 50])];
  expect(boxAt(boxes, 10, 45)?.key).toBe('postcode');
  expect(boxAt(boxes, 150, 10)?.key).toBe('address');
});

test('beside every box there is none', () => {
  expect(boxAt([box('a', [0, 0, 10, 10])], 50, 50)).toBeNull();
});
