import { type Card, isJsonObject, type StepPath, sameJson, valueAt } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { ArrowRight, ChevronRight } from 'lucide-react'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { RequestList } from '../../features/history/sent-requests.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
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

/** Returns the body that a card sent with its inputs; the fields of a form are the values of an object. */
export const sentBodyOf = ({ config }: Pick<Card, 'config'>, inputs: Record<string, unknown>): unknown => {
  const fields = Array.isArray(config.form) ? config.form : []
  const form = fields.flatMap(field =>
    isJsonObject(field) && typeof field.id === 'string' && typeof field.name === 'string'
      ? [[field.name, inputs[field.id] ?? null] as const]
      : []
  )
  return inputs.body ?? (form.length === 0 ? null : Object.fromEntries(form))
}

/** Returns the number of fields of a body whose values are exactly those of the card's inputs; null if they differ. */
export const countAsGiven = (body: unknown, inputs: Record<string, unknown>): number | null => {
  if (!isJsonObject(body)) return null
  const given = Object.values(inputs).filter(value => value != null)
  const sent = Object.values(body).filter(value => value != null)
  if (sent.length === 0 || sent.length !== given.length) return null
  for (const value of sent) {
    const at = given.findIndex(each => sameJson(each, value))
    if (at < 0) return null
    given.splice(at, 1)
  }
  return sent.length
}

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
  if (same === null) return <Payload title="Sent" label={label} value={value} />
  return (
    <details className={cx(partClass, 'group')}>
      <summary className="flex cursor-pointer list-none items-center gap-1 rounded-xs py-1 text-small text-ink-3 [&::-webkit-details-marker]:hidden">
        <span className="font-medium text-ink-2">Sent</span>
        {formatCount(same, 'field')}, same {same === 1 ? 'value' : 'values'} as the inputs
        <ChevronRight
          aria-hidden
          className="ml-auto size-3.5 shrink-0 transition-transform group-open:rotate-90"
          strokeWidth={2}
        />
      </summary>
      <JsonRows label={label} value={value} />
    </details>
  )
}

/** Requests that the steps inside the card of an app sent, each with what was sent, the response and a way to its step. */
export const InnerRequests = ({
  inner,
  inputs,
  bodyOf,
  onStep
}: {
  inner: InnerStep[]
  /** Inputs of the card, which are shown above. */
  inputs: Record<string, unknown>
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
        <Payload title="Response" label={`Response to ${line.name}`} value={responseOf(line)} />
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
