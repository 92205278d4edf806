import { cx } from '@hookwright/ui'

/** Maximum number of cards for which dashes are shown. */
export const MOST_DASHES = 16

const looks = {
  done: 'bg-rail-done',
  failed: 'bg-err',
  running: 'bg-accent',
  waiting: 'bg-warn',
  stopped: 'bg-ink-3',
  skipped: 'border border-line-strong/50',
  none: 'bg-line-2'
} as const

/** Appearance of a card's dash; `none` for a card that was not reached. */
export type DashLook = keyof typeof looks

/** Row of dashes, one for each card of a run. The text beside it must give the same information. */
export const CardDashes = ({ dashes }: { dashes: readonly DashLook[] }) => (
  <span aria-hidden className="flex min-w-0 grow items-center gap-0.5">
    {dashes.map((look, at) => (
      <span
        // biome-ignore lint/suspicious/noArrayIndexKey: the cards of a run keep their places.
        key={at}
        className={cx('h-1.5 min-w-1 max-w-4 grow rounded-[2px]', looks[look])}
      />
    ))}
  </span>
)
