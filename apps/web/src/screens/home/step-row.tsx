import { cx } from '@hookwright/ui'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import type { FirstStep } from './first-steps.ts'
import { stepTexts } from './format-step.ts'

const Mark = ({ step: { is, number } }: { step: FirstStep }) => (
  <span
    className={cx(
      'tabular flex size-7 shrink-0 items-center justify-center rounded-full text-label',
      is === 'done' && 'bg-ok-soft text-ok',
      is === 'next' && 'bg-accent text-on-accent',
      (is === 'open' || is === 'waiting') && 'border border-line-strong text-ink-2'
    )}
  >
    {is === 'done' ? <Check aria-hidden className="size-4" strokeWidth={2.25} /> : number}
    {is === 'done' && <span className="sr-only">Done: </span>}
  </span>
)

/** One of the first steps: whether it is done, what it is, and what does it. */
export const StepRow = ({
  step,
  more = null,
  children
}: {
  step: FirstStep
  /** Link behind the instruction. */
  more?: ReactNode
  children: ReactNode
}) => {
  const { title, say } = stepTexts[step.id]
  return (
    <li
      aria-current={step.is === 'next' ? 'step' : undefined}
      className={cx(
        'flex items-start gap-3 border-t border-line px-4 py-3 max-sm:flex-wrap',
        step.is === 'next' && 'bg-accent-soft'
      )}
    >
      <Mark step={step} />
      <div className="min-w-0 grow max-sm:basis-[calc(100%-3rem)]">
        <h3 className={cx('text-h2 leading-7', step.is === 'done' ? 'text-ink-2' : 'text-ink')}>{title}</h3>
        <p className="text-body text-pretty text-ink-2">
          {say}
          {step.waitsFor !== null && ` Complete step\u00a0${step.waitsFor} first.`}
          {more}
        </p>
      </div>
      <div className="flex shrink-0 items-center self-center empty:hidden max-sm:pl-10 sm:w-40">
        {children}
      </div>
    </li>
  )
}
