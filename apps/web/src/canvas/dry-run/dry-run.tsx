import type { AppRouter } from '@hookwright/api'
import type { DryRunGiven } from '@hookwright/cards/faces'
import type { Field, Id, Json } from '@hookwright/model'
import { Button, Notice, Select, Spinner, TextField } from '@hookwright/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { inferRouterOutputs } from '@trpc/server'
import { FlaskConical } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { faultOf } from '../../api/fault-of.ts'
import { useTrpc } from '../../api/use-api.tsx'
import { linesOfCards } from '../../switch/log-lines.ts'
import { ProgressLog } from '../../switch/progress-log.tsx'
import { useTestConnections } from '../use-choices.ts'
import { fillInputs } from './fill-inputs.ts'
import { sayWhatCame } from './say-what-came.ts'

type Progress = inferRouterOutputs<AppRouter>['dryRuns']['progress']

/** How often it is looked at while it is under way, in milliseconds. */
const LOOK = 300

/** Stands for no connection among connections. */
const NONE = ''

/** What an option is until something else is chosen. */
const firstOf = ({ initial, choices }: Field): string => {
  const [first] = choices?.from === 'static' ? choices.rows : []
  return typeof initial === 'string' ? initial : (first?.value ?? '')
}

const outcomes = {
  removed: { tone: 'ok', words: 'It was registered and removed again; nothing is left at the service.' },
  refused: { tone: 'err', words: 'The registration failed, and nothing exists at the service.' },
  left: {
    tone: 'warn',
    words: 'Something may be left at the service; the overview of the connector lists it until it is removed.'
  }
} as const

const Part = ({
  title,
  connectorId,
  flowId,
  part,
  isOver
}: {
  title: string
  connectorId: Id
  flowId: Id
  part: Progress['registration']
  isOver: boolean
}) => {
  if (part === null) return null
  const helper = { flowId, name: part.flowName ?? 'without a name', connectorId }
  return (
    <div className="flex flex-col gap-1">
      <h4 className="m-0 text-label text-ink">{title}</h4>
      <ProgressLog lines={linesOfCards({ helper, lines: part.lines }, isOver)} linksCards={false} />
    </div>
  )
}

/** Has the end of what grows seen whenever there is more of it, for what grows where nobody looks. */
const useEndInView = (length: number) => {
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (length === 0) return
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    end.current?.scrollIntoView({ block: 'nearest', behavior: isCalm ? 'auto' : 'smooth' })
  }, [length])
  return end
}

/** How much there is to read of a dry run; 0 while there is nothing. */
const lengthOf = (progress: Progress | undefined): number => {
  if (progress === undefined) return 0
  const { registration, deregistration, came, ended } = progress
  const lines = [registration, deregistration].map(part => part?.lines.length ?? 0)
  return 1 + lines.reduce((all, count) => all + count, came.arrived + (ended === null ? 0 : 1))
}

/** Registers and deregisters with the helper flows as they are set up, card by card, and leaves nothing behind. */
export const DryRun = ({ registration, deregistration, options, receiving, portOf }: DryRunGiven) => {
  const { connectorId } = useParams({ from: '/inside/connectors/$connectorId/flows/$flowId' })
  const id = useId()
  const trpc = useTrpc()
  const connections = useTestConnections(connectorId)
  const [connectionId, setConnectionId] = useState<string | null>(null)
  const [typed, setTyped] = useState<Record<string, string>>({})
  const begin = useMutation(trpc.dryRuns.begin.mutationOptions())
  const dryRunId = begin.data?.dryRunId ?? ''
  const { data, error } = useQuery({
    ...trpc.dryRuns.progress.queryOptions({ dryRunId }),
    enabled: dryRunId !== '',
    refetchInterval: query => (query.state.data?.ended ? false : LOOK)
  })
  const chosen = connectionId ?? connections[0]?.id ?? NONE
  const progress = dryRunId === '' || begin.isPending ? undefined : data
  const ended = progress?.ended ?? null
  const end = useEndInView(lengthOf(progress))
  const isBusy = begin.isPending || (dryRunId !== '' && ended === null && error === null)

  const run = (): void => {
    if (registration.flowId === null || isBusy) return
    const values = Object.fromEntries(
      options.map((option): [string, Json] => [portOf(option.id), typed[option.id] ?? firstOf(option)])
    )
    const given = (half: DryRunGiven['registration'], flowId: string) => ({
      flowId,
      inputs: fillInputs(half.inputs, values)
    })
    begin.mutate({
      connectorId,
      connectionId: chosen === NONE ? null : chosen,
      registration: given(registration, registration.flowId),
      deregistration: deregistration.flowId === null ? null : given(deregistration, deregistration.flowId),
      receiving
    })
  }

  const thrown = begin.error ?? error
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 border-t border-line pt-5">
      <h3 id={id} className="m-0 flex flex-wrap items-baseline gap-x-2 text-label text-ink">
        Dry run
        <span className="text-small text-ink-3">Registers, then removes it again</span>
      </h3>
      <div className="flex flex-wrap items-end gap-2 max-md:flex-col max-md:items-stretch">
        <Select
          label="Test connection"
          choices={[
            ...connections.map(({ id: value, name }) => ({ value, label: name })),
            { value: NONE, label: 'No connection' }
          ]}
          value={chosen}
          onValueChange={setConnectionId}
        />
        {options.map(option => (
          <TextField
            key={option.id}
            label={option.label}
            value={typed[option.id] ?? firstOf(option)}
            onValueChange={value => setTyped(before => ({ ...before, [option.id]: value }))}
          />
        ))}
        <Button
          busy={isBusy}
          disabled={registration.flowId === null}
          icon={<FlaskConical aria-hidden className="size-4" strokeWidth={1.75} />}
          onClick={run}
        >
          Run
        </Button>
      </div>
      {registration.flowId === null && (
        <p className="m-0 text-small text-ink-3">
          Choose a registration flow first; it is what is tried out.
        </p>
      )}
      {thrown !== null && <Notice tone="err">{faultOf(thrown).message}</Notice>}
      {progress !== undefined && (
        <div className="flex flex-col gap-3 rounded-s bg-sunken p-3" aria-live="polite">
          <Part
            title="Registration"
            connectorId={connectorId}
            flowId={registration.flowId ?? ''}
            part={progress.registration}
            isOver={progress.deregistration !== null || ended !== null}
          />
          <Part
            title="Deregistration"
            connectorId={connectorId}
            flowId={deregistration.flowId ?? ''}
            part={progress.deregistration}
            isOver={ended !== null}
          />
          {progress.came.arrived > 0 && (
            <p className="m-0 text-small text-ink-2">{sayWhatCame(progress.came)}</p>
          )}
          <div ref={end} className="scroll-mb-5">
            {ended === null ? (
              <Spinner />
            ) : (
              <Notice tone={outcomes[ended.is].tone}>
                {outcomes[ended.is].words} {ended.fault?.message}
              </Notice>
            )}
          </div>
        </div>
      )}
    </section>
  )
}
