/** A small drawing for a process type, so that cards are told apart at a glance. */
import {
  Baby,
  CarFront,
  FileText,
  type LucideIcon,
  PlugZap,
  Receipt,
  ReceiptText,
  ShoppingCart,
  SlidersHorizontal,
  StampIcon,
} from 'lucide-react';
import classes from './TypeGlyph.module.css';

/** By the type's name, which is fixed by the API; an unknown type gets a plain sheet. */
const GLYPHS: Record<string, LucideIcon> = {
  Invoices: ReceiptText,
  Receipts: Receipt,
  Passports: StampIcon,
  'Driving licenses': CarFront,
  'Purchase orders': ShoppingCart,
  'Birth certificates': Baby,
  'Utility bills': PlugZap,
  Custom: SlidersHorizontal,
};

export function TypeGlyph({ typeName }: { typeName: string }) {
  const Glyph = GLYPHS[typeName] ?? FileText;
  return (
    <span className={classes.glyph} aria-hidden="true">
      <Glyph size={20} strokeWidth={1.7} />
    </span>
  );
}
