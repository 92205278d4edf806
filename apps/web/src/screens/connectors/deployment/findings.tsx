import { type Finding, findingTable, type Id, shownFlowName } from '@hookwright/model'
import { Badge, cx } from '@hookwright/ui'
import { Link } from '@tanstack/react-router'
import { ChevronRight, CircleX, TriangleAlert } from 'lucide-react'
import { CLIENT_ID } from '../overview/section.tsx'
import {
  countOf,
  type FindingGroup,
  formatFindingCount,
  groupFindings,
  placeOfFinding
} from './group-findings.ts'

const looks = {
  error: { icon: CircleX, colour: 'text-err', say: 'Error' },
  warning: { icon: TriangleAlert, colour: 'text-warn', say: 'Warning' }
}

const rowClass = 'flex items-start gap-2 rounded-s px-2 py-1.5 text-body'

const FindingText = ({ finding }: { finding: Finding }) => {
  const { icon: Icon, colour, say } = looks[finding.severity]
  return (
    <>
      <Icon aria-hidden className={cx('mt-0.5 size-4 shrink-0', colour)} strokeWidth={1.75} />
      <span className="sr-only">{say}</span>
      <span className="min-w-0 grow break-words text-ink">{finding.message}</span>
      <span
        title={findingTable[finding.code].means}
        className="mt-0.5 shrink-0 font-code text-small text-ink-3 max-sm:hidden"
      >
        {finding.code}
      </span>
    </>
  )
}

/**
 * Row of a finding with a link to the card or field to fix. Findings about the whole connector have no link.
 */
const FindingRow = ({ connectorId, finding }: { connectorId: Id; finding: Finding }) => {
  if (finding.code === 'HW-no-client') {
    return (
      <li>
        <Link
          to="/connectors/$connectorId/settings"
          params={{ connectorId }}
          hash={CLIENT_ID}
          className={cx(rowClass, 'hover:bg-hover')}
        >
          <FindingText finding={finding} />
          <ChevronRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" strokeWidth={1.75} />
        </Link>
      </li>
    )
  }
  if (finding.flowId === null) {
    return (
      <li className={rowClass}>
        <FindingText finding={finding} />
      </li>
    )
  }
  return (
    <li>
      <Link
        to="/connectors/$connectorId/flows/$flowId"
        params={{ connectorId, flowId: finding.flowId }}
        search={placeOfFinding(finding)}
        className={cx(rowClass, 'hover:bg-hover')}
      >
        <FindingText finding={finding} />
        <ChevronRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" strokeWidth={1.75} />
      </Link>
    </li>
  )
}

const Group = ({ connectorId, group }: { connectorId: Id; group: FindingGroup }) => {
  const name = group.flowId === null ? 'The connector' : shownFlowName(group.flowName)
  const errors = countOf(group.findings, 'error')
  const warnings = countOf(group.findings, 'warning')
  return (
    <section aria-label={name} className="rounded-s border border-line">
      <div className="flex flex-wrap items-center gap-2 px-3 pt-2">
        <h4 className="min-w-0 truncate text-label text-ink">{name}</h4>
        {errors > 0 && <Badge tone="err">{formatFindingCount(errors, 'error')}</Badge>}
        {warnings > 0 && <Badge tone="warn">{formatFindingCount(warnings, 'warning')}</Badge>}
      </div>
      <ul className="list-none p-1">
        {group.findings.map((finding, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: findings have no ids; the list is made anew with each validation.
          <FindingRow key={index} connectorId={connectorId} finding={finding} />
        ))}
      </ul>
    </section>
  )
}

/** Findings of a validation, grouped by flow. */
export const Findings = ({ connectorId, findings }: { connectorId: Id; findings: readonly Finding[] }) => (
  <div className="flex flex-col gap-3">
    {groupFindings(findings).map(group => (
      <Group key={group.flowId ?? ''} connectorId={connectorId} group={group} />
    ))}
  </div>
)
