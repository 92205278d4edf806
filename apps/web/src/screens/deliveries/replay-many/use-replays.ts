import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { usePerson } from '../../../kit/page/use-person.ts'
import { type Remembered, useRemembered } from './remembered.ts'
import { type Shown, shownReplays } from './shown-replays.ts'

/** Returns the bulk replay shown above a list, of one flow or of all. `remember` stores one started here; null dismisses it. */
export const useReplays = (
  flowId: Id | null
): { shown: Shown; remember: (next: Remembered | null) => void } => {
  const { role } = usePerson()
  const [remembered, remember] = useRemembered()
  const { data } = useQuery({
    ...useTrpc().deliveries.replays.queryOptions(),
    enabled: role !== 'viewer',
    // What another page has begun meanwhile is told, but nothing is told to a page that was not open.
    staleTime: 0
  })
  const shown = data === undefined ? null : shownReplays(data, remembered, flowId)
  const told = shown?.is === 'told' ? shown.replays : null
  const { id, of = 0, begun = 0 } = told ?? {}
  const isRunning = told?.status.is === 'running'
  useEffect(() => {
    if (id !== undefined) remember({ id, of, begun, isRunning })
  }, [id, of, begun, isRunning, remember])
  return { shown, remember }
}
