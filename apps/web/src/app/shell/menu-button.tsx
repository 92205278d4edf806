import { IconButton, type IconButtonProps } from '@hookwright/ui'
import { Menu as MenuIcon } from 'lucide-react'
import type { NavCount } from './nav-counts.ts'

/** Menu button for small screens, with the places and counts of the rail. */
export const MenuButton = ({
  counts,
  ...rest
}: Omit<IconButtonProps, 'label' | 'icon'> & { counts: NavCount[] }) => {
  const parts = counts.flatMap(one => one.parts)
  const count = counts.reduce((sum, one) => sum + one.count, 0)
  return (
    <IconButton
      {...rest}
      label={['Menu', ...(parts.length === 0 ? [] : [parts.join(', ')])].join(': ')}
      className="relative"
      icon={
        <>
          <MenuIcon aria-hidden />
          {count > 0 && (
            <span className="tabular absolute top-0.5 right-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-warn-soft px-1 text-small font-semibold text-warn ring-1 ring-warn">
              {count > 99 ? '99+' : count}
            </span>
          )}
        </>
      }
    />
  )
}
