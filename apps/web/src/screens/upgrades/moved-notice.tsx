import { shownFlowName } from '@hookwright/model'
import { Button, Notice } from '@hookwright/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { usePerson } from '../../kit/page/use-person.ts'
import { formatMoved } from './format-series.ts'
import { SeriesOutcome } from './series-outcome.tsx'

/**
 * Notice that services still send events to a former URL of the server, with a button to register the flows
 * again. Renders nothing without such flows.
 */
export const MovedNotice = () => {
  const mayAct = usePerson().role !== 'viewer'
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const options = trpc.subscriptions.moved.queryOptions()
  const { data } = useQuery({
    ...options,
    enabled: mayAct,
    refetchInterval: ({ state }) => (state.data?.progress?.isRunning === true ? 1_000 : false)
  })
  const move = useMutation(
    trpc.subscriptions.moveHouse.mutationOptions({
      onError: notifier.failed,
      onSettled: () => queries.invalidateQueries(options)
    })
  )
  if (data === undefined) return null
  const { publicUrl, flows, progress } = data
  const left = flows.filter(({ byHand }) => !byHand)
  const byHand = flows.filter(flow => flow.byHand)
  if (flows.length === 0 && progress === null) return null
  return (
    <section aria-label="Changed public URL" className="flex flex-col">
      {flows.length > 0 && (
        <Notice
          tone="warn"
          className="rounded-none"
          action={
            left.length > 0 ? (
              <Button
                size="card"
                busy={move.isPending || progress?.isRunning === true}
                onClick={() => move.mutate({ flowIds: left.map(({ flowId }) => flowId) })}
              >
                {`Register ${formatCount(left.length, 'flow')} again`}
              </Button>
            ) : undefined
          }
        >
          The public URL of this server is now {publicUrl}.{left.length > 0 && ` ${formatMoved(left.length)}`}
          {byHand.length > 0 &&
            ` Manually enter the new address at the service for ${byHand.map(({ flowName }) => `“${shownFlowName(flowName)}”`).join(', ')}. The path of the Event URL does not change.`}
        </Notice>
      )}
      <SeriesOutcome progress={progress} />
    </section>
  )
}
