import { type HelperUser, type Id, shownFlowName } from '@hookwright/model'
import { Button, Dialog, Notice, Spinner } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { faultOf } from '../../../kit/api/fault-of.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'

/**
 * Flow whose users are shown. `why` is `looked-at` if the maker asked for them, or `not-deleted` if they
 * prevent its deletion.
 */
export interface ShownUsers {
  id: Id
  name: string
  why: 'looked-at' | 'not-deleted'
}

/** Describes how another flow uses the flow: “as its probe flow”, “called by the card “Create””. */
const sayUse = ({ as, cardName, gives }: HelperUser): string => {
  switch (as) {
    case 'registration':
      return 'as its registration flow'
    case 'deregistration':
      return 'as its deregistration flow'
    case 'renewal':
      return 'as its renewal flow'
    case 'listing':
      return 'to list the registrations at the service'
    case 'probe':
      return 'as its probe flow'
    case 'call':
      return `called by the card “${cardName}”`
    case 'choices':
      return `for the values of the option “${gives ?? 'Untitled'}”`
    case 'fields':
      return `for the fields of the group “${gives ?? 'Untitled'}”`
  }
}

const Users = ({ connectorId, flow }: { connectorId: Id; flow: ShownUsers }) => {
  const trpc = useTrpc()
  const { data: users, error } = useQuery({
    ...trpc.makerFlows.users.queryOptions({ flowId: flow.id }),
    staleTime: 0
  })
  if (error !== null) return <Notice tone="err">{faultOf(error).message}</Notice>
  if (users === undefined) return <Spinner />
  if (users.length === 0)
    return <p className="m-0 text-body text-ink-2">No other flow of this connector uses this flow.</p>
  return (
    <ul className="m-0 flex list-none flex-col p-0">
      {users.map(user => (
        <li
          key={`${user.flowId} ${user.cardId} ${user.as} ${user.gives}`}
          className="flex flex-wrap items-baseline gap-x-2 border-b border-line py-2 last:border-b-0"
        >
          <Link
            to="/connectors/$connectorId/flows/$flowId"
            params={{ connectorId, flowId: user.flowId }}
            search={{ card: user.cardId }}
            className="inline-flex min-h-6 items-center rounded-xs text-label text-accent-text hover:underline"
          >
            {shownFlowName(user.flowName)}
          </Link>
          <span className="text-body text-ink-2">{sayUse(user)}</span>
        </li>
      ))}
    </ul>
  )
}

/** Dialog that lists the flows that use a helper flow, each with a link to the card. */
export const FlowUsersDialog = ({
  connectorId,
  flow,
  onClose
}: {
  connectorId: Id
  flow: ShownUsers
  onClose: () => void
}) => (
  <Dialog
    open
    onOpenChange={open => !open && onClose()}
    title={
      flow?.why === 'not-deleted' ? `“${flow.name}” was not deleted` : `Flows that use “${flow?.name ?? ''}”`
    }
    {...(flow?.why === 'not-deleted' && {
      description: 'The flow is still in use. Remove it from these flows first, then delete it.'
    })}
    foot={<Button onClick={onClose}>Close</Button>}
  >
    <Users connectorId={connectorId} flow={flow} />
  </Dialog>
)
