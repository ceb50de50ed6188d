/** The look: colours, type and the defaults of every component that is used. */
import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  localStorageColorSchemeManager,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#e6f2f3',
  '#cfe5e7',
  '#a3ccd1',
  '#79b8c0',
  '#74c6d1',
  '#3f8f9b',
  '#257784',
  '#12626f',
  '#0b5563',
  '#083f4a',
];

/** The greys of the dark scheme, as blue as the rest of it. */
const dark: MantineColorsTuple = [
  '#e7eaed',
  '#c3ccd4',
  '#9fabb6',
  '#66737f',
  '#3a4650',
  '#2a343e',
  '#1e2831',
  '#182028',
  '#10161c',
  '#0b1015',
];

/** Where the chosen colour scheme is kept; `public/scheme.js` reads the same key before the first paint. */
export const schemeManager = localStorageColorSchemeManager({ key: 'perigee-scheme' });

/** Filled and tinted things in our own colour take it, and the text that is legible on it, from the scheme in use. */
const colours: VariantColorsResolver = (input) => {
  const plain = defaultVariantColorsResolver(input);
  // The library cannot tell how light a variable is; our red has the surface as what is legible on it.
  if (input.variant === 'filled' && input.color === 'var(--pg-doubt)')
    return { ...plain, color: 'var(--pg-surface)' };
  if ((input.color ?? input.theme.primaryColor) !== 'petrol') return plain;
  if (input.variant === 'light')
    return {
      background: 'var(--pg-accent-soft)',
      hover: 'color-mix(in srgb, var(--pg-accent) 26%, var(--pg-accent-soft))',
      color: 'var(--pg-accent-strong)',
      border: '1px solid transparent',
    };
  if (input.variant !== 'filled') return plain;
  return {
    background: 'var(--pg-accent)',
    hover: 'var(--pg-accent-strong)',
    color: 'var(--pg-on-accent)',
    border: '1px solid transparent',
  };
};

/** The head of a dialog is not another head of the page, though the element that it is made of says so. */
const DIALOG_HEAD = { header: { role: 'presentation' } };

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 4 },
  variantColorResolver: colours,
  colors: { petrol, dark },
  black: '#1b232c',
  fontFamily: '"Plex Sans", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  fontFamilyMonospace: 'var(--pg-mono)',
  fontSizes: { xs: '12px', sm: '13.5px', md: '15px', lg: '17px', xl: '20px' },
  lineHeights: { xs: '1.35', sm: '1.42', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '24px', lineHeight: '1.25' },
      h2: { fontSize: '18px', lineHeight: '1.3' },
      h3: { fontSize: '15px', lineHeight: '1.35' },
    },
  },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '6px', md: '9px', lg: '14px', xl: '24px' },
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { root: { fontWeight: 550 } } },
    TextInput: { defaultProps: { size: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, fz: 'xs' } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'md',
        overlayProps: { backgroundOpacity: 0.45 },
        attributes: DIALOG_HEAD,
      },
      styles: { title: { fontWeight: 600, fontSize: 17 } },
    },
    // Without the placeholder that takes the first focus: a menu may hold nothing but its items.
    Drawer: {
      defaultProps: { overlayProps: { backgroundOpacity: 0.45 }, attributes: DIALOG_HEAD },
      styles: { title: { fontWeight: 600, fontSize: 17 } },
    },
    Menu: { defaultProps: { shadow: 'md', radius: 'sm', withInitialFocusPlaceholder: false } },
    Paper: { defaultProps: { radius: 'md' } },
  },
});

/** Lets the component library speak in our own colours. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--pg-surface)',
    '--mantine-color-text': 'var(--pg-ink)',
    '--mantine-color-dimmed': 'var(--pg-ink-soft)',
    '--mantine-color-default': 'var(--pg-surface)',
    '--mantine-color-default-hover': 'var(--pg-sunken)',
    '--mantine-color-default-color': 'var(--pg-ink)',
    '--mantine-color-default-border': 'var(--pg-line)',
    '--mantine-color-anchor': 'var(--pg-accent)',
    '--mantine-primary-color-filled-hover': 'var(--pg-accent-strong)',
    '--mantine-color-error': 'var(--pg-doubt)',
    '--mantine-color-placeholder': 'var(--pg-ink-soft)',
    '--mantine-color-disabled': 'var(--pg-sunken)',
    '--mantine-color-disabled-color': 'var(--pg-ink-soft)',
    '--mantine-color-disabled-border': 'var(--pg-line)',
  };
  return { variables: {}, light: shared, dark: shared };
};
