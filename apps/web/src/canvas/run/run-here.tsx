import { valueText } from '@hookwright/cards/faces'
import { nameOfType, type RunStatus } from '@hookwright/model'
import { Button, Notice, Select, Switch, TextArea, TextField } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Play } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useStore } from 'zustand'
import { useTrpc } from '../../api/use-api.tsx'
import { goToCard } from '../commands/choose.ts'
import { useCanvas, useDrawing } from '../use-canvas.tsx'
import { readTyped, type StartField, startFieldsOf } from './start-fields.ts'
import type { RunHere } from './use-run-here.ts'

const NO_CONNECTION = '-'

const StartValue = ({
  field,
  value,
  flaw,
  onValue
}: {
  field: StartField
  value: string
  flaw: string | null
  onValue: (value: string) => void
}) => {
  const { kind, list } = field.dataType
  const given = {
    label: field.label,
    required: field.required,
    value,
    onValueChange: onValue,
    error: flaw,
    aside: <span className="text-small text-ink-3">{nameOfType(field.dataType)}</span>
  }
  if (kind === 'boolean' && !list)
    return (
      <Switch
        label={field.label}
        checked={value === 'true'}
        onCheckedChange={checked => onValue(String(checked))}
      />
    )
  return kind === 'object' || list ? (
    <TextArea {...given} rows={2} inputClass="font-code text-code" />
  ) : (
    <TextField {...given} size="card" />
  )
}

const statusWords = (status: RunStatus): string => {
  switch (status.is) {
    case 'succeeded':
      return status.stoppedAt === undefined ? 'Succeeded' : 'Succeeded, stopped early'
    case 'failed':
      return status.fault.message
    case 'cancelled':
      return 'Cancelled'
    case 'queued':
    case 'running':
    case 'waiting':
    case 'parked':
      return status.is
  }
}

const Outcome = ({ run }: { run: RunHere }) => {
  const canvas = useCanvas()
  const cards = useDrawing(drawing => drawing.cards)
  const { ended } = run
  if (ended === null) return null
  const failedAt =
    ended.status.is === 'failed'
      ? ended.status.at.findLast(id => typeof id === 'string' && cards.has(id))
      : undefined
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <Notice
        tone={ended.status.is === 'failed' ? 'err' : 'ok'}
        action={
          typeof failedAt === 'string' ? (
            <Button size="card" onClick={() => goToCard(canvas, failedAt)}>
              Show card
            </Button>
          ) : undefined
        }
      >
        {statusWords(ended.status)}
        {ended.took !== null && <span className="tabular text-ink-3"> · {ended.took} ms</span>}
      </Notice>
      {ended.result !== null && (
        <dl className="m-0 grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-body" aria-label="Result">
          {ended.result.map(({ label, value }) => (
            <div key={label} className="contents">
              <dt className="text-ink-2">{label}</dt>
              <dd className="m-0 min-w-0 font-code text-code break-words">{valueText(value)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  )
}

/** Runs the open flow on the server, with typed values and a chosen test connection, and shows how it came out. */
export const RunForm = ({ run }: { run: RunHere }) => {
  const canvas = useCanvas()
  const { busy } = useStore(canvas.run)
  useDrawing(drawing => drawing.flow.cards[drawing.flow.strip[0] ?? ''])
  const fields = startFieldsOf(canvas)
  const [typed, setTyped] = useState<Record<string, string>>({})
  const [flaws, setFlaws] = useState<Record<string, string>>({})
  const [connectionId, setConnectionId] = useState(NO_CONNECTION)
  const trpc = useTrpc()
  const { data: connections = [] } = useQuery(
    trpc.testConnections.list.queryOptions({ connectorId: canvas.connectorId })
  )

  const start = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const read = fields.map(field => {
      const blank = field.dataType.kind === 'boolean' && !field.dataType.list ? 'false' : ''
      return { field, result: readTyped(typed[field.id] ?? blank, field) }
    })
    setFlaws(
      Object.fromEntries(
        read.flatMap(({ field, result }) => ('flaw' in result ? [[field.id, result.flaw]] : []))
      )
    )
    if (read.some(({ result }) => 'flaw' in result)) return
    const values = Object.fromEntries(
      read.flatMap(({ field, result }) => ('value' in result ? [[field.id, result.value]] : []))
    )
    await run.start(values, connectionId === NO_CONNECTION ? null : connectionId)
  }

  return (
    <div className="grid gap-4 p-3 lg:grid-cols-2">
      <form
        className="grid min-w-0 content-start gap-3 sm:grid-cols-2"
        onSubmit={event => void start(event)}
        noValidate
      >
        {fields.map(field => (
          <StartValue
            key={field.id}
            field={field}
            value={typed[field.id] ?? ''}
            flaw={flaws[field.id] ?? null}
            onValue={value => setTyped(all => ({ ...all, [field.id]: value }))}
          />
        ))}
        <Select
          label="Test connection"
          size="card"
          choices={[
            { value: NO_CONNECTION, label: 'No connection' },
            ...connections.map(({ id, name }) => ({ value: id, label: name }))
          ]}
          value={connectionId}
          onValueChange={setConnectionId}
        />
        <div className="sticky bottom-0 flex items-center gap-2 bg-surface py-1 sm:col-span-2">
          <Button
            look="primary"
            type="submit"
            busy={busy}
            icon={<Play aria-hidden className="size-4" strokeWidth={1.75} />}
          >
            Run
          </Button>
          {run.ended !== null && (
            <Button look="quiet" onClick={run.clear}>
              Clear
            </Button>
          )}
        </div>
      </form>
      <div aria-live="polite">
        <Outcome run={run} />
      </div>
    </div>
  )
}
