import type { BarPart } from './bars.ts'

/** Colours of the parts of a bar; labels state the same. */
export const partColours = {
  // Paler, since there is most of it: what went otherwise is to be seen.
  succeeded: 'color-mix(in srgb, var(--ok) 50%, var(--bg-surface))',
  failed: 'var(--err)',
  refused: 'var(--warn)',
  filtered: 'var(--line-strong)',
  duplicate: 'var(--text-3)',
  open: 'var(--busy)'
} as const satisfies Record<BarPart, string>
