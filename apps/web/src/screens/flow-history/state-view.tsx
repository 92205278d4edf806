import { cardSpecs } from '@hookwright/cards'
import { compareFlows, type Id } from '@hookwright/model'
import { Button, Select, useToasts } from '@hookwright/ui'
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useNavigate, useRouter } from '@tanstack/react-router'
import { ArrowLeft, RotateCcw } from 'lucide-react'
import { useMemo } from 'react'
import { connectorOfCard } from '../../features/canvas/connector-of-card.ts'
import { openUserFlowQuery } from '../../features/canvas/open-user-flow-query.ts'
import { ReadOnlyFlow } from '../../features/canvas/read-only-flow.tsx'
import { handOverState } from '../../features/canvas/restored-state.ts'
import { alone } from '../../kit/api/api.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { useNotifier } from '../../kit/page/use-notifier.ts'
import { type ListedState, titleOfState } from './format-state.ts'
import { type OpenState, openState } from './open-state.ts'
import { StateChanges } from './state-changes.tsx'

const compareChoices = [
  { value: 'before', label: 'the draft before' },
  { value: 'now', label: 'the current draft' }
] as const

const useStateOf = (flowId: Id, key: string | undefined): OpenState | undefined => {
  const { data } = useQuery({
    ...useTrpc().flows.state.queryOptions({ flowId, state: key ?? '' }, alone),
    enabled: key !== undefined
  })
  return data
}

/** An earlier state of a flow: its canvas, its changes, and a button to restore it. */
export const StateView = ({
  flowId,
  state,
  other,
  comparesWith
}: {
  flowId: Id
  state: ListedState
  /** State to compare with; undefined for the oldest state. */
  other: ListedState | undefined
  comparesWith: 'before' | 'now'
}) => {
  const trpc = useTrpc()
  const notifier = useNotifier()
  const router = useRouter()
  const navigate = useNavigate()
  const { show } = useToasts()
  const { data: opened } = useSuspenseQuery(openUserFlowQuery(trpc, flowId))
  const shown = useStateOf(flowId, state.key)
  const compared = useStateOf(flowId, other?.key)
  const take = useMutation(trpc.flows.takeState.mutationOptions({ onError: notifier.failed }))
  const from = minuteTime(state.at)

  const differences = useMemo(() => {
    if (shown === undefined || compared === undefined) return []
    return comparesWith === 'now'
      ? compareFlows(shown.doc, compared.doc)
      : compareFlows(compared.doc, shown.doc)
  }, [shown, compared, comparesWith])

  const looked = useMemo(() => {
    if (shown === undefined) return null
    const { events, actions, connections } = opened
    const addressOf = (id: Id) => ({ to: '/flows/$flowId' as const, params: { flowId: id } })
    return openState({
      ...{ flowId, state: shown, connections, toast: show },
      differences: differences.filter(({ is }) => comparesWith === 'before' || is !== 'added'),
      connectorOf: connectorOfCard(cardSpecs, [...events, ...actions]),
      openFlow: id => void navigate(addressOf(id)),
      hrefOfFlow: id => router.buildLocation(addressOf(id)).href
    })
  }, [flowId, shown, differences, comparesWith, opened, show, navigate, router])

  const restore = async (): Promise<void> => {
    const { doc } = await take.mutateAsync({ flowId, state: state.key })
    handOverState(flowId, { doc, from })
    await navigate({ to: '/flows/$flowId', params: { flowId } })
  }

  return (
    <div className="flex min-h-0 min-w-0 grow flex-col max-md:overflow-y-auto">
      <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line px-8 py-2 max-md:px-4">
        <Link
          to="."
          search={{}}
          className="inline-flex min-h-6 items-center gap-1 text-body text-accent-text md:hidden"
        >
          <ArrowLeft aria-hidden className="size-4" strokeWidth={1.75} />
          All states
        </Link>
        <h2 className="m-0 text-h2">{titleOfState(state)}</h2>
        <span className="tabular grow text-body text-ink-2">{from}</span>
        {!state.isCurrent && (
          <>
            <Select
              label="Compare with"
              hideLabel
              choices={compareChoices}
              value={comparesWith}
              onValueChange={next =>
                void navigate({
                  to: '.',
                  search: before => ({ ...before, with: next === 'now' ? ('now' as const) : undefined }),
                  replace: true
                })
              }
              className="w-44"
            />
            <Button
              look="primary"
              busy={take.isPending}
              icon={<RotateCcw aria-hidden className="size-4" strokeWidth={1.75} />}
              onClick={() => void restore().catch(() => {})}
            >
              Restore
            </Button>
          </>
        )}
      </header>
      <div className="flex min-h-0 grow max-xl:flex-col">
        <div className="flex min-h-80 min-w-0 grow flex-col">
          {looked !== null && (
            <ReadOnlyFlow looked={looked} title={opened.flow.name ?? ''} label={`Flow on ${from}`} />
          )}
        </div>
        <section
          aria-label="Changes"
          className="w-100 shrink-0 overflow-y-auto border-l border-line bg-surface p-4 max-xl:h-2/5 max-xl:w-full max-xl:border-t max-xl:border-l-0 max-md:h-auto"
        >
          {other === undefined ? (
            <p className="m-0 text-body text-ink-2">This is the oldest state in the history.</p>
          ) : (
            shown !== undefined &&
            compared !== undefined && (
              <StateChanges
                differences={differences}
                before={comparesWith === 'now' ? shown : compared}
                after={comparesWith === 'now' ? compared : shown}
                names={
                  comparesWith === 'now'
                    ? { before: 'Then', after: 'Now' }
                    : { before: 'Before', after: 'After' }
                }
              />
            )
          )}
        </section>
      </div>
    </div>
  )
}
