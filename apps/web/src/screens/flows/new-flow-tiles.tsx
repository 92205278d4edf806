import { type Flow, type FlowKind, OWN_CONNECTOR, shownFlowName } from '@hookwright/model'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CalendarClock, Play, SquareTerminal } from 'lucide-react'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import { newId } from '../../kit/page/new-id.ts'
import { PagePart } from '../../kit/page/page-part.tsx'
import { Tile, TileIcon, TileList, tileActClass } from '../../kit/page/tiles.tsx'
import { useOnce } from '../../kit/page/use-notifier.ts'

/** Maximum number of events shown, so that all tiles fit in one row. The canvas shows all events. */
const MOST_OFFERED = 2

/** Kinds of flow that define an event of a connector. */
const eventKinds: ReadonlySet<FlowKind> = new Set(['webhook-event', 'polling-monitor'])

/** Ways to start a flow that need no connector, by the type of their start card. */
const ownStarts = [
  { type: 'scheduled', icon: CalendarClock, title: 'On a schedule', hint: 'At set times' },
  { type: 'api-endpoint', icon: SquareTerminal, title: 'API Endpoint', hint: 'When its URL is called' },
  { type: 'manual-start', icon: Play, title: 'Manual start', hint: 'When a person runs it' }
] as const

const loadStarts = () => loadWithZod(() => import('./start-card.ts'))

/**
 * Tiles of the possible starts for a new flow: the newest events, a schedule, an endpoint, or a manual start.
 * They are shown below a short or empty list.
 */
export const NewFlowTiles = ({ isFirst = false }: { isFirst?: boolean }) => {
  const trpc = useTrpc()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const once = useOnce()
  const { data: events = [] } = useQuery(trpc.events.list.queryOptions())
  const { data: connections = [] } = useQuery(trpc.connections.overview.queryOptions())
  const create = useMutation(trpc.flows.create.mutationOptions())
  const offered = events.filter(({ signature }) => eventKinds.has(signature.kind)).slice(0, MOST_OFFERED)

  const open = async (doc: Flow): Promise<void> => {
    const { id } = await create.mutateAsync({ doc })
    await queries.invalidateQueries({ queryKey: trpc.flows.pathKey() })
    await navigate({ to: '/flows/$flowId', params: { flowId: id } })
  }
  const startWith = async ({ connectorId, versionId, signature }: (typeof events)[number]): Promise<void> => {
    const own = connections.filter(one => one.access === 'own' && one.connectorId === connectorId)
    const connectionId = signature.needsConnection && own.length === 1 ? (own[0]?.id ?? null) : null
    const { flowWithEvent } = await loadStarts()
    await open(flowWithEvent({ id: newId(), event: signature, connectorId, versionId }, connectionId))
  }
  const startBy = async (type: string): Promise<void> =>
    open((await loadStarts()).flowWithStart(type, newId()))
  /** Returns the props of a tile's button. Repeated clicks create only one flow. */
  const act = (start: () => Promise<void>) => ({
    type: 'button' as const,
    className: tileActClass,
    'aria-busy': create.isPending || undefined,
    onClick: () => once(start)
  })
  const prefix = <span className="sr-only">Start with </span>

  return (
    <PagePart id="new-flow-from" title={isFirst ? 'Create a flow' : 'Create another flow'}>
      <TileList isNarrow>
        {offered.map(event => (
          <Tile
            key={`${event.versionId} ${event.signature.id}`}
            mark={<ConnectorMark connectorId={event.connectorId} name={event.connectorName} />}
            about={
              event.connectorId === OWN_CONNECTOR
                ? 'When an alert is raised'
                : `${event.connectorName} v${event.versionNumber}`
            }
          >
            <button {...act(() => startWith(event))}>
              {prefix}
              {shownFlowName(event.signature.name)}
            </button>
          </Tile>
        ))}
        {ownStarts.map(({ type, icon: Icon, title, hint }) => (
          <Tile
            key={type}
            mark={
              <TileIcon>
                <Icon strokeWidth={1.75} />
              </TileIcon>
            }
            about={hint}
          >
            <button {...act(() => startBy(type))}>
              {prefix}
              {title}
            </button>
          </Tile>
        ))}
      </TileList>
    </PagePart>
  )
}
