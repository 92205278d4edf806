import { Popover } from '@base-ui/react/popover'
import { cx, popupClass } from '@hookwright/ui'
import { type ReactNode, type RefObject, useRef } from 'react'

/**
 * The panel beside a switch. The page stays usable and keeps the focus; the panel stands right behind the switch for those
 * who walk by keyboard.
 */
export const SwitchPopover = ({
  open,
  onClose,
  anchor,
  label,
  children
}: {
  open: boolean
  onClose: () => void
  /** What it belongs to: the switch with its chip. A press there is not one elsewhere. */
  anchor: RefObject<HTMLElement | null>
  label: string
  children: ReactNode
}) => {
  const place = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span ref={place} />
      <Popover.Root
        open={open}
        onOpenChange={(next, details) => {
          const { target } = details.event
          if (target instanceof Node && anchor.current?.contains(target) === true) return
          if (!next) onClose()
        }}
      >
        <Popover.Portal container={place}>
          <Popover.Positioner
            anchor={anchor}
            positionMethod="fixed"
            side="bottom"
            align="start"
            sideOffset={8}
            collisionPadding={8}
            className="z-50 outline-none"
          >
            <Popover.Popup
              aria-label={label}
              initialFocus={false}
              finalFocus={false}
              className={cx(
                popupClass,
                'flex w-88 max-w-[calc(100vw-1rem)] flex-col gap-2.5 overflow-y-auto p-3 text-left'
              )}
            >
              {children}
            </Popover.Popup>
          </Popover.Positioner>
        </Popover.Portal>
      </Popover.Root>
    </>
  )
}
