import { cardOf, type Flow, type Id, sameJson } from '@hookwright/model'
import { Button, buttonClass } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Rocket } from 'lucide-react'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { formatCount } from '../../../kit/page/format-count.ts'
import { useWhyNotMaker } from '../../../kit/page/use-person.ts'
import { useDrawing, useUiState } from '../use-canvas.tsx'

/** Returns the number of cards that were added to a flow, changed in it or removed from it. */
const countChanges = (before: Flow, now: Flow): number => {
  const ids = new Set([...Object.keys(before.cards), ...Object.keys(now.cards)])
  return [...ids].filter(id => !sameJson(cardOf(before, id) ?? null, cardOf(now, id) ?? null)).length
}

/**
 * Returns true once it is known that the draft of a connector, with the open flow as it is drawn, is its deployed version,
 * and that no newer version waits to be deployed.
 */
const useIsAllDeployed = (connectorId: Id, isSame: boolean): boolean => {
  const trpc = useTrpc()
  const { data: versions } = useQuery(trpc.versions.list.queryOptions({ connectorId }))
  const live = versions?.find(({ status }) => status === 'deployed')
  const enabled = isSame && live !== undefined
  const { data: draft } = useQuery({
    ...trpc.versions.draft.queryOptions({ connectorId }),
    staleTime: 0,
    enabled
  })
  const { data: frozen } = useQuery({
    ...trpc.versions.get.queryOptions({ versionId: live?.id ?? '' }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled
  })
  if (!enabled || draft === undefined || frozen === undefined) return false
  return versions?.every(({ number }) => number <= live.number) === true && sameJson(draft, frozen.snapshot)
}

/** Deployed version of the open flow with the changes since then, and the way to deploy them. */
export const MakerVersion = ({ connectorId }: { connectorId: Id }) => {
  const { data: versions } = useQuery(useTrpc().versions.list.queryOptions({ connectorId }))
  const deployed = useUiState(ui => ui.deployed)
  const flow = useDrawing(drawing => drawing.flow)
  const isMaker = useWhyNotMaker() === null
  const isAllDeployed = useIsAllDeployed(
    connectorId,
    isMaker && deployed !== null && sameJson(deployed.doc, flow)
  )
  if (versions === undefined) return null
  const isDeployed = versions.some(({ status }) => status === 'deployed')
  const changes = deployed === null ? 0 : countChanges(deployed.doc, flow)
  // Until the deployed flow is loaded nothing is said of it.
  const said =
    deployed !== null
      ? `v${deployed.number}, ${changes === 0 ? 'no changes' : formatCount(changes, 'changed card')}`
      : isDeployed
        ? undefined
        : 'Not deployed'
  return (
    <span className="flex items-center gap-3 max-md:hidden">
      <span className="tabular text-small whitespace-nowrap text-ink-3 empty:hidden max-[1600px]:hidden">
        {said}
      </span>
      {isMaker && isAllDeployed && (
        <Button
          aria-disabled
          title={`Nothing to deploy: the connector has not changed since v${deployed?.number}.`}
          icon={<Rocket aria-hidden className="size-4" strokeWidth={1.75} />}
          className="cursor-not-allowed opacity-50 hover:bg-surface!"
        >
          Deploy…
        </Button>
      )}
      {isMaker && !isAllDeployed && (
        <Link
          to="/connectors/$connectorId/deployment"
          params={{ connectorId }}
          title={said}
          className={buttonClass()}
        >
          <Rocket aria-hidden className="size-4" strokeWidth={1.75} />
          Deploy…
        </Link>
      )}
    </span>
  )
}
