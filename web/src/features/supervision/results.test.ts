import { describe, expect, test } from 'vitest';
import { type Annotation, type Results, withAdded, withChanged, withoutValue } from './results';

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
});
