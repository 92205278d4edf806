import { BIN_DAYS, shownFlowName } from '@hookwright/model'
import { AlertDialog, lazyPart, useLazyLayer } from '@hookwright/ui'
import { ApplyDialog } from '../../features/switch/apply/apply-dialog.tsx'
import { isOn } from '../../features/switch/is-on.ts'
import { loadWithZod } from '../../kit/loading/load-with-zod.ts'
import type { ListedUserFlow } from './listed-user-flow.ts'

const lazyRename = lazyPart(() => loadWithZod(() => import('./rename-flow-dialog.tsx')))

const lazyFlowData = lazyPart(() => loadWithZod(() => import('../settings/flow-data-dialog.tsx')))

/** Request to open a dialog about a flow of the list: rename, delete, apply changes, or stored data. */
export interface FlowDialogRequest {
  about: 'name' | 'removal' | 'changes' | 'data'
  flow: ListedUserFlow
}

/** Dialog that is open above the flow list. Renders nothing if none is open. */
export const FlowDialogs = ({
  asked,
  removing,
  rename,
  takeAway,
  onClose
}: {
  asked: FlowDialogRequest | null
  /** True while the flow is being deleted. */
  removing: boolean
  rename: (flow: ListedUserFlow, params: { name: string; description: string }) => Promise<void>
  takeAway: (flow: ListedUserFlow) => Promise<void>
  onClose: () => void
}) => {
  const renaming = useLazyLayer(lazyRename, asked?.about === 'name')
  const flowData = useLazyLayer(lazyFlowData, asked?.about === 'data')
  return (
    <>
      {flowData && (
        <flowData.FlowDataDialog flow={asked?.about === 'data' ? asked.flow : null} onClose={onClose} />
      )}
      {renaming && (
        <renaming.RenameFlowDialog
          flow={asked?.about === 'name' ? asked.flow : null}
          rename={async params => {
            if (asked !== null) await rename(asked.flow, params)
          }}
          onClose={onClose}
        />
      )}
      <AlertDialog
        open={asked?.about === 'removal'}
        onOpenChange={open => !open && onClose()}
        title={`Delete “${asked === null ? '' : shownFlowName(asked.flow.name)}”?`}
        confirm="Delete"
        busy={removing}
        onConfirm={() => asked !== null && void takeAway(asked.flow).then(onClose)}
      >
        {asked !== null && isOn(asked.flow)
          ? 'The flow is turned off first, which deregisters it at the service. It then moves to the recycle bin.'
          : 'The flow moves to the recycle bin.'}{' '}
        You can restore it for {BIN_DAYS} days. Its deliveries and runs are kept until their retention period
        ends.
      </AlertDialog>
      <ApplyDialog
        flow={asked?.about === 'changes' ? { id: asked.flow.id, name: shownFlowName(asked.flow.name) } : null}
        onClose={onClose}
      />
    </>
  )
}
