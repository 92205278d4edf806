import type { FieldsSetting } from '@hookwright/engine'
import type { Card, FieldId } from '@hookwright/model'
import { IconButton, Menu, type MenuGroups, useReadOnly } from '@hookwright/ui'
import { ArrowDown, ArrowUp, Asterisk, EllipsisVertical, Pencil, Trash2 } from 'lucide-react'
import { isRequired, itemsOf, moveItem, nameOfItem, removeItem, requireItem } from './field-items.ts'
import { useWorkbench } from './workbench.ts'

/** Menu of actions on one field in a list of fields on a card, such as Rename or Delete. */
export const ItemMenu = ({
  card,
  setting,
  id,
  onRename
}: {
  card: Card
  setting: FieldsSetting
  id: FieldId
  onRename: () => void
}) => {
  const bench = useWorkbench()
  const readOnly = useReadOnly()
  const items = itemsOf(card, setting)
  const index = items.findIndex(item => item.id === id)
  const name = nameOfItem(card, setting, id)
  const move = (by: number): void => bench.change(`move ${name}`, moveItem(card, setting, id, by))
  const required = isRequired(card, setting, id)
  const groups: MenuGroups = [
    [
      { id: 'rename', label: 'Rename', icon: <Pencil aria-hidden />, run: onRename },
      ...(setting.parts.includes('required')
        ? [
            {
              id: 'required',
              label: 'Required',
              icon: <Asterisk aria-hidden />,
              checked: required,
              run: () =>
                bench.change(
                  `make ${name} ${required ? 'optional' : 'required'}`,
                  requireItem(card, setting, id, !required)
                )
            }
          ]
        : []),
      ...(index > 0
        ? [{ id: 'up', label: 'Move up', icon: <ArrowUp aria-hidden />, run: () => move(-1) }]
        : []),
      ...(index < items.length - 1
        ? [{ id: 'down', label: 'Move down', icon: <ArrowDown aria-hidden />, run: () => move(1) }]
        : [])
    ],
    [
      {
        id: 'delete',
        label: 'Delete',
        icon: <Trash2 aria-hidden />,
        danger: true,
        run: () => bench.change(`delete ${name}`, removeItem(card, setting, id))
      }
    ]
  ]
  if (readOnly) return null
  return (
    <Menu
      groups={groups}
      trigger={
        <IconButton
          size="small"
          label={`More for ${name}`}
          icon={<EllipsisVertical aria-hidden />}
          className="nodrag"
        />
      }
    />
  )
}
