import {
  formatDrift,
  formatDriftCount,
  formatDriftingFields,
  type Id,
  shownFlowName
} from '@hookwright/model'
import { Badge, buttonClass } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { TriangleAlert } from 'lucide-react'
import { minuteTime } from '../../../kit/page/clock-time.ts'
import { DriftLink } from '../drift/drift-link.tsx'
import type { DriftingEvent } from '../drift/use-drifting.ts'
import { Section } from './section.tsx'

/** Maximum number of differences listed per event; the drift dialog lists all. */
const MOST_NAMED = 4

const Finding = ({ finding, looked }: { finding: DriftingEvent['open'][number]; looked: number }) => (
  <li>
    <p className="m-0 text-body break-words text-ink-2">{formatDrift(finding)}</p>
    <p className="tabular m-0 flex flex-wrap items-center gap-x-2 text-small text-ink-3">
      <span>
        {finding.kind === 'missing' ? 'Missing' : 'Seen'} {formatDriftCount(finding, looked)}, first on{' '}
        {minuteTime(finding.firstAt)}
      </span>
      {finding.exampleId !== null && (
        <Link
          to="/deliveries/$deliveryId"
          params={{ deliveryId: finding.exampleId }}
          search={{ tab: 'outputs' }}
          className="inline-flex min-h-6 items-center rounded-xs text-accent-text underline"
        >
          Open example delivery
        </Link>
      )}
    </p>
  </li>
)

const Drifting = ({ connectorId, event }: { connectorId: Id; event: DriftingEvent }) => {
  const { flowName, open, looked, versionNumber } = event
  const more = open.length - MOST_NAMED
  return (
    <li className="flex flex-col gap-2 border-t border-line pt-3 first:border-t-0 first:pt-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="m-0 flex min-w-0 grow flex-wrap items-center gap-x-2 text-label text-ink">
          <span className="truncate">{shownFlowName(flowName)}</span>
          <Badge tone="warn" icon={<TriangleAlert aria-hidden />}>
            {formatDriftingFields(open)}
          </Badge>
          <span className="text-small text-ink-3">from version {versionNumber}</span>
        </p>
        <DriftLink connectorId={connectorId} event={event} className={buttonClass({ look: 'plain' })}>
          Update the draft
        </DriftLink>
      </div>
      <ul className="m-0 flex list-none flex-col gap-1 p-0">
        {open.slice(0, MOST_NAMED).map(finding => (
          <Finding key={finding.key} finding={finding} looked={looked} />
        ))}
      </ul>
      {more > 0 && <p className="m-0 text-small text-ink-3">and {more} more</p>}
    </li>
  )
}

/** Section of the drift between received events and the schemas that the connector declares. */
export const DriftSection = ({ connectorId, drifting }: { connectorId: Id; drifting: DriftingEvent[] }) => (
  <Section
    title="Drift"
    lead="The service sends data that differs from the declared outputs. Update the draft to match, or ignore the differences."
  >
    <ul aria-label="Drift" className="m-0 flex list-none flex-col gap-3 p-0">
      {drifting.map(event => (
        <Drifting key={event.eventFlowId} connectorId={connectorId} event={event} />
      ))}
    </ul>
  </Section>
)
