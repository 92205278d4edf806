import { Button, Dialog, Notice } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Facts } from '../../features/history/facts.tsx'
import { formatSize } from '../../features/history/format-time.ts'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import { Loading } from '../../kit/page/loading.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import type { FlowRetention } from './api-types.ts'
import { ClearData } from './clear-data.tsx'
import { formatClearing, formatDeliveries, formatNeeded, formatRuns } from './format-kept.ts'
import { PlacesField } from './places-field.tsx'
import { placesIn } from './places-in.ts'

/** Formats an amount of data: `12 deliveries, 1.2 kB`. An incomplete count is marked. */
const formatAmount = (what: string, bytes: number, more: boolean): string =>
  `${more ? 'more than ' : ''}${what}, ${formatSize(bytes)}`

const Redaction = ({ flowId, keeping }: { flowId: string; keeping: FlowRetention }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const [text, setText] = useState(keeping.redaction.join('\n'))
  const redact = useMutation(trpc.keeping.redactFlow.mutationOptions())
  const { places, error } = placesIn(text)
  const isSame = places.join('\n') === keeping.redaction.join('\n')
  const { redaction: everywhere } = keeping.rules
  const save = (event: FormEvent): void => {
    event.preventDefault()
    if (error !== null || isSame) return
    notifier.ifFails(
      redact.mutateAsync({ flowId, paths: places }).then(async () => {
        await queries.invalidateQueries({ queryKey: trpc.keeping.ofFlow.queryKey({ flowId }) })
        setText(places.join('\n'))
        notifier.done('Saved. The rules apply to deliveries whose last run has not ended yet.')
      })
    )
  }
  return (
    <form className="flex flex-col gap-2" onSubmit={save} noValidate>
      <PlacesField
        label="Redacted values"
        description="One path per line. When the last run of a delivery ends, these values are replaced by a placeholder in bodies, traces and results. The delivery can then no longer be replayed with them, and its signature can no longer be verified."
        value={text}
        onValueChange={setText}
        error={error}
      />
      {everywhere.length > 0 && (
        <p className="m-0 text-small text-ink-3">
          For all flows: <span className="font-code">{everywhere.join(', ')}</span>
        </p>
      )}
      <Button type="submit" className="self-end" disabled={error !== null || isSame} busy={redact.isPending}>
        Save
      </Button>
    </form>
  )
}

const Kept = ({ flowId, keeping }: { flowId: string; keeping: FlowRetention }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const [isAsked, ask] = useState(false)
  const clear = useMutation(trpc.keeping.clear.mutationOptions())
  const { kept, clearing, saveAll, rules } = keeping
  const needed = formatNeeded(kept.needed)
  const isRunning = clearing?.status.is === 'running'
  const left = clearing?.status.is === 'done' ? formatNeeded(clearing.needed) : null
  const refresh = async (): Promise<void> => {
    await queries.invalidateQueries({ queryKey: trpc.keeping.ofFlow.queryKey({ flowId }) })
    await queries.invalidateQueries({ queryKey: trpc.flows.pathKey() })
  }
  return (
    <section aria-label="Stored data" className="flex flex-col gap-3">
      <Facts
        label="Stored data"
        facts={[
          [
            'Save all data',
            saveAll
              ? `On: values are kept for ${formatCount(rules.payloadDays, 'day')}`
              : 'Off: values are erased when the last run of a delivery ends. Values of a run on hold are kept.'
          ],
          ['Request bodies', formatAmount(formatDeliveries(kept.deliveries), kept.bytes, kept.more)],
          ['Traces and results', formatAmount(formatRuns(kept.runs), kept.traceBytes, kept.more)]
        ]}
      />
      {clearing !== null && (
        <Notice tone={clearing.status.is === 'failed' ? 'err' : isRunning ? 'info' : 'ok'}>
          {formatClearing(clearing)} {left}
        </Notice>
      )}
      <Button className="self-start" look="danger" disabled={isRunning} onClick={() => ask(true)}>
        Clear data…
      </Button>
      <ClearData
        open={isAsked}
        onOpenChange={ask}
        busy={clear.isPending}
        what={
          <>
            <p className="m-0">
              This permanently deletes the bodies of{' '}
              {formatAmount(formatDeliveries(kept.deliveries), kept.bytes, kept.more)}, and the traces and
              results of {formatAmount(formatRuns(kept.runs), kept.traceBytes, kept.more)}.
            </p>
            {needed !== null && <p className="m-0">{needed}</p>}
          </>
        }
        onClear={params =>
          notifier.ifFails(
            clear
              .mutateAsync({ flowId, ...params })
              .then(refresh)
              .finally(() => ask(false))
          )
        }
      />
    </section>
  )
}

const Body = ({ flowId }: { flowId: string }) => {
  const { data, error } = useQuery(useTrpc().keeping.ofFlow.queryOptions({ flowId }, { staleTime: 0 }))
  if (data === undefined) {
    return error === null ? <Loading /> : <Notice tone="err">{faultOf(error).message}</Notice>
  }
  return (
    <div className="flex flex-col gap-5">
      <Kept flowId={flowId} keeping={data} />
      <Redaction flowId={flowId} keeping={data} />
    </div>
  )
}

/** Dialog about a flow's stored data: amount, redaction and a button to clear it. */
export const FlowDataDialog = ({
  flow,
  onClose
}: {
  /** Flow to show; null while the dialog is closed. */
  flow: { id: string; name: string | null } | null
  onClose: () => void
}) => (
  <Dialog
    open={flow !== null}
    onOpenChange={open => !open && onClose()}
    title={`Data of ${flow?.name ?? 'this flow'}`}
    size="w-140"
  >
    {flow !== null && <Body flowId={flow.id} />}
  </Dialog>
)
