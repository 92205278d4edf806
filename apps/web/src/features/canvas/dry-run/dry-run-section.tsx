import type { AppRouter } from '@hookwright/api'
import type { DryRunProps } from '@hookwright/cards/views'
import { type Id, SECOND } from '@hookwright/model'
import { Button, Notice, Ring, Select } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { inferRouterOutputs } from '@trpc/server'
import { FlaskConical, Trash2 } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { linesOfCards } from '../../switch/log-lines.ts'
import { ProgressLog } from '../../switch/progress-log.tsx'
import { useCanvas } from '../use-canvas.tsx'
import { useTestConnections } from '../use-choices.ts'
import { connectionOfDryRun, NONE } from './connection-of-dry-run.ts'
import { formatRequests } from './format-requests.ts'
import { termsOfDryRun } from './terms-of-dry-run.ts'

type Progress = inferRouterOutputs<AppRouter>['dryRuns']['progress']

/** Polling interval of a running dry run, in milliseconds. */
const LOOK = 300

const outcomes = {
  removed: {
    tone: 'ok',
    words: 'The dry run created the registration and removed it again. Nothing is left at the service.'
  },
  found: {
    tone: 'warn',
    words:
      'The registration flow failed, but the service created the registration. Hookwright found and removed it.'
  },
  refused: { tone: 'err', words: 'The registration flow failed. No registration was left at the service.' },
  cancelled: { tone: 'info', words: 'The dry run was cancelled before anything was registered.' },
  left: { tone: 'warn', words: 'The registration may still exist at the service.' }
} as const

/** Elapsed time of the running helper flow, and a button that cancels the dry run while it registers. */
const Clock = ({
  progress: { now, limit, registration, deregistration },
  isCancelling,
  onCancel
}: {
  progress: Progress
  isCancelling: boolean
  onCancel: () => void
}) => {
  const passed = Math.max(0, now - (deregistration ?? registration ?? { startedAt: now }).startedAt)
  const what = deregistration === null ? 'Registering' : 'Removing'
  return (
    <p className="m-0 flex min-h-8 items-center gap-2 text-small text-ink-2">
      <Ring part={passed / limit} label={what} />
      <span className="tabular grow">
        {what}: {Math.floor(passed / SECOND)} of {limit / SECOND} s
      </span>
      {deregistration === null && (
        <Button size="card" busy={isCancelling} onClick={onCancel}>
          Cancel dry run
        </Button>
      )}
    </p>
  )
}

const Part = ({
  title,
  connectorId,
  part,
  isOver
}: {
  title: string
  connectorId: Id
  part: Progress['registration']
  isOver: boolean
}) => {
  if (part === null) return null
  const helper = { flowId: part.flowId, name: part.flowName ?? 'Unnamed flow', connectorId }
  return (
    <div className="flex flex-col gap-1">
      <h4 className="m-0 text-label text-ink">{title}</h4>
      <ProgressLog lines={linesOfCards({ helper, lines: part.lines }, isOver)} linksCards={false} />
    </div>
  )
}

/**
 * Button that removes the registration that a dry run left at the service. The cleanup entry and the dry run
 * have the same id.
 */
const RemoveLeft = ({ dryRunId }: { dryRunId: Id }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const remove = useMutation(
    trpc.orphans.remove.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: trpc.orphans.pathKey() })
    })
  )
  const fault = remove.error === null ? (remove.data ?? null) : faultOf(remove.error)
  if (remove.isSuccess && fault === null) return <span role="status">The registration was removed.</span>
  return (
    <span className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
      {fault !== null && (
        <span role="status" className="w-full">
          {fault.message}
        </span>
      )}
      <Button
        size="card"
        busy={remove.isPending}
        icon={<Trash2 aria-hidden className="size-4" strokeWidth={1.75} />}
        onClick={() => remove.mutate({ orphanId: dryRunId })}
      >
        {fault === null ? 'Remove at the service' : 'Try again'}
      </Button>
      <Link to="/registrations" className="underline">
        Open Registrations
      </Link>
    </span>
  )
}

/** Scrolls to the end of the content whenever it grows. */
const useEndInView = (length: number) => {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (length === 0) return
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    end.current?.scrollIntoView({ block: 'nearest', behavior: isCalm ? 'auto' : 'smooth' })
  }, [length])
  return end
}

