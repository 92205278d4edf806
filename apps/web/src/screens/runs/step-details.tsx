import type { FlowView } from '@hookwright/engine'
import {
  conversionErrorAt,
  dateHintOfError,
  describeOutputError,
  type FailedTry,
  MOST_LARGE_TRACE,
  type OutputError,
  type RunKind
} from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import type { ReactNode } from 'react'
import type { RunView } from '../../features/canvas/run/run-view.ts'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { exactTime, formatSize, rowTime } from '../../features/history/format-time.ts'
import { SentRequests } from '../../features/history/sent-requests.tsx'
import { type Failure, failureOf } from '../../features/run-view/failure.ts'
import { FaultBox } from '../../features/run-view/fault-box.tsx'
import { formatUnfitOutputs } from '../../features/run-view/format-run.ts'
import { formatNumber } from '../../kit/page/format-count.ts'
import { type NamedValue, ValueRows } from './value-rows.tsx'

/** Failed attempts of a card, oldest first. */
const FailedTries = ({ tries }: { tries: FailedTry[] }) => (
  <section aria-label="Failed attempts">
    <h3 className="m-0 mb-1 text-small font-semibold text-ink-2">Failed attempts</h3>
    <ol className="m-0 flex list-none flex-col gap-1 p-0 text-body">
      {tries.map(({ at, message }, index) => (
        <li key={at} className="flex min-w-0 gap-2">
          <span className="tabular shrink-0 text-ink-2">{index + 1}.</span>
          <time
            dateTime={new Date(at).toISOString()}
            title={exactTime(at)}
            className="tabular shrink-0 text-ink-2"
          >
            {rowTime(at, Date.now())}
          </time>
          <span className="min-w-0 break-words">{message}</span>
        </li>
      ))}
    </ol>
  </section>
)

type Line = OpenedRun['lines'][number]

type Named = Omit<NamedValue, 'value' | 'error'>

const Values = ({
  title,
  values,
  ports,
  none
}: {
  title: string
  values: Record<string, unknown>
  ports: readonly Named[]
  none: string
}) => {
  const known = new Set(ports.map(({ id }) => id))
  const named: Named[] = [
    ...ports.filter(({ id }) => Object.hasOwn(values, id)),
    ...Object.keys(values).flatMap(id => (known.has(id) ? [] : [{ id, label: id, type: null }]))
  ]
  return (
    <section aria-label={title}>
      <h3 className="m-0 mb-1 text-small font-semibold text-ink-2">{title}</h3>
      {named.length === 0 ? (
        <p className="text-body text-ink-3">{none}</p>
      ) : (
        <ValueRows
          values={named.map(each => ({
            ...each,
            value: values[each.id],
            error: conversionErrorAt(values, [each.id])
          }))}
        />
      )}
    </section>
  )
}

const portsOf = (view: FlowView, id: string, side: 'inputs' | 'outputs'): Named[] => {
  const card = view.flow.cards[id]
  const ports = card === undefined ? null : view.portsOf(card)
  return ports?.[side].map(port => ({ id: port.id, label: port.label, type: port.type })) ?? []
}

const MOST_ERRORS = 8

/** Warning about outputs whose values do not fit their declared types. */
const OutputErrors = ({ errors, isRecord }: { errors: readonly OutputError[]; isRecord: boolean }) => (
  <Notice tone="warn">
    <p className="m-0">
      {`${formatUnfitOutputs(errors.length)} Only cards that read ${errors.length === 1 ? 'it' : 'them'} fail.`}
    </p>
    <ul className="m-0 mt-1 flex list-none flex-col gap-1 p-0">
      {errors.slice(0, MOST_ERRORS).map(error => (
        <li key={error.path.join('/')}>
          {describeOutputError(error)}
          {!isRecord && dateHintOfError(error)}
        </li>
      ))}
      {errors.length > MOST_ERRORS && <li>{`${formatNumber(errors.length - MOST_ERRORS)} more`}</li>}
    </ul>
  </Notice>
)

const noOutputs = ({ status, leftOut }: Line['step'], gives: boolean): string => {
  if (leftOut !== undefined) {
    return `Not stored (${formatSize(leftOut)}): a trace stores at most ${formatSize(MOST_LARGE_TRACE)} of large values, and earlier steps have reached this limit.`
  }
  if (status === 'waiting') return 'No outputs until the run resumes.'
  if (status !== 'succeeded') return `No outputs because the step ${status}.`
  return gives ? 'No outputs.' : 'This card has no outputs.'
}

/**
 * Messages for a step without a request, because the run is a replay without side effects: “Not sent in this
 * replay …”. The keys say if the original run sent the same request.
 */
const answeredTexts = {
  same: 'Not sent in this replay, which has no side effects. The result comes from the original run, which sent the same request.',
  other:
    'Not sent in this replay, which has no side effects. The request differs this time; the response is that of the original run.'
} as const

/**
 * Messages for a failed step after which the flow continued, by error handling of the card: with fixed values
 * or with a helper flow.
 */
const handledTexts = {
  values: 'The flow continued with the values of the card’s error handling.',
  helper: 'The flow continued with the values of a helper flow.'
} as const

/** Details of a step: failure, requests, inputs and outputs. */
export const StepDetails = ({
  line,
  title,
  view,
  shown,
  mend,
  iterations,
  inner,
  kind,
  isRecord,
  report
}: {
  line: Line
  title: ReactNode
  /** Link to the card of a failed step. */
  mend: ReactNode
  /** Links to other iterations of the step. */
  iterations: ReactNode
  /** Requests of the steps inside an app card. */
  inner: ReactNode
  kind: RunKind
  /**
   * True in the run of a single record. Hints to convert a value with another card are then omitted, since no
   * card can convert parts of a record.
   */
  isRecord: boolean
  /** Formats a failure of the step as Markdown. */
  report: (failure: Failure) => string
  /** Flow of the step, with its values up to the step. */
  view: FlowView
  shown: RunView
}) => {
  const { step, path } = line
  const failure = failureOf(line)
  const card = path.findLast(part => typeof part === 'string')
  const id = typeof card === 'string' ? card : ''
  const values = shown.values.get(id)
  return (
    <div className="flex flex-col gap-4">
      {title}
      {iterations}
      {failure !== null && (
        <FaultBox failure={failure} kind={kind} report={() => report(failure)}>
          {mend}
        </FaultBox>
      )}
      {step.conversionErrors !== undefined && (
        <OutputErrors errors={step.conversionErrors} isRecord={isRecord} />
      )}
      {step.tries !== undefined && step.tries.length > 0 && <FailedTries tries={step.tries} />}
      {step.handled !== undefined && (
        <Notice tone="warn">
          <p className="m-0">{step.handled.fault.message}</p>
          <p className="m-0 mt-1">{handledTexts[step.handled.by]}</p>
        </Notice>
      )}
      {step.pinned === true && (
        <Notice tone="info">The card was not run because its outputs are pinned.</Notice>
      )}
      {step.answered !== undefined && <Notice tone="info">{answeredTexts[step.answered]}</Notice>}
      {step.requests !== undefined && step.requests.length > 0 && <SentRequests requests={step.requests} />}
      <Values
        title="Inputs"
        values={values?.inputs ?? {}}
        ports={portsOf(view, id, 'inputs')}
        none="No inputs."
      />
      <Values
        title="Outputs"
        values={values?.outputs ?? {}}
        ports={portsOf(view, id, 'outputs')}
        none={noOutputs(step, portsOf(view, id, 'outputs').length > 0)}
      />
      {inner}
    </div>
  )
}
