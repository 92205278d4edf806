import { cardOf, type Flow, type Id, sameJson } from '@hookwright/model'
import { buttonClass } from '@hookwright/ui'
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

/** Deployed version of the open flow with the changes since then, and the way to deploy them. */
export const MakerVersion = ({ connectorId }: { connectorId: Id }) => {
  const { data: versions } = useQuery(useTrpc().versions.list.queryOptions({ connectorId }))
  const deployed = useUiState(ui => ui.deployed)
  const flow = useDrawing(drawing => drawing.flow)
  const isMaker = useWhyNotMaker() === null
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
      <span className="tabular text-small whitespace-nowrap text-ink-3 empty:hidden max-[1400px]:hidden">
        {said}
      </span>
      {isMaker && (
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
