import { type StepPath, valueAt } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { ArrowRight, ChevronRight } from 'lucide-react'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { formatSize } from '../../features/history/format-time.ts'
import { formatPartCount, isBranch } from '../../features/history/json-kinds.ts'
import { JsonTree } from '../../features/history/json-tree.tsx'
import { RequestList } from '../../features/history/sent-requests.tsx'
import { formatCount } from '../../kit/page/format-count.ts'

type Line = OpenedRun['lines'][number]

/** Maximum number of steps whose requests are shown on an app card; the list of steps shows all. */
const MOST = 4

/** Step inside an app card that sent requests, with its index. */
interface InnerStep {
  index: number
  line: Line
}

/** Returns the steps that sent requests inside the step at `path`, in order. */
export const innerStepsOf = (lines: readonly Line[], path: StepPath): InnerStep[] =>
  lines.flatMap((line, index) =>
    line.path.length > path.length &&
    path.every((part, depth) => line.path[depth] === part) &&
    (line.step.requests?.length ?? 0) > 0
      ? [{ index, line }]
      : []
  )

/** Returns the response to the last request of a step, if it is stored. */
const responseOf = ({ step: { outputs } }: Line): unknown =>
  valueAt(outputs, ['json']) ?? valueAt(outputs, ['body']) ?? null

const partClass = 'border-t border-line px-3 py-1'

/** Body of a request or response below its size: `Request · 2 fields · 93 B`. A body that is not stored cannot be opened. */
const Payload = ({
  title,
  label,
  value,
  bytes,
  isOpen = false
}: {
  title: string
  /** Accessible name of the body. */
  label: string
  value: unknown
  bytes: number | undefined
  /** True to expand the body at first. */
  isOpen?: boolean
}) => {
  const isStored = value !== null && value !== undefined && value !== ''
  const size = [
    ...(isBranch(value) ? [formatPartCount(value)] : []),
    ...(bytes === undefined || bytes === 0 ? [] : [formatSize(bytes)])
  ]
  const words = (
    <span className="tabular min-w-0 truncate">
      <span className="font-medium text-ink-2">{title}</span>
      {size.map(part => ` · ${part}`)}
    </span>
  )
  if (!isStored)
    return <p className={cx(partClass, 'm-0 flex min-h-8 items-center text-small text-ink-3')}>{words}</p>
  return (
    <details open={isOpen} className={cx(partClass, 'group')}>
      <summary className="flex min-h-6 cursor-pointer list-none items-center gap-1.5 rounded-xs text-small text-ink-3 [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3.5 shrink-0 transition-transform group-open:rotate-90"
          strokeWidth={2}
        />
        {words}
      </summary>
      <div className="py-1">
        <JsonTree label={label} value={value} opensTo={1} />
      </div>
    </details>
  )
}

/**
 * Requests of the steps inside an app card, each with the response and a link to its step. The first body is
 * expanded.
 */
export const InnerRequests = ({
  inner,
  bodyOf,
  onStep
}: {
  inner: InnerStep[]
  /** Returns the body that a step sent, if it is known. */
  bodyOf: (index: number) => unknown
  onStep: (index: number) => void
}) => (
  <section aria-label="HTTP requests" className="flex flex-col gap-2">
    <h3 className="m-0 text-small font-semibold text-ink-2">HTTP requests</h3>
    {inner.slice(0, MOST).map(({ index, line }, at) => {
      const requests = line.step.requests ?? []
      // The stored body and response are those of the last one.
      const last = requests.at(-1)
      const body = bodyOf(index)
      return (
        <div key={index} className="flex min-w-0 flex-col rounded-tile border border-line bg-sunken">
          <div className="px-3">
            <RequestList requests={requests} hasSizes={false} />
          </div>
          {body != null && body !== '' && (
            <Payload
              title="Request"
              label={`Body of ${line.name}`}
              value={body}
              bytes={last?.bytes?.sent}
              isOpen={at === 0}
            />
          )}
          {last?.status != null && (
            <Payload
              title={`Response ${last.status}`}
              label={`Response to ${line.name}`}
              value={responseOf(line)}
              bytes={last.bytes?.got}
            />
          )}
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
      )
    })}
    {inner.length > MOST && (
      <p className="m-0 text-small text-ink-2">
        {formatCount(inner.length - MOST, 'more step')} of this card sent requests. The list of steps shows
        all of them.
      </p>
    )}
  </section>
)
