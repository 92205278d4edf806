import { Button, buttonClass, cx, IconButton, Popover } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, X } from 'lucide-react'
import type { FirstStep } from '../../features/first-steps/first-steps.ts'
import type { FirstStepsState } from '../../features/first-steps/use-first-steps.ts'
import { DockAction } from './dock-action.tsx'
import { stepTexts } from './format-step.ts'

const Dot = ({ step: { is, number } }: { step: FirstStep }) => (
  <span
    className={cx(
      'tabular relative z-1 flex size-4.5 shrink-0 items-center justify-center rounded-full text-small font-medium',
      is === 'done' && 'bg-rail-done text-surface',
      is === 'next' &&
        'bg-surface text-accent-text ring-2 ring-accent ring-inset outline-4 outline-accent-soft',
      (is === 'open' || is === 'waiting') && 'bg-surface text-ink-3 ring-[1.5px] ring-line-2 ring-inset'
    )}
  >
    {is === 'done' ? <Check aria-hidden className="size-3" strokeWidth={2.5} /> : number}
  </span>
)

/**
 * Class names that hide all but the next step on low screens, so that the bottom of the navigation stays
 * visible.
 */
const lowHidden = '[@media(max-height:820px)]:hidden'

const StepLine = ({
  step,
  isLast,
  inNavigation
}: {
  step: FirstStep
  isLast: boolean
  inNavigation: boolean
}) => (
  <li
    aria-current={step.is === 'next' ? 'step' : undefined}
    className={cx(
      'relative flex h-7 items-center gap-2 text-body whitespace-nowrap',
      step.is === 'done' ? 'text-ink-3' : step.is === 'next' ? 'font-semibold text-ink' : 'text-ink-2',
      inNavigation && step.is !== 'next' && lowHidden
    )}
  >
    {!isLast && (
      <span
        aria-hidden
        className={cx(
          'absolute top-5 left-2 h-4 border-l-2',
          step.is === 'done' ? 'border-rail-done' : 'border-line-2',
          inNavigation && lowHidden
        )}
      />
    )}
    <Dot step={step} />
    {stepTexts[step.id].title}
    {step.is === 'done' && <span className="sr-only">, done</span>}
  </li>
)

/** Progress line of the six steps, with a button for the next step. */
const Steps = ({ state, inNavigation = false }: { state: FirstStepsState; inNavigation?: boolean }) => {
  const { steps, sample, done, hide } = state
  const next = steps.find(({ is }) => is === 'next')
  return (
    <>
      <header className="flex h-5 items-center gap-2">
        {inNavigation && <h2 className="text-label font-semibold text-ink">First steps</h2>}
        <span className="grow" />
        <span role="status" className="tabular text-small text-ink-2">
          {done} of {steps.length}
          <span className="sr-only"> done</span>
        </span>
        <IconButton
          size="small"
          label="Hide the first steps"
          icon={<X aria-hidden />}
          className="-my-0.5 -mr-1.5"
          onClick={hide}
        />
      </header>
      <ol className="m-0 mt-1.5 mb-2 list-none p-0">
        {steps.map((step, index) => (
          <StepLine
            key={step.id}
            step={step}
            isLast={index === steps.length - 1}
            inNavigation={inNavigation}
          />
        ))}
      </ol>
      {next !== undefined ? (
        <DockAction step={next} sample={sample} />
      ) : (
        <Link to="/connectors" className={cx(buttonClass({ look: 'plain', size: 'card' }), 'w-full')}>
          Build a connector
        </Link>
      )}
    </>
  )
}

/** First steps in the navigation. In a collapsed navigation, a button opens them in a popover. */
export const FirstStepsDock = ({ state, wide }: { state: FirstStepsState; wide: boolean }) =>
  wide ? (
    <section
      aria-label="Progress of the first steps"
      className="mb-3 shrink-0 rounded-m bg-surface p-3 ring-1 ring-line"
    >
      <Steps state={state} inNavigation />
    </section>
  ) : (
    <Popover
      side="right"
      align="end"
      title="First steps"
      className="w-52 p-3"
      trigger={
        <Button
          aria-label={`First steps: ${state.done} of ${state.steps.length} done`}
          className="tabular mb-2 h-10! w-10! flex-col gap-0! px-0! leading-none"
        >
          <span className="text-label">{state.done}</span>
          <span className="text-small text-ink-2">of {state.steps.length}</span>
        </Button>
      }
    >
      <Steps state={state} />
    </Popover>
  )
