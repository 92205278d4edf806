import { type StepPath, valueAt } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { ArrowRight, ChevronRight } from 'lucide-react'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { RequestList } from '../../features/history/sent-requests.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import { countAsGiven, splitKnown } from './request-bodies.ts'
import { JsonRows } from './value-rows.tsx'

type Line = OpenedRun['lines'][number]

/** Most steps whose requests are shown on the card of an app; all are in the list of steps. */
const MOST = 4

/** A step inside the card of an app that sent requests, with its index. */
interface InnerStep {
  index: number
  line: Line
}

/** Returns the steps inside a step that sent requests, in order. */
export const innerStepsOf = (lines: readonly Line[], path: StepPath): InnerStep[] =>
  lines.flatMap((line, index) =>
    line.path.length > path.length &&
    path.every((part, depth) => line.path[depth] === part) &&
    (line.step.requests?.length ?? 0) > 0
      ? [{ index, line }]
      : []
  )

/** Returns what a service answered to the last request of a step, as far as it is stored. */
const responseOf = ({ step: { outputs } }: Line): unknown =>
  valueAt(outputs, ['json']) ?? valueAt(outputs, ['body']) ?? null

/** Part of the box of a request. */
const partClass = 'border-t border-line px-3 py-1'

const Payload = ({ title, label, value }: { title: string; label: string; value: unknown }) =>
  value === null || value === undefined || value === '' ? null : (
    <div className={partClass}>
      <h4 className="m-0 py-1 text-small font-medium text-ink-2">{title}</h4>
      <JsonRows label={label} value={value} />
    </div>
  )

/** Part of the box of a request that repeats values shown elsewhere, folded. */
const Repeated = ({
  title,
  text,
  label,
  value
}: {
  title?: string
  text: string
  label: string
  value: unknown
}) => (
  <details className={cx(partClass, 'group')}>
    <summary className="flex cursor-pointer list-none items-center gap-1 rounded-xs py-1 text-small text-ink-3 [&::-webkit-details-marker]:hidden">
      {title !== undefined && <span className="font-medium text-ink-2">{title}</span>}
      {text}
      <ChevronRight
        aria-hidden
        className="ml-auto size-3.5 shrink-0 transition-transform group-open:rotate-90"
        strokeWidth={2}
      />
    </summary>
    <JsonRows label={label} value={value} />
  </details>
)

const sameValues = (count: number): string => (count === 1 ? 'same value' : 'same values')

/** Body that was sent; folded where it repeats the inputs above it. */
const SentBody = ({
  label,
  value,
  inputs
}: {
  label: string
  value: unknown
  inputs: Record<string, unknown>
}) => {
  const same = countAsGiven(value, inputs)
  return same === null ? (
    <Payload title="Sent" label={label} value={value} />
  ) : (
    <Repeated
      title="Sent"
      text={`${formatCount(same, 'field')}, ${sameValues(same)} as the inputs`}
      label={label}
      value={value}
    />
  )
}

/** Response of a service: first the fields that are not shown above, then the others, folded. */
const ServiceResponse = ({
  label,
  value,
  known
}: {
  label: string
  value: unknown
  known: readonly Record<string, unknown>[]
}) => {
  const split = splitKnown(value, known)
  const count = split === null ? 0 : Object.keys(split.repeated).length
  if (split === null || count === 0) return <Payload title="Response" label={label} value={value} />
  const isAll = count === Object.keys(value as object).length
  return (
    <>
      {!isAll && <Payload title="Response" label={label} value={split.fresh} />}
      <Repeated
        {...(isAll && { title: 'Response' })}
        text={`${formatCount(count, isAll ? 'field' : 'more field')}, ${sameValues(count)} as above`}
        label={`${label}, values shown above`}
        value={split.repeated}
      />
    </>
  )
}

/** Requests that the steps inside the card of an app sent, each with what was sent, the response and a way to its step. */
export const InnerRequests = ({
  inner,
  inputs,
  outputs,
  bodyOf,
  onStep
}: {
  inner: InnerStep[]
  /** Inputs and outputs of the card, which are shown above. */
  inputs: Record<string, unknown>
  outputs: Record<string, unknown>
  /** Returns the body that a step sent, as far as it is known. */
  bodyOf: (index: number) => unknown
  onStep: (index: number) => void
}) => (
  <section aria-label="HTTP requests" className="flex flex-col gap-2">
    <h3 className="m-0 text-small font-semibold text-ink-2">HTTP requests</h3>
    {inner.slice(0, MOST).map(({ index, line }) => (
      <div key={index} className="flex min-w-0 flex-col rounded-tile border border-line bg-sunken">
        <div className="px-3">
          <RequestList requests={line.step.requests ?? []} />
        </div>
        <SentBody label={`Body of ${line.name}`} value={bodyOf(index)} inputs={inputs} />
        <ServiceResponse
          label={`Response to ${line.name}`}
          value={responseOf(line)}
          known={[inputs, outputs]}
        />
        <button
          type="button"
          aria-label={`Open request step “${line.name}”`}
          className="flex min-h-9 items-center justify-between rounded-b-tile border-t border-line px-3 text-small font-medium text-accent-text hover:bg-hover"
          onClick={() => onStep(index)}
        >
          Open request step
          <ArrowRight aria-hidden className="size-3.5" strokeWidth={2} />
        </button>
      </div>
    ))}
    {inner.length > MOST && (
      <p className="m-0 text-small text-ink-2">
        {formatCount(inner.length - MOST, 'more step')} of this card sent requests; the list of steps has all.
      </p>
    )}
  </section>
)
