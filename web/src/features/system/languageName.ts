/** Names of the languages that Tesseract knows by codes of three letters, some with a script behind them. */

/** Codes that are no language of ISO 639, or that browsers have no name for. */
const OWN: Record<string, string> = {
  chi_sim: 'zh-Hans',
  chi_tra: 'zh-Hant',
  srp_latn: 'sr-Latn',
  aze_cyrl: 'az-Cyrl',
  uzb_cyrl: 'uz-Cyrl',
};

/** `deu` → `German`; the code itself where there is no name. */
export function languageName(code: string, language: string): string {
  try {
    const tag = OWN[code] ?? code.split('_')[0] ?? code;
    const name = new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(tag);
    return name ? name.charAt(0).toLocaleUpperCase(language) + name.slice(1) : code;
  } catch {
    // Not even a tag.
    return code;
  }
}
