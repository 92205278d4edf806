import type { Connection, Id } from '@hookwright/model'
import type { OfferedActions } from '../../../features/canvas/offered-action.ts'
import type { DeployedAction, OfferedEvent } from '../../../features/canvas/open-user-flow-query.ts'
import { NewerVersion } from './newer-version.tsx'
import { OtherVersionsNotice } from './other-versions-notice.tsx'

/** Notices that other versions of the flow's event or actions are deployed than the flow uses. */
export const VersionNotices = ({
  flowId,
  event,
  events,
  connections,
  offered,
  known
}: {
  flowId: Id
  event: OfferedEvent | null
  events: OfferedEvent[]
  connections: Connection[]
  offered: readonly OfferedActions[]
  known: readonly DeployedAction[]
}) => (
  <>
    <NewerVersion flowId={flowId} event={event} events={events} connections={connections} />
    <OtherVersionsNotice flowId={flowId} offered={offered} known={known} />
  </>
)
