/** Writes a small PDF, so that the flow brings a document of its own. */

export type Line = { readonly x: number; readonly y: number; readonly text: string; readonly size?: number };

const escaped = (text: string) => text.replace(/[\\()]/g, (character) => `\\${character}`);

/** One A4 page in Helvetica; `y` counts from the top. Only characters of ASCII. */
export const pdf = (lines: readonly Line[]): Buffer => pages([lines]);

/** As many A4 pages. */
export function pages(all: readonly (readonly Line[])[]): Buffer {
  // The catalogue, the list of pages and the font come first, then each page with what is on it.
  const FIRST = 4;
  const kids = all.map((_, index) => `${FIRST + 2 * index} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${all.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...all.flatMap((lines, index) => {
      const content = lines
        .map(({ x, y, text, size = 10 }) => `BT /F1 ${size} Tf ${x} ${842 - y} Td (${escaped(text)}) Tj ET`)
        .join('\n');
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${FIRST + 2 * index + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`;
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

const row = (y: number, label: string, value: string): Line[] => [
  { x: 350, y, text: label },
  { x: 460, y, text: value },
];

/** An invoice as a small company would write it. */
export const invoice = pdf([
  { x: 60, y: 70, text: 'Northwind Office Supplies Ltd', size: 16 },
  { x: 60, y: 88, text: '12 Harbour Street, Bristol BS1 5TY, United Kingdom' },
  { x: 60, y: 102, text: 'VAT ID: GB123456782' },
  { x: 350, y: 140, text: 'INVOICE', size: 20 },
  ...row(170, 'Invoice number:', 'NW-2026-0042'),
  ...row(186, 'Invoice date:', '2026-03-14'),
  ...row(202, 'Due date:', '2026-04-13'),
  { x: 60, y: 170, text: 'Bill to:' },
  { x: 60, y: 186, text: 'Alder & Finch Architects' },
  { x: 60, y: 200, text: '8 Mill Lane, Bath BA1 2QR, United Kingdom' },
  { x: 60, y: 280, text: 'Description' },
  { x: 320, y: 280, text: 'Quantity' },
  { x: 390, y: 280, text: 'Unit price' },
  { x: 480, y: 280, text: 'Amount' },
  { x: 60, y: 300, text: 'Drawing paper A1, 50 sheets' },
  { x: 320, y: 300, text: '4' },
  { x: 390, y: 300, text: '25.00' },
  { x: 480, y: 300, text: '100.00' },
  { x: 60, y: 318, text: 'Fine liner set' },
  { x: 320, y: 318, text: '10' },
  { x: 390, y: 318, text: '5.00' },
  { x: 480, y: 318, text: '50.00' },
  ...row(370, 'Net total:', 'GBP 150.00'),
  ...row(386, 'VAT 20%:', 'GBP 30.00'),
  ...row(402, 'Total:', 'GBP 180.00'),
  { x: 60, y: 450, text: 'Please pay within 30 days to IBAN GB29 NWBK 6016 1331 9268 19, BIC NWBKGB2L' },
]);
