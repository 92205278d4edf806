import type { BarPart } from './bars.ts'

/** Colours of the parts of a bar; labels state the same. */
export const partColours = {
  // That of the bars of flows; paler, since there is most of it.
  succeeded: 'color-mix(in oklab, var(--ok) 62%, var(--bg-surface))',
  failed: 'var(--err)',
  refused: 'var(--warn)',
  filtered: 'var(--line-strong)',
  duplicate: 'var(--text-3)',
  open: 'var(--busy)'
} as const satisfies Record<BarPart, string>
