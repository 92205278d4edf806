import { cx } from '@hookwright/ui'
import type { ReactNode } from 'react'

/**
 * CSS classes of a key figure (a number with a label) that is a link or button and fills its cell.
 *
 * It has no background, which would look like a selection.
 */
export const figureClass =
  'group/figure flex h-full min-h-18 w-full items-start justify-between gap-3 rounded-[inherit] px-4 py-3 text-left'

/**
 * Row of four key figures in one frame, with an optional chart below. On narrow screens there are two per
 * row.
 */
export const Figures = ({
  label,
  chart,
  children
}: {
  label: string
  chart?: ReactNode
  children: ReactNode
}) => (
  <section aria-label={label} className="rounded-m border border-line">
    <ul className="m-0 grid list-none grid-cols-4 p-0 max-xl:grid-cols-2">{children}</ul>
    {chart}
  </section>
)

/** Cell for one key figure in a row of `Figures`. */
export const FigureCell = ({ children }: { children: ReactNode }) => (
  <li className="min-w-0 border-line not-first:border-l max-xl:nth-[2n+1]:border-l-0 max-xl:nth-[n+3]:border-t">
    {children}
  </li>
)

/** Label, value and note of a key figure. */
export const FigureWords = ({
  label,
  value,
  note = null,
  tone = 'plain'
}: {
  label: string
  value: ReactNode
  note?: ReactNode
  tone?: 'plain' | 'err' | 'warn'
}) => (
  <span className="flex min-w-0 flex-col">
    <span className="text-small whitespace-nowrap text-ink-2">{label}</span>
    <span className="flex flex-wrap items-baseline gap-x-2 whitespace-nowrap">
      <span className="tabular text-h1 text-ink group-hover/figure:text-accent-text">{value}</span>
      {note !== null && (
        <span
          className={cx(
            'tabular text-small',
            tone === 'err' ? 'text-err' : tone === 'warn' ? 'text-warn' : 'text-ink-3'
          )}
        >
          {note}
        </span>
      )}
    </span>
  </span>
)
