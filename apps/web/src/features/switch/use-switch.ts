import type { AppRouter } from '@hookwright/api'
import type { Id, Millis, Subscription } from '@hookwright/model'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { inferRouterOutputs } from '@trpc/server'
import { useState } from 'react'
import { faultOf, type PageFault } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useLatest } from '../../kit/api/use-latest.ts'
import { useLiveState } from '../../kit/api/use-live.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { createSwitchQueue } from './switch-queue.ts'
import {
  isBusy,
  newerOf,
  type Replacing,
  replacingOf,
  type SwitchRequest,
  type SwitchState,
  switchStateOf
} from './switch-state.ts'

/** Progress of turning a flow on or off. */
export type SwitchProgress = NonNullable<inferRouterOutputs<AppRouter>['subscriptions']['progress']>

/** Progress of registering or deregistering one subscription. */
export type SubscriptionProgress = NonNullable<SwitchProgress['successor']>

/** Data about a flow's subscription, from a list of flows. */
export interface Listed {
  subscription: Subscription | null
  /** Subscription that is about to replace the current one, or that has failed to register; null for none. */
  successor: Subscription | null
  openCleanup: number
}

/** State and actions of the switch of one flow. */
export interface FlowSwitchState {
  switchState: SwitchState
  subscription: Subscription | null
  /** Progress of the last action; null while loading and for a flow that was never turned on. */
  progress: SwitchProgress | null
  /** Error of the query for the state; null when the state is known. */
  unknown: PageFault | null
  openCleanup: number
  /** State of registering the flow again while it is on; null for none. */
  replacing: Replacing | null
  /** Difference between the server clock and the local clock, to be added to local times. */
  ahead: Millis
  /** True when the server refused to turn on the flow immediately. `flows.blockers` has the reasons. */
  isBlocked: boolean
  turnOn: () => void
  /** Turns the flow off, or cancels turning it on. */
  turnOff: () => void
  /**
   * Pauses the flow, so that its deliveries are only stored, or resumes it, which runs the stored deliveries.
   */
  pause: (paused: boolean) => void
  /** Cancels registering again. */
  cancelReplacing: () => void
}

/**
 * Polling interval, in case an invalidation from the server is lost. The second interval is used without a
 * live connection.
 */
const ASK_LIVE: Millis = 5_000
const ASK_DEAF: Millis = 1_000

/** Returns the state and actions of a flow's switch. */
export const useSwitch = ({
  flowId,
  listed,
  engaged,
  draftNo = 0,
  beforeOn = async () => true
}: {
  flowId: Id
  /** Data about the flow from a list. Without it the switch runs its own queries. */
  listed: Listed | undefined
  /** True while the panel shows the progress. */
  engaged: boolean
  /** Number of the open draft, if any. */
  draftNo?: number | undefined
  /** Runs before the flow is turned on. If it resolves to false, the flow stays off. */
  beforeOn?: (() => Promise<boolean>) | undefined
}): FlowSwitchState => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const notifier = useNotifier()
  const isLive = useLiveState() === 'live'
  const [wish, setWish] = useState<SwitchRequest | null>(null)
  /** Number of the draft that could not be turned on; null for none. A later draft may succeed. */
  const [blocked, setBlocked] = useState<number | null>(null)

  const options = trpc.subscriptions.progress.queryOptions({ flowId })
  const known = queries.getQueryData(options.queryKey) ?? null
  const newest = newerOf(listed?.subscription ?? null, known?.subscription ?? null)
  const switchState = switchStateOf(newest, wish)
  const successor = newerOf(listed?.successor ?? null, known?.successor?.subscription ?? null)
  const replacing = isBusy(switchState) || switchState.is === 'off' ? null : replacingOf(successor)
  const moves = isBusy(switchState) || replacing?.is === 'under-way'
  const asks = listed === undefined || engaged || moves
  const { data, dataUpdatedAt, error } = useQuery({
    ...options,
    enabled: asks,
    refetchInterval: moves ? (isLive ? ASK_LIVE : ASK_DEAF) : false
  })
  const progress = data ?? null

  const refresh = (): Promise<unknown> =>
    Promise.all([
      queries.invalidateQueries(trpc.subscriptions.progress.queryFilter({ flowId })),
      queries.invalidateQueries(trpc.flows.summaries.queryFilter()),
      queries.invalidateQueries(trpc.flows.summary.queryFilter({ flowId }))
    ])
  /**
   * Shows the subscription from the response to a click. Data about the same subscription that has already
   * arrived is kept, since it may be newer.
   */
  const take = (subscription: Subscription): void => {
    queries.setQueryData(options.queryKey, before =>
      before?.subscription.id === subscription.id
        ? before
        : {
            subscription,
            now: subscription.startedAt,
            attempt: null,
            helper: null,
            lines: [],
            successor: null,
            openCleanup: before?.openCleanup ?? 0,
            repairing: false,
            inDoubt: before?.inDoubt ?? 0,
            lifetime: null,
            nextRun: null,
            polling: null
          }
    )
  }

  const on = useMutation(
    trpc.subscriptions.switchOn.mutationOptions({
      onMutate: () => queries.cancelQueries(trpc.subscriptions.progress.queryFilter({ flowId })),
      onSuccess: take,
      onError: thrown => {
        const { code } = faultOf(thrown)
        if (code === 'subscription.cannot-turn-on' || code === 'flow.not-saved')
          setBlocked(latest.current.draftNo)
        else if (code !== 'subscription.already-on') notifier.failed(thrown)
      }
    })
  )
  const off = useMutation(
    trpc.subscriptions.switchOff.mutationOptions({
      onError: thrown => {
        if (faultOf(thrown).code !== 'subscription.already-off') notifier.failed(thrown)
      }
    })
  )
  // What was refused has been said by then.
  const turnOn = () => on.mutateAsync({ flowId }).then(() => void refresh(), refresh)
  const turnOff = () => off.mutateAsync({ flowId }).then(refresh, refresh)
  const latest = useLatest({ beforeOn, turnOn, turnOff, draftNo })
  const [queue] = useState(() =>
    createSwitchQueue({
      beforeOn: () =>
        latest.current.beforeOn().catch(thrown => {
          notifier.failed(thrown)
          return false
        }),
      turnOn: async () => void (await latest.current.turnOn()),
      turnOff: async () => void (await latest.current.turnOff()),
      notify: to => setWish(to === null ? null : { to, at: Date.now() })
    })
  )
  const pause = useMutation(trpc.subscriptions.pause.mutationOptions({ onSettled: refresh }))
  const cancel = useMutation(trpc.subscriptions.cancelReplacing.mutationOptions({ onSettled: refresh }))

  return {
    switchState,
    subscription: newest,
    unknown: data === undefined && error !== null ? faultOf(error) : null,
    progress: progress?.subscription.id === newest?.id ? progress : null,
    // What was asked for once is not asked for again while the list alone tells.
    openCleanup: (asks ? progress?.openCleanup : undefined) ?? listed?.openCleanup ?? 0,
    ahead: progress === null ? 0 : progress.now - dataUpdatedAt,
    isBlocked: blocked === draftNo,
    turnOn: () => {
      setBlocked(null)
      queue.want('on')
    },
    turnOff: () => queue.want('off'),
    replacing,
    pause: paused => notifier.ifFails(pause.mutateAsync({ flowId, paused })),
    cancelReplacing: () => notifier.ifFails(cancel.mutateAsync({ flowId }))
  }
}
