/** A page that is looked at sideways: places on the upright page become places on the turned one, and back. Pure. */
import type { RectPt, Size } from './coords';

/** Quarter turns clockwise. */
export type Turns = 0 | 1 | 2 | 3;

export const nextTurn = (turns: Turns): Turns => ((turns + 1) % 4) as Turns;

export const turnedSize = ({ width, height }: Size, turns: Turns): Size =>
  turns % 2 === 0 ? { width, height } : { width: height, height: width };

/** A place of the upright page `page`, on the page after so many turns. */
export function turned([x0, y0, x1, y1]: RectPt, page: Size, turns: Turns): RectPt {
  const { width, height } = page;
  switch (turns) {
    case 0:
      return [x0, y0, x1, y1];
    case 1:
      return [height - y1, x0, height - y0, x1];
    case 2:
      return [width - x1, height - y1, width - x0, height - y0];
    case 3:
      return [y0, width - x1, y1, width - x0];
  }
}

/** A place of the turned page, on the upright page `page`. */
export function upright(rect: RectPt, page: Size, turns: Turns): RectPt {
  return turned(rect, turnedSize(page, turns), ((4 - turns) % 4) as Turns);
}

/** The picture of a page after so many turns. */
export function turnedImage(image: ImageBitmap, turns: Turns): ImageBitmap {
  if (turns === 0) return image;
  const { width, height } = turnedSize(image, turns);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (!context) return image;
  context.translate(width / 2, height / 2);
  context.rotate((turns * Math.PI) / 2);
  context.drawImage(image, -image.width / 2, -image.height / 2);
  return canvas.transferToImageBitmap();
}
