import { type RunStatus, shownFlowName } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { OpenedDelivery } from '../../features/history/api-types.ts'
import { deliveryResult, formatRecords } from '../../features/history/delivery-result.ts'
import { Facts } from '../../features/history/facts.tsx'
import { runTook } from '../../features/history/format-run-time.ts'
import { signatureFacts } from '../../features/history/format-signature.ts'
import { exactTime, factTime, formatSize } from '../../features/history/format-time.ts'
import { MissingNotes } from '../../features/history/missing-notes.tsx'
import { DeliveryBadge, DeliveryResultBadge } from '../../features/history/status-badges.tsx'
import { CopyFetched } from '../../features/switch/copy-fetched.tsx'
import { BodyNotes } from './body-notes.tsx'
import { formatTaken } from './format-taken.ts'
import { RedactionNote } from './redaction-note.tsx'

const linkClass = 'rounded-xs text-accent-text hover:underline'
const linkInTextClass = 'rounded-xs text-accent-text underline'

/** Returns a sentence on the delivery's status: “The delivery is stored and queued for its first run.” */
const meaningOf = (delivery: OpenedDelivery): ReactNode => {
  const { status, refusal } = delivery
  switch (status.is) {
    case 'accepted':
      return 'The delivery is stored and queued for its first run.'
    case 'done':
      return formatTaken(delivery, Date.now())
    case 'filtered':
      return `No run was started because ${status.why}.`
    case 'refused':
      return refusal === null ? `The request was refused because ${status.why}.` : 'The request was refused.'
    case 'duplicate':
      return (
        <>
          No run was started because the delivery is a duplicate:{' '}
          <Link to="/deliveries/$deliveryId" params={{ deliveryId: status.of }} className={linkInTextClass}>
            open the first delivery
          </Link>
          .
        </>
      )
  }
}

/**
 * Returns the text about a delivery's signature: “Valid”, “See the state” for a refused delivery, or
 * “Unknown”.
 */
const signatureOf = ({ signed, status }: OpenedDelivery): string => {
  if (signed === null) return status.is === 'refused' ? 'Shown under State' : 'Unknown'
  return signatureFacts[signed]
}

const failureOf = (status: RunStatus | undefined): string | null => {
  if (status?.is === 'failed') return status.fault.message
  return status?.is === 'on-hold' ? `The run is on hold: ${status.why}` : null
}

/** Returns the label and content of the delivery's state, with an explanation and a link to its run. */
const stateOf = (delivery: OpenedDelivery): [string, ReactNode] => [
  'State',
  <span key="state" className="flex flex-col items-start gap-1">
    {delivery.run === null ? (
      <DeliveryBadge of={delivery} />
    ) : (
      <Link to="/runs/$runId" params={{ runId: delivery.run.id }} className="inline-flex rounded-xs">
        <DeliveryResultBadge of={delivery} />
        <span className="sr-only">: open the run</span>
      </Link>
    )}
    <span className="text-small text-ink-2">{meaningOf(delivery)}</span>
  </span>
]

/** Returns true for a delivery that simply succeeded, which needs no explanation. */
const isPlainSuccess = (delivery: OpenedDelivery): boolean =>
  delivery.status.is === 'done' && delivery.records === null && deliveryResult(delivery) === 'succeeded'

/**
 * Summary tab of a delivery: its properties and its outcome. A plain success is omitted, since the header
 * shows the state.
 */
export const SummaryTab = ({
  delivery,
  rail = null,
  isPage = false
}: {
  delivery: OpenedDelivery
  /** Cards of the run, above the properties. */
  rail?: ReactNode
  /** True for two columns of properties. */
  isPage?: boolean
}) => {
  const { run, event, records, replays, contentType, method, size, receivedAt, id, refusal } = delivery
  const failed = delivery.runs.find(({ status }) => status.is === 'failed')
  const failure = failureOf(run?.status) ?? failureOf(failed?.status)
  const failedRun = failureOf(run?.status) === null ? failed : run
  return (
    <div className="flex flex-col gap-4">
      {failure !== null && failedRun && (
        <Notice tone="err">
          {failure}{' '}
          <Link to="/runs/$runId" params={{ runId: failedRun.id }} className={linkInTextClass}>
            Show failed step
          </Link>
        </Notice>
      )}
      {refusal !== null && (
        <Notice tone="err">
          {refusal.sentence} <span className="block pt-1">{refusal.advice}</span>
        </Notice>
      )}
      <RedactionNote delivery={delivery} />
      <BodyNotes delivery={delivery} />
      <MissingNotes missing={delivery.outputs?.missing ?? null} />
      {rail}
      <Facts
        label="Summary"
        inTwo={isPage}
        facts={[
          ...(isPlainSuccess(delivery) ? [] : [stateOf(delivery)]),
          ...(records === null ? [] : [['Records', formatRecords(records)] as [string, ReactNode]]),
          ...(replays === 0 ? [] : [['Replays', String(replays)] as [string, ReactNode]]),
          [
            'Received',
            <time
              key="at"
              dateTime={new Date(receivedAt).toISOString()}
              title={exactTime(receivedAt)}
              className="tabular"
            >
              {factTime(receivedAt, Date.now())}
            </time>
          ],
          ['Duration', run === null ? '—' : runTook(run, '—')],
          [
            'Flow',
            <Link key="flow" to="/flows/$flowId" params={{ flowId: delivery.flowId }} className={linkClass}>
              {shownFlowName(delivery.flowName)}
            </Link>
          ],
          [
            'Event',
            event === null ? 'Deleted event' : `${event.name}, ${event.connectorName} v${event.versionNumber}`
          ],
          ['Signature', signatureOf(delivery)],
          ['Request', `${method}, ${contentType === '' ? 'no content type' : contentType}`],
          ['Size', formatSize(size)],
          [
            'ID',
            <span key="id" className="-my-1 flex items-center gap-1">
              <span title={id} className="min-w-0 truncate font-code text-small">
                {id}
              </span>
              <CopyFetched label="Copy ID" done="ID copied." fetchText={() => Promise.resolve(id)} />
            </span>
          ]
        ]}
      />
    </div>
  )
}
