import { type Id, shownFlowName } from '@hookwright/model'
import { Link } from '@tanstack/react-router'
import { moreClass, PagePart } from '../../../kit/page/page-part.tsx'
import { useDraftChanges } from '../deployment/use-draft-changes.ts'
import type { VersionView } from '../deployment/use-versions.ts'

/** Maximum number of listed changes; the comparison has all. */
const MOST_LISTED = 8

const labels = { added: 'Added', changed: 'Changed', removed: 'Removed' } as const

/** Section of the draft's changes since the deployed version. Renders nothing without changes. */
export const UndeployedSection = ({ connectorId, deployed }: { connectorId: Id; deployed: VersionView }) => {
  const { changes } = useDraftChanges(connectorId, deployed)
  if (changes === null || changes.count === 0) return null
  const rows = [
    ...changes.flows.map(flow => ({
      key: flow.id,
      name: shownFlowName((flow.is === 'removed' ? flow.before : flow.after).name),
      label: labels[flow.is]
    })),
    ...changes.settings.map(name => ({ key: name, name, label: 'Setting changed' }))
  ]
  const more = rows.length - MOST_LISTED
  return (
    <PagePart
      id="undeployed"
      title={`Changed since v${deployed.number}`}
      count={changes.count}
      more={
        <Link
          to="/connectors/$connectorId/compare/$before/$after"
          params={{ connectorId, before: String(deployed.number), after: 'draft' }}
          className={moreClass}
        >
          Compare
        </Link>
      }
    >
      <ul aria-labelledby="undeployed" className="m-0 list-none p-0">
        {rows.slice(0, MOST_LISTED).map(({ key, name, label }) => (
          <li key={key} className="flex min-h-9 items-center gap-4 border-b border-line text-body">
            <span className="min-w-0 grow truncate text-ink">{name}</span>
            <span className="shrink-0 text-ink-2">{label}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="m-0 pt-2 text-small text-ink-3">and {more} more</p>}
    </PagePart>
  )
}
