import { KEPT_DRAFTS, shownFlowName } from '@hookwright/model'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useParams, useSearch } from '@tanstack/react-router'
import { openUserFlowQuery } from '../../features/canvas/open-user-flow-query.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { useMedia } from '../../kit/page/use-media.ts'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import type { ListedState } from './format-state.ts'
import { StateList } from './state-list.tsx'
import { StateView } from './state-view.tsx'

/**
 * Returns the draft that a selected state is compared with. It is the current draft (`now`) or the draft
 * before the state (`before`); undefined if there is none.
 */
const otherOf = (
  states: readonly ListedState[],
  state: ListedState,
  comparesWith: 'before' | 'now'
): ListedState | undefined =>
  comparesWith === 'now' && !state.isCurrent
    ? states.find(({ isCurrent }) => isCurrent)
    : states.slice(states.indexOf(state) + 1).find(({ is }) => is === 'draft')

/** History of a user's flow: its earlier drafts and live revisions, each of which can be restored. */
export const FlowHistoryPage = () => {
  const { flowId } = useParams({ from: '/inside/flows/$flowId/history' })
  const search = useSearch({ from: '/inside/flows/$flowId/history' })
  const trpc = useTrpc()
  const { data: states } = useSuspenseQuery({ ...trpc.flows.history.queryOptions({ flowId }), staleTime: 0 })
  const { data: opened } = useSuspenseQuery(openUserFlowQuery(trpc, flowId))
  const isSmall = useMedia('(max-width: 767px)')
  const named = states.find(({ key }) => key === search.at)
  const chosen = named ?? (isSmall ? undefined : states[0])
  const comparesWith = search.with ?? 'before'
  usePageTitle(`Change history of ${shownFlowName(opened.flow.name)}`)
  return (
    <div className="flex min-h-0 grow">
      <section
        aria-label="History"
        className={`flex w-80 shrink-0 flex-col overflow-y-auto border-r border-line bg-surface p-3 max-md:w-full max-md:border-r-0 ${isSmall && chosen !== undefined ? 'hidden' : ''}`}
      >
        <h1 className="m-0 px-3 pt-2 pb-1 text-h2">Change history</h1>
        <p className="m-0 px-3 pb-3 text-small text-ink-2">
          The newest {KEPT_DRAFTS} drafts are kept. Restoring a draft does not change the running revision.
        </p>
        <StateList states={states} chosen={chosen?.key} />
      </section>
      {chosen !== undefined && (
        <StateView
          key={`${chosen.key} ${comparesWith}`}
          flowId={flowId}
          state={chosen}
          other={otherOf(states, chosen, comparesWith)}
          comparesWith={comparesWith}
        />
      )}
    </div>
  )
}
