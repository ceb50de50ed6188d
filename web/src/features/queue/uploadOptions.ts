/** How files are sent, remembered by the browser but for priority: that is a matter of the moment. */
import type { UploadOptions } from './useUploads';

const KEY = 'perigee-upload-options';

export const USUAL_OPTIONS: UploadOptions = { grouping: 'each', priority: false, split: false, language: '' };

export function rememberedOptions(): UploadOptions {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null) return USUAL_OPTIONS;
    const { grouping, split, language } = kept as Partial<UploadOptions>;
    return {
      grouping: grouping === 'together' ? 'together' : 'each',
      priority: false,
      split: split === true,
      language: typeof language === 'string' ? language : '',
    };
  } catch {
    return USUAL_OPTIONS;
  }
}

export function rememberOptions(options: UploadOptions): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(options));
  } catch {
    // A browser that keeps nothing forgets the choice with the page.
  }
}
