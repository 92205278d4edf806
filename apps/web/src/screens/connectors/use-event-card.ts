import { type Flow, type Id, shownFlowName } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'

/**
 * Returns the name and flow of a connector's first event, for its card preview. Without an event, returns its
 * first action.
 *
 * Without either, the name is "Your first event" and `doc` is null. The name is empty while loading.
 */
export const useEventCard = (connectorId: Id): { name: string; doc: Flow | null } => {
  const trpc = useTrpc()
  const isMaker = useWhyNotMaker() === null
  const { data: flows } = useQuery({
    ...trpc.makerFlows.summaries.queryOptions({ connectorId }),
    enabled: isMaker
  })
  const event =
    flows?.find(({ kind }) => kind === 'webhook-event' || kind === 'polling-monitor') ??
    flows?.find(({ kind }) => kind === 'action')
  const { data: open } = useQuery({
    ...trpc.makerFlows.get.queryOptions({ flowId: event?.id ?? '' }),
    enabled: event !== undefined
  })
  if (isMaker && flows === undefined) return { name: '', doc: null }
  return event === undefined
    ? { name: 'Your first event', doc: null }
    : { name: shownFlowName(event.name), doc: open?.flow.doc ?? null }
}
