import { buttonClass, cx, IconButton, Notice } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { Check, ChevronDown, LogIn, X } from 'lucide-react'
import { useState } from 'react'
import { type Checklist, type FirstStep, firstStepsOf } from '../../features/first-steps/first-steps.ts'
import { useVisitedSteps } from '../../features/first-steps/page-visits.ts'
import { useLoadSample } from '../../features/sample/use-load-sample.ts'
import { formatCount } from '../../kit/page/format-count.ts'
import { ChatLink, StepAction } from './step-action.tsx'
import { StepRow } from './step-row.tsx'

/** Message after the last of the first steps, with a link to build a connector. */
const AllDone = ({ isSection }: { isSection: boolean }) => (
  <div
    className={cx('flex items-center gap-4 border-t border-line py-3 max-sm:flex-wrap', !isSection && 'px-4')}
  >
    <p role="status" className="m-0 min-w-0 grow text-body text-pretty text-ink-2">
      You have sent an event, run a flow and restarted the server without losing data. Next, build a connector
      for your own service.
    </p>
    <Link to="/connectors" className={buttonClass({ look: 'primary' })}>
      Build a connector
    </Link>
  </div>
)

const isDone = ({ is }: FirstStep): boolean => is === 'done'

/** Line that replaces the completed steps, with a button to show them. */
const DoneSteps = ({ steps, onShow }: { steps: FirstStep[]; onShow: () => void }) => (
  <li className="relative flex min-h-11 items-center gap-3 px-4 py-1 before:absolute before:z-1 before:top-1/2 before:-bottom-5 before:left-[27px] before:border-l-2 before:border-rail-done last:before:hidden">
    <span className="relative z-1 flex size-6 shrink-0 items-center justify-center rounded-full bg-rail-done text-surface">
      <Check aria-hidden className="size-3.5" strokeWidth={2.5} />
    </span>
    <span className="min-w-0 grow text-label text-ink-2">{formatCount(steps.length, 'step')} done</span>
    <IconButton label="Show completed steps" icon={<ChevronDown aria-hidden />} onClick={onShow} />
  </li>
)

/** Minimum number of completed steps that are collapsed into one line. */
const FEWEST_FOLDED = 2

/** Progress bars, one per step, filled for completed steps. */
const Progress = ({ steps }: { steps: FirstStep[] }) => (
  <span aria-hidden className="flex shrink-0 gap-1 max-sm:hidden">
    {steps.map(step => (
      <span
        key={step.id}
        className={cx(
          'h-1 w-6 rounded-full',
          isDone(step) ? 'bg-rail-done' : step.is === 'next' ? 'bg-accent' : 'bg-line-2'
        )}
      />
    ))}
  </span>
)

/**
 * Class names of rows aligned with the section title. Their background extends 8 px beyond, as in all lists.
 */
const sectionRows = '[&>li]:-mx-2 [&>li]:rounded-s [&>li]:px-2 [&>li]:before:left-[19px]'

/** Optional step after the first steps: sign in at Acme Chat. It has no number. */
const LastStep = ({
  step,
  sample,
  isSection
}: {
  step: FirstStep
  sample: Checklist['sample']
  isSection: boolean
}) => (
  <ul
    className={cx('m-0 list-none border-t border-line p-0 py-1.5', isSection && sectionRows)}
    aria-label="After the first steps"
  >
    <StepRow step={step} icon={<LogIn aria-hidden className="size-3.5" strokeWidth={1.75} />}>
      <StepAction step={step} sample={sample} />
    </StepRow>
  </ul>
)

/**
 * Card with the first six steps, each with a button. A seventh, optional step appears once the user has
 * opened the run of the sample. With `isSection`, the card has no border.
 */
export const FirstStepsCard = ({
  checklist,
  isSection,
  onHide
}: {
  checklist: Checklist
  isSection: boolean
  onHide: () => void
}) => {
  const { sample } = checklist
  const all = firstStepsOf(checklist, useVisitedSteps())
  const steps = all.slice(0, -1)
  const last = all.at(-1)
  const { whyNot } = useLoadSample()
  const done = steps.filter(isDone).length
  // Before it there is no account to post with, and no message to have posted.
  const sawRun = steps.some(step => step.id === 'see-run' && isDone(step))
  // Decided when the page opens: a step that is done now stays where it is.
  const [early] = useState(() => new Set(steps.filter(isDone).map(({ id }) => id)))
  const [showsAll, setShowsAll] = useState(false)
  const folded = showsAll || early.size < FEWEST_FOLDED ? [] : steps.filter(({ id }) => early.has(id))
  return (
    <section
      aria-labelledby="first-steps"
      className={
        isSection ? 'border-b border-line' : 'overflow-hidden rounded-m border border-line bg-surface'
      }
    >
      <header
        className={cx(
          'flex items-center gap-4',
          isSection ? 'min-h-8 border-b border-line pb-1' : 'py-2.5 pr-2.5 pl-4'
        )}
      >
        <div className="flex min-w-0 grow items-baseline gap-3">
          <h2 id="first-steps" className={isSection ? 'm-0 text-h3' : 'text-h2'}>
            First steps
          </h2>
          <span role="status" className="tabular text-small whitespace-nowrap text-ink-2">
            {done} of {steps.length} done
          </span>
        </div>
        <Progress steps={steps} />
        <IconButton
          label="Hide the first steps"
          size={isSection ? 'small' : 'page'}
          icon={<X aria-hidden />}
          onClick={onHide}
        />
      </header>
      {sample === null && whyNot !== null && (
        <div className="border-t border-line p-4">
          <Notice tone="info">{whyNot}</Notice>
        </div>
      )}
      <ol
        className={cx(
          'm-0 list-none p-0 pb-1.5',
          // Its rows begin where the title does.
          isSection ? sectionRows : 'border-t border-line'
        )}
      >
        {folded.length > 0 && <DoneSteps steps={folded} onShow={() => setShowsAll(true)} />}
        {steps
          .filter(step => !folded.includes(step))
          .map(step => (
            <StepRow
              key={step.id}
              step={step}
              more={step.id === 'see-run' && step.is !== 'waiting' && sample?.chat && <ChatLink />}
            >
              <StepAction step={step} sample={sample} />
            </StepRow>
          ))}
      </ol>
      {done === steps.length && <AllDone isSection={isSection} />}
      {last !== undefined && sawRun && sample?.chat != null && (
        <LastStep step={last} sample={sample} isSection={isSection} />
      )}
    </section>
  )
}
