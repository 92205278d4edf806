import { Button, buttonClass, IconButton, Notice } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { X } from 'lucide-react'
import { useLoadSample } from '../../features/sample/use-load-sample.ts'
import { type Checklist, type FirstStep, firstStepsOf } from './first-steps.ts'
import { useLooks } from './looks.ts'
import { ChatLink, StepAction } from './step-action.tsx'
import { StepRow } from './step-row.tsx'

const Progress = ({ done, all }: { done: number; all: number }) => (
  <div className="flex items-center gap-3">
    <span aria-hidden className="h-1.5 w-28 overflow-hidden rounded-full bg-sunken">
      <span className="block h-full rounded-full bg-rail-done" style={{ width: `${(100 * done) / all}%` }} />
    </span>
    <span role="status" className="tabular text-small text-ink-2">
      {done} of {all} done
    </span>
  </div>
)

/** Notice with links once all first steps are done. */
const AllDone = ({ onHide }: { onHide: () => void }) => (
  <div className="border-t border-line p-4">
    <Notice
      tone="ok"
      action={
        <span className="flex flex-wrap gap-2">
          <Link to="/connectors" className={buttonClass({ size: 'card' })}>
            Build a connector
          </Link>
          <Button size="card" look="quiet" onClick={onHide}>
            Hide these steps
          </Button>
        </span>
      }
    >
      You have seen an event, the flow that acts on it, and how both are built. Next, build a connector for a
      service of your own.
    </Notice>
  </div>
)

const isDone = ({ is }: FirstStep): boolean => is === 'done'

/** Signing in at the second service, which is counted apart from the first steps. */
const LastStep = ({ step, sample }: { step: FirstStep; sample: Checklist['sample'] }) => (
  <ol
    className="m-0 list-none border-t border-line p-0 py-1.5"
    start={step.number}
    aria-label="After the first steps"
  >
    <StepRow step={step}>
      <StepAction step={step} sample={sample} />
    </StepRow>
  </ol>
)

/** The first six things to do, each with the button that does it, and a seventh after them. */
export const FirstStepsCard = ({ checklist, onHide }: { checklist: Checklist; onHide: () => void }) => {
  const { sample } = checklist
  const all = firstStepsOf(checklist, useLooks())
  const steps = all.slice(0, -1)
  const last = all.at(-1)
  const { whyNot } = useLoadSample()
  const done = steps.filter(isDone).length
  return (
    <section
      aria-labelledby="first-steps"
      className="overflow-hidden rounded-m border border-line bg-surface"
    >
      <header className="flex items-center gap-4 py-2.5 pr-2.5 pl-4">
        <div className="flex min-w-0 grow flex-wrap items-center justify-between gap-x-4 gap-y-1">
          <h2 id="first-steps" className="text-h2">
            First steps
          </h2>
          <Progress done={done} all={steps.length} />
        </div>
        <IconButton label="Hide the first steps" icon={<X aria-hidden />} onClick={onHide} />
      </header>
      {sample === null && whyNot !== null && (
        <div className="border-t border-line p-4">
          <Notice tone="info">{whyNot}</Notice>
        </div>
      )}
      <ol className="m-0 list-none border-t border-line p-0 py-1.5">
        {steps.map(step => (
          <StepRow
            key={step.id}
            step={step}
            more={step.id === 'see-run' && step.is !== 'waiting' && sample?.chat && <ChatLink />}
          >
            <StepAction step={step} sample={sample} />
          </StepRow>
        ))}
      </ol>
      {done === steps.length && <AllDone onHide={onHide} />}
      {last !== undefined && sample?.chat !== null && <LastStep step={last} sample={sample} />}
    </section>
  )
}
