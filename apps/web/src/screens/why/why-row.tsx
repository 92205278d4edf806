import type { WhyCheck } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { Check, CircleDashed, Power, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { exactTime, rowTime } from '../../features/history/format-time.ts'
import { isSwitchedOff, placeLabels, toneLabels } from './format-why.ts'

/** Icons of the check results. */
const marks = {
  ok: { icon: Check, look: 'bg-rail-done text-surface' },
  warn: { icon: TriangleAlert, look: 'bg-warn-soft text-warn ring-[1.5px] ring-warn ring-inset' },
  err: { icon: X, look: 'bg-err text-surface' },
  none: { icon: CircleDashed, look: 'bg-surface text-ink-3' }
}

/** Mark of a switch that is off, which is not a failure. */
const offMark = { icon: Power, look: 'bg-surface text-ink-2 ring-[1.5px] ring-line-strong ring-inset' }

/** Row of a check: the stage of the event, the result, time, reason and fixes. */
export const WhyRow = ({ line, children }: { line: WhyCheck; children: ReactNode }) => {
  const { place, tone, what, why, at, isCause } = line
  const isOff = isSwitchedOff(line)
  // The reason of a check that passed goes on in its line; one of a problem has room of its own.
  const isShort = tone === 'ok' && why !== null
  const { icon: Icon, look } = isOff ? offMark : marks[tone]
  return (
    <li
      aria-current={isCause ? 'step' : undefined}
      className={cx(
        // The way of an event, as one line through its checks; green as far as they passed.
        'relative -mx-2 flex items-start gap-3 rounded-s px-2 py-1.5 before:absolute before:top-5.5 before:-bottom-5.5 before:left-[21px] before:z-1 before:border-l-2 last:before:hidden max-sm:flex-wrap',
        tone === 'ok' ? 'before:border-rail-done' : 'before:border-rail',
        isCause && (isOff ? 'bg-sunken' : 'bg-err-soft')
      )}
    >
      <span className="relative z-2 flex h-8 w-7 shrink-0 items-center justify-center">
        <span className={cx('flex size-5 items-center justify-center rounded-full', look)}>
          <Icon aria-hidden className="size-3" strokeWidth={2.5} />
        </span>
      </span>
      <div className="min-w-0 grow max-sm:basis-[calc(100%-3rem)] sm:grid sm:grid-cols-[8rem_minmax(0,1fr)] sm:gap-x-4">
        <h2 className="m-0 text-label leading-8 font-semibold text-ink">
          <span className="sr-only">{toneLabels[tone]}: </span>
          {placeLabels[place]}
        </h2>
        <div className="min-w-0 sm:py-[7px]">
          <p className="m-0 text-body break-words text-ink-2">
            {what}
            {isShort && ` ${why}`}
          </p>
          {why !== null && !isShort && (
            <p className="m-0 mt-0.5 text-body break-words text-pretty text-ink-2">{why}</p>
          )}
        </div>
      </div>
      <div className="flex min-h-8 shrink-0 flex-wrap items-center gap-2 empty:hidden max-sm:pl-10 sm:max-w-60 sm:justify-end">
        {children}
      </div>
      <span className="tabular w-24 shrink-0 text-right text-small leading-8 text-ink-3 max-sm:hidden">
        {at !== null && (
          <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
            {rowTime(at, Date.now())}
          </time>
        )}
      </span>
    </li>
  )
}
