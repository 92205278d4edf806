import { type StepPath, valueAt } from '@hookwright/model'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { JsonTree } from '../../features/history/json-tree.tsx'
import { RequestList } from '../../features/history/sent-requests.tsx'
import { formatCount } from '../../kit/page/format-count.ts'

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

/** Requests that the steps inside the card of an app sent, each with the response and a way to its step. */
export const InnerRequests = ({ inner, onStep }: { inner: InnerStep[]; onStep: (index: number) => void }) => (
  <section aria-label="HTTP requests" className="flex flex-col gap-3">
    <h3 className="m-0 -mb-2 text-small font-semibold text-ink-2">HTTP requests</h3>
    {inner.slice(0, MOST).map(({ index, line }) => {
      const response = responseOf(line)
      return (
        <div key={index} className="flex min-w-0 flex-col gap-1">
          <RequestList requests={line.step.requests ?? []} />
          {response !== null && response !== '' && (
            <div className="rounded-s bg-sunken p-2 pl-0">
              <p className="m-0 pl-2 text-small text-ink-2">Response</p>
              <JsonTree label={`Response to ${line.name}`} value={response} opensTo={1} />
            </div>
          )}
          <button
            type="button"
            aria-label={`Open request step “${line.name}”`}
            className="min-h-6 w-fit rounded-xs text-small font-medium text-accent-text hover:underline"
            onClick={() => onStep(index)}
          >
            Open request step
          </button>
        </div>
      )
    })}
    {inner.length > MOST && (
      <p className="m-0 text-small text-ink-2">
        {formatCount(inner.length - MOST, 'more step')} of this card sent requests; the list of steps has all.
      </p>
    )}
  </section>
)
