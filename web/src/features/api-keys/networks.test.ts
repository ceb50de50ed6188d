import fc from 'fast-check';
import { expect, test } from 'vitest';
import { networkOf, networksOf } from './networks';

test.each([
  ['10.0.0.0/8', '10.0.0.0/8'],
  ['203.0.113.7', '203.0.113.7/32'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:db8::/32', '2001:db8::/32'],
  ['2001:0DB8:0:0:1::', '2001:db8:0:0:1::/128'],
  ['::1', '::1/128'],
  ['::/0', '::/0'],
  ['::ffff:192.0.2.1', '::ffff:c000:201/128'],
  ['1:0:0:2:0:0:0:3', '1:0:0:2::3/128'],
])('%s is a network', (text, network) => {
  expect(networkOf(text)).toBe(network);
});

test.each([
  '10.0.0/8',
  '10.0.0.256/32',
  '10.0.0.01/32',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  '2001:db8::/129',
  '2001:db8::1::2',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8::',
  ':1:2:3:4:5:6:7',
  'fe80::1%eth0',
  'example.com',
  '/8',
])('%s is none', (text) => {
  expect(networkOf(text)).toEqual({ kind: 'malformed', text });
});

test('an address inside a network is not the network, and the right one is offered', () => {
  expect(networkOf('10.1.2.3/8')).toMatchObject({ kind: 'notNetwork', better: '10.0.0.0/8' });
  expect(networkOf('2001:db8::5/32')).toMatchObject({ kind: 'notNetwork', better: '2001:db8::/32' });
});

test('what is offered or written is a network and stays as it is', () => {
  const address = fc.oneof(fc.ipV4(), fc.ipV6());
  fc.assert(
    fc.property(address, fc.nat(32), (text, length) => {
      const network = networkOf(`${text}/${length}`);
      const written = typeof network === 'string' ? network : 'better' in network ? network.better : '';
      expect(networkOf(written)).toBe(written);
    }),
  );
});

test('a list is read by lines, commas and spaces, and says each network once', () => {
  expect(networksOf('10.0.0.0/8\n 192.168.0.0/16, 10.0.0.0/8\n')).toEqual(['10.0.0.0/8', '192.168.0.0/16']);
  expect(networksOf('  \n')).toEqual([]);
  expect(networksOf('10.0.0.0/8\nhere')).toEqual({ kind: 'malformed', text: 'here' });
});
