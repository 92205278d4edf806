import { formatDuration } from '@hookwright/model'
import { Notice } from '@hookwright/ui'
import { JsonTree } from '../../../history/json-tree.tsx'
import { SentRequests } from '../../../history/sent-requests.tsx'
import { failureOf } from '../../../run-view/failure.ts'
import { FaultBox } from '../../../run-view/fault-box.tsx'
import type { EndedAlone } from './use-run-alone.ts'

const wordOf = (status: Exclude<EndedAlone['status'], { is: 'failed' }>): string => {
  switch (status.is) {
    case 'succeeded':
      return status.stoppedAt === undefined ? 'Succeeded' : 'Succeeded: a full run would stop here'
    case 'cancelled':
      return 'Cancelled'
  }
}

/** Result of a single-card run: duration, requests and outputs. */
export const CardOutcome = ({ ended }: { ended: EndedAlone }) => {
  const { status, took, requests, gave } = ended
  const failure =
    status.is === 'failed' ? failureOf({ name: '', step: { fault: status.fault, requests } }) : null
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {status.is !== 'failed' && (
        <Notice tone="ok">
          {wordOf(status)}
          {took !== null && <span className="tabular text-ink-2"> · {formatDuration(took)}</span>}
        </Notice>
      )}
      {failure !== null && <FaultBox failure={failure} kind="test" />}
      {requests.length > 0 && <SentRequests requests={requests} />}
      {gave.length > 0 && (
        <section aria-label="Outputs">
          <h3 className="m-0 mb-1 text-small font-semibold text-ink-2">Outputs</h3>
          <dl className="m-0 flex flex-col gap-2">
            {gave.map(({ id, label, value }) => (
              <div key={id} className="min-w-0 rounded-s border border-line bg-surface p-2">
                <dt className="mb-0.5 text-label text-ink-2">{label}</dt>
                <dd className="m-0 min-w-0">
                  <JsonTree label={label} value={value} opensTo={1} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}
    </div>
  )
}
