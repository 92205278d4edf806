import { cx } from '@hookwright/ui'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FirstStep } from '../../features/first-steps/first-steps.ts'
import { stepTexts } from './format-step.ts'

const Mark = ({ step: { is, number }, icon }: { step: FirstStep; icon: ReactNode }) => (
  <span
    className={cx(
      'tabular relative z-1 flex size-6 shrink-0 items-center justify-center rounded-full text-small font-medium',
      is === 'done' && 'bg-rail-done text-surface',
      is === 'next' &&
        'bg-surface text-accent-text ring-2 ring-accent ring-inset outline-4 outline-accent-soft',
      (is === 'open' || is === 'waiting') && 'bg-surface text-ink-2 ring-[1.5px] ring-line-strong ring-inset'
    )}
  >
    {is === 'done' ? <Check aria-hidden className="size-3.5" strokeWidth={2.5} /> : (icon ?? number)}
    {is === 'done' && <span className="sr-only">Done: </span>}
  </span>
)

/** Row of a first step: its state, title and action. */
export const StepRow = ({
  step,
  icon,
  more = null,
  children
}: {
  step: FirstStep
  /** Icon that replaces the number of the step. */
  icon?: ReactNode
  /** Link after the instruction. */
  more?: ReactNode
  children: ReactNode
}) => {
  const { title, say } = stepTexts[step.id]
  const isNext = step.is === 'next'
  const isExplained = isNext || icon !== undefined || (more !== null && more !== false)
  return (
    <li
      aria-current={isNext ? 'step' : undefined}
      className={cx(
        'relative flex gap-3 px-4',
        // Only the next step has its instruction and a ground; the others are one line each.
        isExplained ? 'items-start py-3 max-sm:flex-wrap' : 'min-h-11 items-center py-1',
        isNext && 'my-1 bg-sunken first:mt-0',
        // One line through all steps; travelled as far as they are done.
        'before:absolute before:-bottom-5 before:left-[27px] before:border-l-2 last:before:hidden',
        isExplained ? 'before:top-5' : 'before:top-1/2',
        step.is === 'done' ? 'before:border-rail-done' : 'before:border-line-2'
      )}
    >
      <Mark step={step} icon={icon} />
      <div className={cx('min-w-0 grow', isExplained && 'max-sm:basis-[calc(100%-3rem)]')}>
        <h3
          className={cx(
            'leading-6',
            isNext ? 'text-h3 text-ink' : 'text-label',
            step.is === 'done' ? 'text-ink-2' : 'text-ink'
          )}
        >
          {title}
        </h3>
        {isExplained && (
          <p className="m-0 text-body text-pretty text-ink-2">
            {say}
            {more}
          </p>
        )}
      </div>
      <div
        className={cx(
          'flex shrink-0 items-center self-center empty:hidden sm:min-w-28 sm:justify-end',
          isExplained && 'max-sm:pl-9'
        )}
      >
        {children}
      </div>
    </li>
  )
}
