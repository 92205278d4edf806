import { cx } from '@hookwright/ui'
import type { NavCount } from './nav-counts.ts'

/** Number next to a navigation entry. It is amber when the items require action. */
export const NavCountMark = ({ of, wide }: { of: NavCount; wide: boolean }) => (
  <>
    <span
      aria-hidden
      className={cx(
        'tabular text-small font-medium',
        of.asks ? 'text-warn' : 'text-ink-3',
        wide
          ? 'ml-auto'
          : 'absolute -top-0.5 -right-0.5 flex h-4 min-w-4 items-center justify-center rounded-xs bg-warn-soft px-1'
      )}
    >
      {of.count > 999 ? '999+' : of.count}
    </span>
    <span className="sr-only">: {of.says}</span>
  </>
)
