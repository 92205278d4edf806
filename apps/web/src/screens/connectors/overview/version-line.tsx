import { type Id, MINUTE } from '@hookwright/model'
import { Badge, useLazy } from '@hookwright/ui'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, FlaskConical, History, PencilLine, Rocket } from 'lucide-react'
import { useNow } from '../../../features/switch/use-now.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { formatAgo } from '../../../kit/page/format-ago.ts'
import { moreClass, PagePart } from '../../../kit/page/page-part.tsx'
import { lazyChanges } from '../connector-state.tsx'
import { deployedOf, type VersionView } from '../deployment/use-versions.ts'
import { RailItem, railLinkClass } from './rail-item.tsx'

/** Maximum number of versions in the section. */
const MOST = 4

const icons = { test: FlaskConical, deployed: Rocket, superseded: History } as const

const stateOf = ({ status }: VersionView) =>
  status === 'deployed' ? (
    <Badge tone="ok" icon={<Check aria-hidden />}>
      Deployed
    </Badge>
  ) : status === 'test' ? (
    <Badge>Test</Badge>
  ) : undefined

/** The draft, with its difference from the deployed version. */
const Draft = ({ connectorId, deployed }: { connectorId: Id; deployed: VersionView | undefined }) => {
  const changes = useLazy(lazyChanges, deployed !== undefined)
  return (
    <RailItem
      mark={<PencilLine aria-hidden strokeWidth={1.75} />}
      title="Draft"
      about={
        deployed === undefined ? (
          'Not deployed'
        ) : (
          <>
            {changes === null && '\u00a0'}
            {changes !== null && <changes.DraftDifference connectorId={connectorId} deployed={deployed} />}
          </>
        )
      }
    />
  )
}

/**
 * Draft and newest versions of a connector, connected by a vertical rail. Renders nothing without a version.
 */
export const VersionLine = ({ connectorId }: { connectorId: Id }) => {
  const { data: versions } = useSuspenseQuery(useTrpc().versions.list.queryOptions({ connectorId }))
  const now = useNow(MINUTE)
  if (versions.length === 0) return null
  return (
    <PagePart
      id="version-line"
      title="Versions"
      count={versions.length}
      more={
        <Link to="/connectors/$connectorId/deployment" params={{ connectorId }} className={moreClass}>
          Deployment
        </Link>
      }
    >
      <ul className="m-0 list-none p-0 pt-1">
        <Draft connectorId={connectorId} deployed={deployedOf(versions)} />
        {versions.slice(0, MOST).map(version => {
          const { id, number, status, note, createdAt, createdBy, deployedAt } = version
          const Icon = icons[status]
          const at = deployedAt ?? createdAt
          const when = `${deployedAt === null ? 'created' : 'deployed'} ${formatAgo(at, now)}, ${createdBy}`
          return (
            <RailItem
              key={id}
              isFilled={status === 'deployed'}
              mark={<Icon aria-hidden strokeWidth={1.75} />}
              title={
                <Link
                  to="/connectors/$connectorId/versions/$number"
                  params={{ connectorId, number: String(number) }}
                  className={railLinkClass}
                >
                  Version {number}
                </Link>
              }
              about={
                <span title={note === '' ? undefined : note}>
                  {note === '' ? <span className="first-letter:uppercase">{when}</span> : note}
                </span>
              }
              state={stateOf(version)}
            />
          )
        })}
      </ul>
    </PagePart>
  )
}
