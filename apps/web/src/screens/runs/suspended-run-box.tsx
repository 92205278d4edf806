import { Button, lazyPart, Notice, useLazyLayer } from '@hookwright/ui'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { OpenedRun } from '../../features/history/api-types.ts'
import { formatWaiting } from '../../features/run-view/format-waiting.ts'
import { useApi } from '../../kit/api/use-api.tsx'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePerson } from '../../kit/page/use-person.ts'

const keptText =
  'The request and the values are kept until the run has ended, even if “Save all data” is off.'

const lazyQuestion = lazyPart(() => import('./end-run.tsx'))

/** Actions on a run that is on hold. */
const Acts = ({ run, goOn, end }: { run: OpenedRun['run']; goOn: string; end: string }) => {
  const [asks, setAsks] = useState(false)
  const question = useLazyLayer(lazyQuestion, asks)
  const { trpc, queryClient } = useApi()
  const notifier = useNotifier()
  const person = usePerson()
  const changed = {
    onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.runs.open.pathKey() }),
    onError: notifier.failed
  }
  const go = useMutation({ ...trpc.runs.goOn.mutationOptions(), ...changed })
  const cancel = useMutation({
    ...trpc.runs.cancel.mutationOptions(),
    onSuccess: () => {
      setAsks(false)
      notifier.done('The run has ended.')
      return changed.onSuccess()
    },
    onError: thrown => {
      setAsks(false)
      notifier.failed(thrown)
    }
  })
  if (person.role === 'viewer') return null
  return (
    <span className="flex shrink-0 flex-wrap gap-2">
      <Button size="card" look="primary" busy={go.isPending} onClick={() => go.mutate({ runId: run.id })}>
        {goOn}
      </Button>
      <Button size="card" onClick={() => setAsks(true)}>
        {end}
      </Button>
      {question !== null && (
        <question.EndRun
          open={asks}
          onOpenChange={setAsks}
          run={run}
          busy={cancel.isPending}
          onEnd={() => cancel.mutate({ runId: run.id })}
        />
      )}
    </span>
  )
}

/** Reason and actions for a run that waits or is on hold. Renders nothing for other runs. */
export const SuspendedRunBox = ({ open: { run, version } }: { open: OpenedRun }) => {
  const { status } = run
  const service = version?.connectorName ?? null
  switch (status.is) {
    case 'waiting': {
      const goOn = status.waitsFor.is === 'time' ? 'Resume now' : 'Retry now'
      return (
        <Notice tone="info" className="m-3 mb-0 gap-y-3" action={<Acts run={run} goOn={goOn} end="Cancel" />}>
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
          action={<Acts run={run} goOn="Try again" end="Close" />}
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
