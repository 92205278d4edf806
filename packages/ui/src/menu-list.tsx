import { Menu } from '@base-ui/react/menu'
import { Check } from 'lucide-react'
import { Fragment } from 'react'
import { cx } from './cx.ts'
import { Kbd } from './kbd.tsx'
import type { MenuEntry, MenuGroups } from './menu-items.ts'
import { itemClass } from './popup-class.ts'

const Entry = ({ entry, isSaid }: { entry: MenuEntry; isSaid: boolean }) => {
  const words = (
    <>
      {entry.icon}
      <span className="flex min-w-0 grow flex-col">
        {entry.label}
        {entry.disabled !== undefined && (
          <span className={isSaid ? 'sr-only' : 'text-small text-ink-3'}>{entry.disabled}</span>
        )}
      </span>
      {/* A small screen has no keys. */}
      {entry.shortcut !== undefined && (
        <span className="flex shrink-0 max-md:hidden">
          <Kbd keys={entry.shortcut} />
        </span>
      )}
    </>
  )
  if (entry.checked !== undefined) {
    return (
      <Menu.CheckboxItem
        checked={entry.checked}
        disabled={entry.disabled !== undefined}
        closeOnClick
        onCheckedChange={entry.run}
        className={itemClass}
      >
        {words}
        <span className="size-4">
          <Menu.CheckboxItemIndicator>
            <Check aria-hidden className="size-4" strokeWidth={1.75} />
          </Menu.CheckboxItemIndicator>
        </span>
      </Menu.CheckboxItem>
    )
  }
  return (
    <Menu.Item
      disabled={entry.disabled !== undefined}
      onClick={entry.run}
      className={cx(itemClass, entry.danger && 'text-err')}
    >
      {words}
    </Menu.Item>
  )
}

/** Entries inside a menu or a context menu. */
export const MenuList = ({ groups }: { groups: MenuGroups }) =>
  groups
    .filter(group => group.length > 0)
    .map((group, index) => (
      <Fragment key={group[0]?.id}>
        {index > 0 && <Menu.Separator className="my-1 h-px bg-line" />}
        {group.map((entry, place) => (
          // One reason for several entries below each other is seen once.
          <Entry key={entry.id} entry={entry} isSaid={entry.disabled === group[place - 1]?.disabled} />
        ))}
      </Fragment>
    ))
