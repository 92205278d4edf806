import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { usePerson } from '../../../kit/page/use-person.ts'
import type { BulkReplay } from './bulk-replay.ts'
import { useRemembered } from './remembered.ts'
import { shownReplay } from './shown-replays.ts'

/** Returns the bulk replay shown above a list, of one flow or of all. `remember` stores one started here; null dismisses it. */
export const useReplays = (
  flowId: Id | null
): { shown: BulkReplay | null; remember: (next: Id | null) => void } => {
  const { role } = usePerson()
  const [remembered, remember] = useRemembered()
  const { data } = useQuery({
    ...useTrpc().deliveries.replays.queryOptions(),
    enabled: role !== 'viewer',
    // What another page has begun meanwhile is told, but nothing is told to a page that was not open.
    staleTime: 0
  })
  const shown = data === undefined ? null : shownReplay(data, remembered, flowId)
  const id = shown?.id
  useEffect(() => {
    if (id !== undefined) remember(id)
  }, [id, remember])
  return { shown, remember }
}
