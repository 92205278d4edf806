import { type Blocker, type Id, shownFlowName } from '@hookwright/model'
import { Notice, Spinner } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { faultOf } from '../../kit/api/fault-of.ts'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { formatCount } from '../../kit/page/format-count.ts'

/** Returns where a blocker can be fixed on the canvas: a field of a card, or a dialog. */
const placeOf = ({ code, card, field }: Blocker): { card?: string; field?: string; dialog?: string } => {
  if (code === 'not-saved') return { dialog: 'name' }
  if (code === 'no-event' && card === null) return { dialog: 'event' }
  return { ...(card !== null && { card }), ...(field !== null && { field }) }
}

/** Codes of blockers that the check of the flow itself does not find: their cause is outside of the flow. */
const aroundFlow: readonly Blocker['code'][] = [
  'not-saved',
  'version-gone',
  'not-deployed',
  'connector-gone',
  'connection-foreign',
  'address-taken'
]

/**
 * Counts what prevents turning a flow on: “2 errors in this flow and 1 other problem.” Null if there are only
 * errors in this flow, or only other causes.
 */
const formatCauses = (blockers: readonly Blocker[], flowId: Id): string | null => {
  const own = blockers.filter(({ code, flowId: place }) => place === flowId && !aroundFlow.includes(code))
  const others = blockers.length - own.length
  if (others === 0 || own.length === 0) return null
  return `${formatCount(own.length, 'error')} in this flow and ${formatCount(others, 'other problem')}.`
}

/** List of everything that prevents turning a flow on, with links to where it can be fixed. */
export const BlockerList = ({ flowId, onJump }: { flowId: Id; onJump: () => void }) => {
  const { data: blockers, error } = useQuery({
    ...useTrpc().flows.blockers.queryOptions({ flowId }),
    staleTime: 0
  })
  if (error !== null) return <Notice tone="err">{faultOf(error).message}</Notice>
  if (blockers === undefined) return <Spinner />
  if (blockers.length === 0) {
    return <p className="text-body text-ink-2">All problems are fixed. Turn the flow on again.</p>
  }
  const causes = formatCauses(blockers, flowId)
  return (
    <>
      {causes !== null && <p className="m-0 text-small text-ink-3">{causes}</p>}
      <ul aria-label="Problems" className="flex list-none flex-col gap-2">
        {blockers.map(blocker => {
          const { code, message, flowId: place, flowName, card, field } = blocker
          return (
            <li
              key={`${place} ${card} ${field} ${code}`}
              className="flex flex-col items-start gap-0.5 text-body"
            >
              <span>{message}</span>
              <Link
                to="/flows/$flowId"
                params={{ flowId: place }}
                search={placeOf(blocker)}
                onClick={onJump}
                className="inline-flex min-h-6 items-center rounded-xs text-label text-accent-text hover:underline"
              >
                {place === flowId ? 'Show' : `Show in “${shownFlowName(flowName)}”`}
              </Link>
            </li>
          )
        })}
      </ul>
    </>
  )
}
