import { Button, lazyPart, Notice, useLazyLayer } from '@hookwright/ui'
import { useMutation } from '@tanstack/react-query'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { formatWaiting } from '../../features/run-view/format-waiting.ts'
import { useApi } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePerson } from '../../kit/page/use-person.ts'

const keptText =
  'The request and the values are kept until the run has ended, even if “Save all data” is off.'

const lazyQuestion = lazyPart(() => import('./end-run.tsx'))

/** Confirms the end of a run that waits or is on hold, and ends it. */
export const EndRunQuestion = ({
  run,
  open,
  onOpenChange
}: {
  run: OpenedRun['run']
  open: boolean
  onOpenChange: (open: boolean) => void
}) => {
  const question = useLazyLayer(lazyQuestion, open)
  const { trpc, queryClient } = useApi()
  const notifier = useNotifier()
  const cancel = useMutation({
    ...trpc.runs.cancel.mutationOptions(),
    onSuccess: () => {
      onOpenChange(false)
      notifier.done('The run has ended.')
      return queryClient.invalidateQueries({ queryKey: trpc.runs.open.pathKey() })
    },
    onError: thrown => {
      onOpenChange(false)
      notifier.failed(thrown)
    }
  })
  return (
    question && (
      <question.EndRun
        open={open}
        onOpenChange={onOpenChange}
        run={run}
        busy={cancel.isPending}
        onEnd={() => cancel.mutate({ runId: run.id })}
      />
    )
  )
}

/** Actions on a run that is on hold. */
const Acts = ({
  run,
  goOn,
  end,
  onEnd
}: {
  run: OpenedRun['run']
  goOn: string
  end: string
  onEnd: () => void
}) => {
  const { trpc, queryClient } = useApi()
  const notifier = useNotifier()
  const person = usePerson()
  const go = useMutation({
    ...trpc.runs.goOn.mutationOptions(),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.runs.open.pathKey() }),
    onError: notifier.failed
  })
  if (person.role === 'viewer') return null
  return (
    <span className="flex shrink-0 flex-wrap gap-2">
      <Button size="card" look="primary" busy={go.isPending} onClick={() => go.mutate({ runId: run.id })}>
        {goOn}
      </Button>
      <Button size="card" onClick={onEnd}>
        {end}
      </Button>
    </span>
  )
}

/** Reason and actions for a run that waits or is on hold. Renders nothing for other runs. */
export const SuspendedRunBox = ({
  open: { run, version },
  onEnd
}: {
  open: OpenedRun
  /** Asks whether to end the run. */
  onEnd: () => void
}) => {
  const { status } = run
  const service = version?.connectorName ?? null
  switch (status.is) {
    case 'waiting': {
      const goOn = status.waitsFor.is === 'time' ? 'Resume now' : 'Retry now'
      return (
        <Notice
          tone="info"
          className="m-3 mb-0 gap-y-3"
          action={<Acts run={run} goOn={goOn} end="Cancel" onEnd={onEnd} />}
        >
          <p className="m-0">{formatWaiting(status, Date.now(), service)}</p>
          <p className="m-0 mt-1 text-small text-ink-2">{keptText}</p>
        </Notice>
      )
    }
    case 'on-hold':
      return (
        <Notice
          tone="warn"
          className="m-3 mb-0 gap-y-3"
          action={<Acts run={run} goOn="Try again" end="Close" onEnd={onEnd} />}
        >
          <p className="m-0">The run is on hold and needs a decision. {status.why}</p>
          <p className="m-0 mt-1 text-small text-ink-2">{keptText}</p>
        </Notice>
      )
    case 'queued':
    case 'running':
    case 'succeeded':
    case 'failed':
    case 'cancelled':
      return null
  }
}
