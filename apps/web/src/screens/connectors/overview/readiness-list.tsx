import type { Connector } from '@hookwright/model'
import { cx } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, Circle, CircleAlert } from 'lucide-react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { type ReadinessStep, readinessOf } from './readiness.ts'

const looks = {
  open: { icon: Circle, mark: 'text-ink-3', say: 'To do' },
  done: { icon: Check, mark: 'text-ok', say: 'Done' },
  look: { icon: CircleAlert, mark: 'text-warn', say: 'Warning' }
}

const Step = ({
  connectorId,
  step: { title, state, say, tab, at }
}: {
  connectorId: string
  step: ReadinessStep
}) => {
  const { icon: Icon, mark, say: spoken } = looks[state]
  return (
    <Link
      to={`/connectors/$connectorId/${tab}`}
      params={{ connectorId }}
      search={previous => previous}
      {...(at !== undefined && { hash: at })}
      className="flex h-full items-start gap-2 rounded-s px-2 py-2.5 hover:bg-hover"
    >
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
    </Link>
  )
}

/** Checklist of the steps to a deployed connector, each with a link to its tab; renders nothing once all are done. */
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
  const done = steps.filter(({ state }) => state === 'done').length
  const isKnown = connections && flows && findings && versions
  if (!isKnown || done === steps.length) return null
  return (
    <section aria-label="Setup" className="@container flex flex-col">
      <header className="flex min-h-8 items-center gap-2 border-b border-line pb-1">
        <h2 className="m-0 text-h3">Setup</h2>
        <span className="tabular text-small text-ink-3">
          {done} of {steps.length} done
        </span>
      </header>
      <ol
        aria-label="Readiness"
        className="-mx-2 my-1 grid list-none grid-cols-2 p-0 @min-[40rem]:grid-cols-4"
      >
        {steps.map(step => (
          <li key={step.id} className="min-w-0">
            <Step connectorId={connectorId} step={step} />
          </li>
        ))}
      </ol>
    </section>
  )
}
