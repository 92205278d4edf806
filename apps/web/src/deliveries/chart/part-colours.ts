import type { BarPart } from './bars.ts'

/** Each with a ground of its own; words say the same. */
export const partColours = {
  succeeded: 'var(--ok)',
  failed: 'var(--err)',
  refused: 'var(--warn)',
  filtered: 'var(--line-strong)',
  duplicate: 'var(--info)',
  open: 'var(--busy)'
} as const satisfies Record<BarPart, string>
