import { describe, expect, test } from 'vitest';
import {
  type DataPoint,
  type DocumentResult,
  decisionsOf,
  groupsOf,
  isFilled,
  levelOf,
  linesOf,
  nextOpen,
  reasonsOf,
  type SingleValue,
  suggestionsOf,
} from './slots';

const ok = { status: 'Succeeded', code: 'V100', msg: 'Validation succeeded' };

const value = (id: string, more: Partial<SingleValue> = {}): SingleValue => ({
  id,
  value: id,
  rawValue: id,
  converter: { type: 'string', format: null },
  status: { status: 'Extracted', code: 'E100', msg: 'Extracted' },
  validationStatus: ok,
  metadata: {},
  confidence: 0.97,
  source: 'text',
  evidence: [],
  decision: null,
  alternatives: [],
  ...more,
});

const point = (name: string, more: Partial<DataPoint> = {}): DataPoint => ({
  name,
  label: name,
  type: 'text',
  occurrence: 'one',
  mandatory: false,
  literals: [],
  headers: [],
  group: 'Document',
  description: '',
  ...more,
});

const document = (extractedData: DocumentResult['extractedData']): DocumentResult => ({
  documentId: 'd',
  name: 'd',
  classification: { documentClass: 'invoice', status: ok, validation: ok },
  extractedData,
});

const lines = (doc: DocumentResult, points: DataPoint[], named: string[] = []) =>
  linesOf(groupsOf(doc, points, [{ code: 'x', message: 'x', dataPoints: named }]));

describe('the list beside the page', () => {
  test('what the machine suggests and what a person decided are two collections, and keep their order together', () => {
    const doc = document({ order_number: [value('a'), value('b', { decision: 'added' }), value('c')] });
    expect([...suggestionsOf(doc).values()].flat().map((p) => p.value.id)).toEqual(['a', 'c']);
    expect([...decisionsOf(doc).values()].flat().map((p) => p.value.id)).toEqual(['b']);
    const keys = lines(doc, [point('order_number', { occurrence: 'many' })]).map((line) => line.key);
    expect(keys).toEqual(['a', 'b', 'c', 'new:d:order_number']);
  });

  test('a mandatory value that is missing needs a person, an optional one does not', () => {
    const [must, may] = lines(document({}), [
      point('invoice_number', { mandatory: true }),
      point('due_date'),
    ]);
    expect(must).toMatchObject({ level: 'missing', needsPerson: true });
    expect(may).toMatchObject({ level: 'empty', needsPerson: false });
    expect([must, may].map((line) => line && isFilled(line))).toEqual([true, false]);
  });

  test('a second place of a mandatory data point with many values is not missing', () => {
    const doc = document({ iban: [value('a')] });
    expect(
      lines(doc, [point('iban', { occurrence: 'many', mandatory: true })]).map((line) => line.needsPerson),
    ).toEqual([false, false]);
  });

  test('an unsure value, a faulty one and one that a finding names need a person', () => {
    const doc = document({
      a: [value('1', { confidence: 0.7 })],
      b: [value('2', { validationStatus: { status: 'Failed', code: 'V500', msg: 'check digit' } })],
      c: [value('3')],
      d: [value('4')],
    });
    const found = lines(doc, [point('a'), point('b'), point('c'), point('d')], ['c']);
    expect(found.map((line) => line.needsPerson)).toEqual([true, true, true, false]);
    expect(found[1]?.fault).toBe('check digit');
  });

  test('what a person decided is settled, unless it contradicts its type', () => {
    const doc = document({
      a: [value('1', { decision: 'changed', confidence: 0.1 })],
      b: [
        value('2', {
          decision: 'changed',
          value: null,
          validationStatus: { status: 'Failed', code: 'V500', msg: 'not a date' },
        }),
      ],
    });
    expect(lines(doc, [point('a'), point('b')], ['a']).map((line) => line.needsPerson)).toEqual([
      false,
      true,
    ]);
  });

  test('what a person confirmed is settled, even where it looks odd', () => {
    const failed = { status: 'Failed', code: 'V500', msg: 'check digit' };
    const doc = document({ a: [value('1', { decision: 'confirmed', validationStatus: failed })] });
    expect(lines(doc, [point('a')], ['a'])[0]).toMatchObject({
      level: 'person',
      fault: null,
      needsPerson: false,
    });
  });

  test('a line knows what was found about it', () => {
    const doc = document({ a: [value('1')], b: [value('2')] });
    expect(lines(doc, [point('a'), point('b')], ['a']).map((line) => line.findings.length)).toEqual([1, 0]);
  });

  test('data points stand under their headings in the order of the process', () => {
    const groups = groupsOf(
      document({}),
      [point('a', { group: 'Seller' }), point('b', { group: 'Amounts' }), point('c', { group: 'Seller' })],
      [],
    );
    expect(groups.map((g) => [g.name, g.fields.map((f) => f.dataPoint.name)])).toEqual([
      ['Seller', ['a', 'c']],
      ['Amounts', ['b']],
    ]);
  });

  test('the cells of a table are lines, row by row, in the order of its headers', () => {
    const table = {
      id: 't',
      headers: [
        { name: 'description', label: 'Description' },
        { name: 'amount', label: 'Amount' },
      ],
      rows: [
        { cells: { amount: value('2'), description: value('1') } },
        { cells: { description: value('3', { confidence: 0.2 }) } },
      ],
      evidence: [],
      confidence: 0.8,
    };
    const found = lines(document({ items: [table] }), [point('items', { type: 'table' })]);
    expect(found.map((line) => line.key)).toEqual(['1', '2', '3']);
    expect(nextOpen(found, null)?.key).toBe('3');
  });

  test('going on from a line finds the next open one, round the end, and never the same', () => {
    const doc = document({
      a: [value('1', { confidence: 0.5 })],
      b: [value('2')],
      c: [value('3', { confidence: 0.5 })],
    });
    const found = lines(doc, [point('a'), point('b'), point('c')]);
    expect(nextOpen(found, null)?.key).toBe('1');
    expect(nextOpen(found, '1')?.key).toBe('3');
    expect(nextOpen(found, '3')?.key).toBe('1');
    expect(nextOpen(found.slice(0, 2), '1')).toBeNull();
  });

  test('of several documents each has the reasons of its own, and those of the whole collection', () => {
    const doc = document({
      b: [value('2', { validationStatus: { status: 'Failed', code: 'V500', msg: 'check digit' } })],
    });
    const found = lines(doc, [point('a', { mandatory: true }), point('b')]);
    const totals = { code: 'totals', message: 'totals', dataPoints: ['b'] };
    const elsewhere = { code: 'mandatory_missing', message: 'c is missing', dataPoints: ['c'] };
    const failed = { code: 'file_failed', message: 'x.pdf is locked', dataPoints: [] };
    expect(reasonsOf(found, [totals], [elsewhere, failed]).map((reason) => reason.message)).toEqual([
      'a is missing',
      'check digit',
      'totals',
      'x.pdf is locked',
    ]);
  });

  test('a number becomes a word', () => {
    expect(
      [0.95, 0.9, 0.75, 0.6, 0.3].map((confidence) => levelOf(value('x', { confidence }), false)),
    ).toEqual(['sure', 'sure', 'check', 'check', 'doubt']);
  });
});
