import type { AppRouter } from '@hookwright/api'
import type { Id } from '@hookwright/model'
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { type UseNavigateResult, useNavigate } from '@tanstack/react-router'
import type { inferRouterOutputs } from '@trpc/server'
import { Inbox, ListVideo } from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { timeFormat } from '../../kit/page/time-format.ts'

type Found = inferRouterOutputs<AppRouter>['search']['byId'][number]

const timeOf = timeFormat({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

/** Returns the hex digits of a text that may be the beginning of an id; null for any other text. */
export const idDigitsOf = (typed: string): string | null => {
  const digits = typed.trim().replaceAll('-', '').toLowerCase()
  return /^[0-9a-f]{4,32}$/.test(digits) ? digits : null
}

const wayTo = (navigate: UseNavigateResult<string>, is: Found['is'], id: Id): Action => ({
  id: `${is}.open.${id}`,
  label: id,
  group: is === 'delivery' ? 'Deliveries' : 'Runs',
  kind: is,
  icon: is === 'delivery' ? Inbox : ListVideo,
  words: `${is} ${id.replaceAll('-', '')}`,
  run: () =>
    is === 'delivery'
      ? void navigate({ to: '/deliveries/$deliveryId', params: { deliveryId: id } })
      : void navigate({ to: '/runs/$runId', params: { runId: id } })
})

/**
 * Returns the palette action for a recently opened delivery or run, from its stored action id. Empty for any
 * other id.
 */
const wayBack = (navigate: UseNavigateResult<string>, actionId: string): Action[] => {
  const [, is, id] = /^(delivery|run)\.open\.([0-9a-f-]{36})$/.exec(actionId) ?? []
  return id === undefined ? [] : [wayTo(navigate, is === 'run' ? 'run' : 'delivery', id)]
}

/**
 * Returns palette entries for the user's deliveries and runs.
 *
 * These are the items with an id that begins with the typed text, and recently opened items.
 */
export const useFoundById = (typed: string, recent: readonly string[]): Action[] => {
  const navigate = useNavigate()
  const id = idDigitsOf(typed)
  const { data } = useQuery({
    ...useTrpc().search.byId.queryOptions(id === null ? skipToken : { id }),
    placeholderData: keepPreviousData
  })
  return useMemo(() => {
    const found = (id === null ? [] : (data ?? [])).map(
      ({ is, id: found, flowName, at, status }): Action => ({
        ...wayTo(navigate, is, found),
        hint: [flowName, status, timeOf(at)].filter(Boolean).join(' · ')
      })
    )
    const ids = new Set(found.map(action => action.id))
    const back = recent.filter(known => !ids.has(known)).flatMap(known => wayBack(navigate, known))
    return [...found, ...back]
  }, [id, data, recent, navigate])
}
