import type { Connector } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Circle, CircleAlert, CircleCheck } from 'lucide-react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { type ReadinessStep, readinessOf } from './readiness.ts'
import { AUTHENTICATION } from './section.tsx'

const looks = {
  open: { icon: Circle, mark: 'text-ink-3', say: 'To do' },
  done: { icon: CircleCheck, mark: 'text-ok', say: 'Done' },
  look: { icon: CircleAlert, mark: 'text-warn', say: 'Warning' }
}

/** Scrolls to the section Authentication of this page and moves the focus there. */
const showAuthentication = (): void => {
  const section = document.getElementById(AUTHENTICATION)
  section?.scrollIntoView({ block: 'start' })
  section?.focus({ preventScroll: true })
}

const Step = ({
  connectorId,
  step: { title, state, say, tab }
}: {
  connectorId: string
  step: ReadinessStep
}) => {
  const { icon: Icon, mark, say: spoken } = looks[state]
  const words = (
    <>
      <Icon aria-hidden className={cx('mt-px size-4 shrink-0', mark)} strokeWidth={1.75} />
      <span className="flex min-w-0 flex-col">
        <span className="text-label text-ink">
          {title}
          <span className="sr-only">, {spoken.toLowerCase()}:</span>
        </span>
        <span className="line-clamp-2 min-h-4 text-small break-words text-ink-2" title={say}>
          {say}
        </span>
      </span>
    </>
  )
  const className = 'flex h-full items-start gap-2 rounded-s px-3 py-2.5'
  return tab === 'overview' ? (
    <button
      type="button"
      className={cx(className, 'w-full text-left hover:bg-hover')}
      onClick={showAuthentication}
    >
      {words}
    </button>
  ) : (
    <Link
      to={`/connectors/$connectorId/${tab}`}
      params={{ connectorId }}
      search={previous => previous}
      className={cx(className, 'hover:bg-hover')}
    >
      {words}
    </Link>
  )
}

/** Checklist of the steps to a deployed connector, each with a link to its tab or section. */
export const ReadinessList = ({
  connector: { id: connectorId, authentication }
}: {
  connector: Connector
}) => {
  const trpc = useTrpc()
  const connections = useQuery(trpc.testConnections.list.queryOptions({ connectorId })).data
  const flows = useQuery(trpc.makerFlows.summaries.queryOptions({ connectorId })).data
  const findings = useQuery(trpc.versions.validate.queryOptions({ connectorId })).data
  const versions = useQuery(trpc.versions.list.queryOptions({ connectorId })).data
  const steps = readinessOf({
    authentication,
    connections: connections?.length ?? null,
    flows: flows ?? null,
    findings: findings ?? null,
    versions: versions ?? null
  })
  return (
    <div className="@container">
      <ol
        aria-label="Readiness"
        className="grid list-none grid-cols-2 gap-1 rounded-m border border-line bg-surface p-1 @min-[40rem]:grid-cols-4"
      >
        {steps.map(step => (
          <li key={step.id} className="min-w-0">
            <Step connectorId={connectorId} step={step} />
          </li>
        ))}
      </ol>
    </div>
  )
}