/** Returns the number of displayed entries of a dry run; 0 before the first entry. */
const lengthOf = (progress: Progress | undefined): number => {
  if (progress === undefined) return 0
  const { registration, deregistration, came, ended } = progress
  const lines = [registration, deregistration].map(part => part?.lines.length ?? 0)
  return 1 + lines.reduce((all, count) => all + count, came.arrived + (ended === null ? 0 : 1))
}

/**
 * Section that tests the configured helper flows: it registers and deregisters, card by card, and leaves
 * nothing at the service.
 */
export const DryRunSection = ({ card, edits, isReady, options, values, missing, receiving }: DryRunProps) => {
  const { connectorId } = useParams({ from: '/inside/connectors/$connectorId/flows/$flowId' })
  const id = useId()
  const trpc = useTrpc()
  const canvas = useCanvas()
  const known = useTestConnections(connectorId)
  const connections = known ?? []
  const [connectionId, setConnectionId] = useState<string | null>(null)
  const [refused, setRefused] = useState<string | null>(null)
  const begin = useMutation(trpc.dryRuns.begin.mutationOptions())
  const cancel = useMutation(trpc.dryRuns.cancel.mutationOptions())
  const dryRunId = begin.data?.dryRunId ?? ''
  const { data, error } = useQuery({
    ...trpc.dryRuns.progress.queryOptions({ dryRunId }),
    enabled: dryRunId !== '',
    refetchInterval: query => (query.state.data?.ended ? false : LOOK)
  })
  const connection = connectionOfDryRun(known, connectionId)
  const progress = dryRunId === '' || begin.isPending ? undefined : data
  const ended = progress?.ended ?? null
  const end = useEndInView(lengthOf(progress))
  const isBusy = begin.isPending || (dryRunId !== '' && ended === null && error === null)

  const run = (): void => {
    if (!isReady || isBusy) return
    if (missing !== null) {
      setRefused(`“${missing}” is required. Choose a value first.`)
      return
    }
    try {
      const terms = termsOfDryRun(canvas, { card, edits, values })
      setRefused(null)
      begin.mutate({
        connectorId,
        connectionId: connection.connectionId,
        receiving,
        ...terms
      })
    } catch (thrown) {
      setRefused(faultOf(thrown).message)
    }
  }

  const thrown = begin.error ?? error
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <h3 id={id} className="m-0 flex flex-wrap items-baseline gap-x-2 text-label text-ink">
        Dry run
        <span className="text-small text-ink-3">Creates a registration at the service, then removes it</span>
      </h3>
      <div className="flex flex-col gap-3">
        <Select
          label="Test connection"
          choices={[
            ...connections.map(({ id: value, name }) => ({ value, label: name })),
            { value: NONE, label: 'No connection' }
          ]}
          value={connection.connectionId ?? NONE}
          onValueChange={setConnectionId}
        />
        {options(connection)}
        <Button
          busy={isBusy}
          disabled={!isReady}
          icon={<FlaskConical aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={run}
        >
          Run
        </Button>
      </div>
      {!isReady && (
        <p className="m-0 text-small text-ink-3">
          Choose the registration flow that the dry run should test.
        </p>
      )}
      {refused !== null && <Notice tone="err">{refused}</Notice>}
      {thrown !== null && <Notice tone="err">{faultOf(thrown).message}</Notice>}
      {progress !== undefined && (
        <div className="flex flex-col gap-3 rounded-s bg-sunken p-3" aria-live="polite">
          <Part
            title="Registration"
            connectorId={connectorId}
            part={progress.registration}
            isOver={progress.deregistration !== null || ended !== null}
          />
          <Part
            title="Deregistration"
            connectorId={connectorId}
            part={progress.deregistration}
            isOver={ended !== null}
          />
          {progress.came.arrived > 0 && (
            <p className="m-0 text-small text-ink-2">{formatRequests(progress.came)}</p>
          )}
          <div ref={end} className="scroll-mb-5">
            {ended === null ? (
              <Clock
                progress={progress}
                isCancelling={cancel.isPending || cancel.isSuccess}
                onCancel={() => cancel.mutate({ dryRunId })}
              />
            ) : (
              <Notice tone={outcomes[ended.is].tone}>
                {outcomes[ended.is].words} {ended.is !== 'cancelled' && ended.fault?.message}{' '}
                {ended.is === 'left' && <RemoveLeft dryRunId={dryRunId} />}
              </Notice>
            )}
          </div>
        </div>
      )}
    </section>
  )
}
