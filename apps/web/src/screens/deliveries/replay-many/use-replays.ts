import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { usePerson } from '../../../kit/page/use-person.ts'
import type { BulkReplay } from './bulk-replay.ts'
import { shownReplay } from './shown-replays.ts'

const PLACE = 'hookwright.replays'

/**
 * Returns the id of the bulk replay to show until it is dismissed, and a setter. The id is stored in this
 * browser.
 */
const useRemembered = (): [Id | null, (next: Id | null) => void] => {
  const [value, setValue] = useState<Id | null>(() => localStorage.getItem(PLACE))
  const change = useCallback((next: Id | null): void => {
    if (next === null) localStorage.removeItem(PLACE)
    else localStorage.setItem(PLACE, next)
    setValue(next)
  }, [])
  return [value, change]
}

/**
 * Returns the bulk replay to show above a list, of one flow or of all. `remember` stores the id of a new bulk
 * replay; null dismisses it.
 */
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
