import { GroupMark } from '@hookwright/cards/views'
import type { Id } from '@hookwright/model'
import { useQuery } from '@tanstack/react-query'
import { useTrpc } from '../../kit/api/use-api.tsx'
import { ConnectorMark } from '../../kit/page/connector-mark.tsx'
import type { OpenedRun } from '../history/api-types.ts'

/**
 * Icon of a card in a run: the logo of its connector, or the icon of its card group.
 *
 * The group is known only while the flow still has the card.
 */
export const RunCardMark = ({
  line,
  open,
  flowId,
  size
}: {
  line: Pick<OpenedRun['lines'][number], 'path' | 'type'>
  open: Pick<OpenedRun, 'flow' | 'events' | 'actions'>
  flowId: Id
  /** Size in pixels. */
  size: number
}) => {
  const { data: flow } = useQuery(useTrpc().flows.summary.queryOptions({ flowId }))
  const card = open.flow.doc.cards[String(line.path[0])]
  const used = [...open.events, ...open.actions].find(({ versionId }) => versionId === card?.config.versionId)
  if (used !== undefined) {
    return <ConnectorMark connectorId={used.connectorId} name={used.connectorName} size={size} />
  }
  const group = flow?.cards.find(({ type }) => type === line.type)?.group
  return group === undefined ? (
    <span
      className="block shrink-0 rounded-s border border-line-2 bg-surface"
      style={{ width: size, height: size }}
    />
  ) : (
    <GroupMark type={line.type} group={group} size={size} />
  )
}
