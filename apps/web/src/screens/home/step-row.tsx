import { cx } from '@hookwright/ui'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FirstStep } from './first-steps.ts'
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
  waits = false,
  more = null,
  children
}: {
  step: FirstStep
  /** True to say which step must be done first. Of several that wait, the first says it. */
  waits?: boolean
  /** Stands in the place of its number. */
  icon?: ReactNode
  /** Link after the instruction. */
  more?: ReactNode
  children: ReactNode
}) => {
  const { title, say } = stepTexts[step.id]
  return (
    <li
      aria-current={step.is === 'next' ? 'step' : undefined}
      className={cx(
        'relative flex items-start gap-3 px-4 py-2.5 max-sm:flex-wrap',
        // One line through all steps; travelled as far as they are done.
        'before:absolute before:top-5 before:-bottom-5 before:left-[27px] before:border-l-2 last:before:hidden',
        step.is === 'done' ? 'before:border-rail-done' : 'before:border-line-2'
      )}
    >
      <Mark step={step} icon={icon} />
      <div className="min-w-0 grow max-sm:basis-[calc(100%-3rem)]">
        <h3 className={cx('text-h3 leading-6', step.is === 'done' ? 'text-ink-2' : 'text-ink')}>{title}</h3>
        <p className="text-body text-pretty text-ink-2">
          {say}
          {waits && ` Complete step\u00a0${step.waitsFor} first.`}
          {more}
        </p>
      </div>
      <div className="flex shrink-0 items-center self-center empty:hidden max-sm:pl-9 sm:min-w-40 sm:justify-end">
        {children}
      </div>
    </li>
  )
}
