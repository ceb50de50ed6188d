import { describe, expect, test } from 'vitest';
import {
  type Annotation,
  type Results,
  shows,
  withAdded,
  withChanged,
  withOrder,
  withoutValue,
} from './results';

const status = { status: 'x', code: 'x', msg: 'x' };
const saved = (id: string, dataPoint: string, rawValue: string): Annotation => ({
  documentId: 'd',
  dataPoint,
  id,
  value: rawValue,
  rawValue,
  converter: { type: 'string', format: null },
  status,
  validationStatus: status,
  metadata: {},
  confidence: 1,
  source: 'person',
  evidence: [],
  decision: 'changed',
  alternatives: [],
});

const results = (data: Results['results'][number]['documents'][number]['extractedData']): Results => ({
  collectionId: 'c',
  collectionName: 'c',
  collectionStatus: 'Needs Review',
  processId: 'p',
  processName: 'p',
  results: [
    {
      fileId: 'f',
      fileName: 'f',
      status,
      error: null,
      documents: [
        {
          documentId: 'd',
          name: 'd',
          classification: { documentClass: 'x', status, validation: status },
          extractedData: data,
        },
      ],
    },
  ],
});

const data = (of: Results) => of.results[0]?.documents[0]?.extractedData;

describe('saved edits in the results', () => {
  test('a changed value takes the place of the old one, also when its id changed', () => {
    const after = withChanged(
      results({ total: [saved('1', 'total', '10')] }),
      '1',
      saved('9', 'total', '12'),
    );
    expect(data(after)?.total).toEqual([saved('9', 'total', '12')]);
  });

  test('a changed cell is found inside its table', () => {
    const table = {
      id: 't',
      headers: [],
      rows: [{ cells: { amount: saved('1', 'amount', '10') } }],
      evidence: [],
      confidence: 1,
    };
    const after = withChanged(results({ items: [table] }), '1', saved('1', 'amount', '12'));
    expect(data(after)?.items).toMatchObject([{ rows: [{ cells: { amount: { rawValue: '12' } } }] }]);
  });

  test('a new value joins its data point, listed before or not', () => {
    expect(data(withAdded(results({ iban: [] }), saved('1', 'iban', 'DE')))?.iban).toHaveLength(1);
    expect(data(withAdded(results({}), saved('1', 'iban', 'DE')))?.iban).toHaveLength(1);
  });

  test('a removed value is gone, its neighbours stay', () => {
    const after = withoutValue(
      results({ iban: [saved('1', 'iban', 'a'), saved('2', 'iban', 'b')] }),
      'd',
      '1',
    );
    expect(data(after)?.iban?.map((v) => v.id)).toEqual(['2']);
  });

  test('a value, or a cell of a table, is known by its id', () => {
    const table = {
      id: 't',
      headers: [],
      evidence: [],
      confidence: 1,
      rows: [{ cells: { x: saved('c', 'x', '1') } }],
    };
    const known = results({ a: [saved('v', 'a', '1')], items: [table] });
    expect(['v', 'c', 'w'].map((id) => shows(known, id))).toEqual([true, true, false]);
  });

  test('values are put in order, and those of other data points stay', () => {
    const known = results({
      a: [saved('1', 'a', '1'), saved('2', 'a', '2')],
      b: [saved('3', 'b', '3')],
    });
    const data = withOrder(known, 'd', 'a', ['2', '1']).results[0]?.documents[0]?.extractedData;
    expect(data?.a?.map((value) => value.id)).toEqual(['2', '1']);
    expect(data?.b?.map((value) => value.id)).toEqual(['3']);
  });
});
