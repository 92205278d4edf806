import { IconButton, Menu } from '@hookwright/ui'
import { Copy, Ellipsis, Power, PowerOff, Trash2 } from 'lucide-react'

/** Menu of a connector's flow: activate or deactivate, duplicate, and delete. */
export const FlowMenu = ({
  name,
  active,
  onActivate,
  onDuplicate,
  onRemove
}: {
  name: string
  active: boolean
  onActivate: (active: boolean) => void
  onDuplicate: () => void
  onRemove: () => void
}) => {
  const Switch = active ? PowerOff : Power
  return (
    <Menu
      groups={[
        [
          {
            id: 'duplicate',
            label: 'Duplicate',
            icon: <Copy aria-hidden strokeWidth={1.75} />,
            run: onDuplicate
          },
          {
            id: 'active',
            label: active ? 'Switch off' : 'Switch on',
            icon: <Switch aria-hidden strokeWidth={1.75} />,
            run: () => onActivate(!active)
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
      trigger={<IconButton label={`More for ${name}`} icon={<Ellipsis aria-hidden />} />}
    />
  )
}
