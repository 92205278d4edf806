import { IconButton, Menu } from '@hookwright/ui'
import { Ellipsis } from 'lucide-react'
import { menuGroupsOf } from '../../kit/actions/menu-groups.tsx'
import { useRegistry } from '../../kit/actions/use-actions.tsx'

/** Actions that the bar of a phone has no room for. */
const folded = [
  ['edit.redo', 'view.values'],
  ['test-event.send', 'flow.history', 'flow.runs']
]

/** Menu of the bar of a flow on a small screen. */
export const FlowMenu = () => {
  const registry = useRegistry()
  return (
    <Menu
      groups={() => menuGroupsOf(registry, folded)}
      trigger={<IconButton label="Flow menu" icon={<Ellipsis aria-hidden />} />}
    />
  )
}
