import { MINUTE, shownFlowName } from '@hookwright/model'
import { Button, cx, EmptyState, lazyPart, useLazy } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useNow } from '../../../features/switch/use-now.ts'
import type { Action } from '../../../kit/actions/action.ts'
import { useActions } from '../../../kit/actions/use-actions.tsx'
import { useLatest } from '../../../kit/api/use-latest.ts'
import { useDrifting } from '../drift/use-drifting.ts'
import { useConnector } from '../use-connector.ts'
import { useConnectorUsers } from '../use-connector-users.ts'
import { inOrderOfKinds } from './flow-groups.ts'
import { FlowRow, flowColumns } from './flow-row.tsx'
import { FlowUsersDialog } from './flow-users-dialog.tsx'
import { useFlowWarnings } from './use-flow-warnings.ts'
import { type ListedFlow, useMakerFlows } from './use-maker-flows.ts'

const heads = [
  { words: 'Flow', className: '' },
  { words: 'Kind', className: 'max-md:hidden' },
  { words: 'Cards', className: 'max-xl:hidden' },
  { words: 'Used by', className: 'text-right! max-md:hidden' },
  { words: 'Edited', className: 'text-right! max-xl:hidden' },
  { words: 'State', className: 'text-right!' }
]

const lazyDialog = lazyPart(() => import('../user-flows-dialog.tsx'))

/** Returns true for an event or action that no other flow of the connector uses. */
const isOffered = ({ kind, users }: ListedFlow): boolean =>
  users === 0 && (kind === 'webhook-event' || kind === 'polling-monitor' || kind === 'action')

/** Table of the connector's flows, by kind. */
export const FlowsTab = () => {
  const { id: connectorId } = useConnector()
  const { flows, creating, add, activate, duplicate, takeAway, shownUsers, showUsers } =
    useMakerFlows(connectorId)
  const drifting = useDrifting(connectorId)
  const warningsOf = useFlowWarnings(connectorId)
  const userFlows = useConnectorUsers(connectorId)
  const userFlowsOf = ({ id }: ListedFlow) => userFlows?.filter(({ uses }) => uses.includes(id)) ?? []
  const usersOf = (flow: ListedFlow): number => (isOffered(flow) ? userFlowsOf(flow).length : flow.users)
  const [offered, setOffered] = useState<ListedFlow | null>(null)
  const dialog = useLazy(lazyDialog, offered !== null)
  const latest = useLatest(add)
  const now = useNow(MINUTE)
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'flow.new',
          label: 'New flow',
          group: 'Connector',
          icon: Plus,
          keys: ['N'],
          run: () => latest.current()
        }
      ],
      [latest]
    )
  )
  const newButton = (
    <Button look="primary" icon={<Plus aria-hidden className="size-4" />} busy={creating} onClick={add}>
      New flow
    </Button>
  )
  if (flows.length === 0) {
    return (
      <EmptyState alone title="No flows yet" action={newButton}>
        A Webhook Event flow provides an event of the service, and a Connector Action flow provides an action.
        Registration and deregistration flows tell the service where to send events.
      </EmptyState>
    )
  }
  return (
    <div className="flex flex-col gap-3 px-8 py-6 max-md:p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-h2">Flows</h2>
        {newButton}
      </div>
      <table aria-label="Flows" className="block">
        <thead className="block max-md:sr-only">
          <tr className={cx(flowColumns, 'h-8 border-b border-line text-small text-ink-3')}>
            {heads.map(({ words, className }) => (
              <th key={words} scope="col" className={cx('truncate p-0 text-left font-medium', className)}>
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block">
          {inOrderOfKinds(flows).map(flow => (
            <FlowRow
              key={flow.id}
              connectorId={connectorId}
              flow={flow}
              users={usersOf(flow)}
              now={now}
              drifting={drifting.find(({ eventFlowId }) => eventFlowId === flow.id)}
              warnings={warningsOf(flow.id)}
              onActivate={active => activate(flow, active)}
              onDuplicate={() => duplicate(flow)}
              onRemove={() => takeAway(flow)}
              onUsers={() =>
                isOffered(flow)
                  ? setOffered(flow)
                  : showUsers({ id: flow.id, name: shownFlowName(flow.name), why: 'looked-at' })
              }
            />
          ))}
        </tbody>
      </table>
      {offered !== null && dialog !== null && (
        <dialog.UserFlowsDialog
          name={shownFlowName(offered.name)}
          flows={userFlowsOf(offered)}
          onClose={() => setOffered(null)}
        />
      )}
      {shownUsers !== null && (
        <FlowUsersDialog connectorId={connectorId} flow={shownUsers} onClose={() => showUsers(null)} />
      )}
    </div>
  )
}
