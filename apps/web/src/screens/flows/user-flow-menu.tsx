import { shownFlowName } from '@hookwright/model'
import { IconButton, Menu, type MenuEntry } from '@hookwright/ui'
import { Copy, Database, Download, Ellipsis, Pause, Pencil, Play, Trash2 } from 'lucide-react'
import type { ListedUserFlow } from './listed-user-flow.ts'

/** Menu of a flow in the list. Opening and switching are outside the menu. */
export const UserFlowMenu = ({
  flow,
  onRename,
  onDuplicate,
  onExport,
  onPause,
  onData,
  onRemove
}: {
  flow: ListedUserFlow
  onRename: () => void
  onDuplicate: () => void
  onExport: () => void
  onPause: (paused: boolean) => void
  onData: () => void
  onRemove: () => void
}) => {
  const status = flow.subscription?.status.is
  const pausing: MenuEntry[] =
    status === 'on' || (status === 'paused' && flow.subscription?.hold === null)
      ? [
          {
            id: 'pause',
            label: status === 'on' ? 'Pause' : 'Resume',
            icon:
              status === 'on' ? (
                <Pause aria-hidden strokeWidth={1.75} />
              ) : (
                <Play aria-hidden strokeWidth={1.75} />
              ),
            run: () => onPause(status === 'on')
          }
        ]
      : []
  return (
    <Menu
      groups={[
        [
          ...pausing,
          {
            id: 'rename',
            label: 'Rename',
            icon: <Pencil aria-hidden strokeWidth={1.75} />,
            run: onRename
          },
          {
            id: 'duplicate',
            label: 'Duplicate',
            icon: <Copy aria-hidden strokeWidth={1.75} />,
            run: onDuplicate
          },
          {
            id: 'export',
            label: 'Export',
            icon: <Download aria-hidden strokeWidth={1.75} />,
            run: onExport
          },
          {
            id: 'data',
            label: 'Stored data',
            icon: <Database aria-hidden strokeWidth={1.75} />,
            run: onData
          }
        ],
        [
          {
            id: 'remove',
            label: 'Delete',
            icon: <Trash2 aria-hidden strokeWidth={1.75} />,
            danger: true,
            run: onRemove
          }
        ]
      ]}
      trigger={<IconButton label={`More for ${shownFlowName(flow.name)}`} icon={<Ellipsis aria-hidden />} />}
    />
  )
}
