import type { BarPart } from './bars.ts'

/** Colors of the bar parts. Labels give the same information as text. */
export const partColours = {
  // That of the bars of flows; paler, since there is most of it.
  succeeded: 'color-mix(in oklab, var(--ok) 62%, var(--bg-surface))',
  failed: 'var(--err)',
  refused: 'var(--warn)',
  filtered: 'var(--line-strong)',
  duplicate: 'var(--text-3)',
  open: 'var(--busy)'
} as const satisfies Record<BarPart, string>
