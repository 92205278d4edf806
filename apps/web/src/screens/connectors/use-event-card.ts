import { type Flow, type Id, shownFlowName } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useWhyNotMaker } from '../../kit/page/use-person.ts'
import { definesEvent } from './flows/flow-groups.ts'

/** Event or action whose card can be previewed. */
export interface PreviewedCard {
  id: Id
  name: string
}

/**
 * Returns the name and flow of an event or action of a connector, for its card preview, and a list of all. By
 * default, it is the first one; events come before actions.
 *
 * Without any, the name is "Your first event" and `doc` is null. The name is empty while loading.
 */
export const useEventCard = (
  connectorId: Id,
  chosenId: Id | null = null
): { name: string; doc: Flow | null; shownId: Id | null; cards: readonly PreviewedCard[] } => {
  const trpc = useTrpc()
  const isMaker = useWhyNotMaker() === null
  const { data: flows } = useQuery({
    ...trpc.makerFlows.summaries.queryOptions({ connectorId }),
    enabled: isMaker
  })
  const cards = [
    ...(flows ?? []).filter(({ kind }) => definesEvent(kind)),
    ...(flows ?? []).filter(({ kind }) => kind === 'action')
  ].map(({ id, name }) => ({ id, name: shownFlowName(name) }))
  const shown = cards.find(({ id }) => id === chosenId) ?? cards[0]
  const about = { cards, shownId: shown?.id ?? null }
  const { data: open } = useQuery({
    ...trpc.makerFlows.get.queryOptions({ flowId: shown?.id ?? '' }),
    enabled: shown !== undefined
  })
  if (isMaker && flows === undefined) return { ...about, name: '', doc: null }
  return { ...about, name: shown?.name ?? 'Your first event', doc: open?.flow.doc ?? null }
}
