import { type Id, shownFlowName } from '@hookwright/model'
import { Badge, Button, Notice, Spinner, type Tone } from '@hookwright/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatCount } from '../../kit/page/format-count.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { formatPlan } from './format-series.ts'
import { SeriesOutcome } from './series-outcome.tsx'
import { useUpgradePlan } from './use-upgrades.ts'

const looks: Record<'re-register' | 'in-place' | 'lost', { word: string; tone: Tone }> = {
  're-register': { word: 'Registers again', tone: 'warn' },
  'in-place': { word: 'In place', tone: 'ok' },
  lost: { word: 'Cannot upgrade', tone: 'err' }
}

/** Preview of an upgrade to the deployed version, flow by flow, with the start button. */
export const UpgradePlan = ({
  connectorId,
  flowId,
  onDone
}: {
  connectorId: Id
  /** Flow to upgrade; null for all flows of the connector. */
  flowId: Id | null
  onDone: () => void
}) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const { data, error } = useUpgradePlan(connectorId, flowId)
  const upgrade = useMutation(
    trpc.subscriptions.upgrade.mutationOptions({
      onError: notifier.failed,
      onSettled: () =>
        Promise.all(
          [trpc.flows, trpc.subscriptions].map(({ pathKey }) =>
            queries.invalidateQueries({ queryKey: pathKey() })
          )
        )
    })
  )
  if (error !== null) return <Notice tone="err">{faultOf(error).message}</Notice>
  if (data === undefined) return <Spinner />
  const plan = data.flows
  const chosen = plan.filter(({ does }) => does !== 'lost').map(each => each.flowId)
  return (
    <div className="flex flex-col gap-4">
      <p className="m-0 text-body">
        {plan.length === 0 ? 'All flows use the deployed version.' : `${formatPlan(plan)}.`}
      </p>
      <ul aria-label="Planned changes" className="m-0 flex list-none flex-col gap-3 p-0">
        {plan.map(({ flowId: id, flowName, does, from, to, reasons }) => (
          <li key={id} className="flex flex-col gap-1 border-t border-line pt-2">
            <span className="flex items-center gap-2">
              <span className="min-w-0 grow truncate text-label">
                {does === 'lost' ? (
                  <Link
                    to="/flows/$flowId"
                    params={{ flowId: id }}
                    className="text-accent-text underline"
                    onClick={onDone}
                  >
                    {shownFlowName(flowName)}
                  </Link>
                ) : (
                  shownFlowName(flowName)
                )}
              </span>
              <span className="tabular text-small text-ink-3">
                v{from} → v{to}
              </span>
              <Badge tone={looks[does].tone}>{looks[does].word}</Badge>
            </span>
            {reasons.map(reason => (
              <span key={reason} className="text-small text-ink-2">
                {reason}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {plan.some(({ does }) => does === 'lost') && (
        <p className="m-0 text-body text-ink-2">
          Flows that cannot be upgraded keep their version. Open each of these flows, choose the newer version
          in the notice above the cards, fix the problems and apply the changes.
        </p>
      )}
      <SeriesOutcome progress={data.progress} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>{chosen.length === 0 ? 'Close' : 'Cancel'}</Button>
        {chosen.length > 0 && (
          <Button
            look="primary"
            busy={upgrade.isPending || data.progress?.isRunning === true}
            onClick={() => upgrade.mutate({ flowIds: chosen, connectorId })}
          >
            {`Upgrade ${formatCount(chosen.length, 'flow')}`}
          </Button>
        )}
      </div>
    </div>
  )
}
