import { Select as Base } from '@base-ui/react/select'
import { Check } from 'lucide-react'
import { type ReactNode, type RefObject, useRef } from 'react'
import { cx } from './cx.ts'
import { choiceClass, listClass, popupClass } from './popup-class.ts'
import type { Choice } from './select.tsx'
import { hasFocus, hasMark, useSuppressedKeys } from './suppressed-keys.ts'

/** Options of an open `Select`, below its button. */
export const SelectLayer = <Value extends string>({
  id,
  label,
  open,
  button,
  choices,
  value,
  onValueChange,
  onClose,
  note
}: {
  id: string
  label: string
  open: boolean
  button: RefObject<HTMLElement | null>
  choices: readonly Choice<Value>[]
  value: Value | null
  onValueChange: (value: Value) => void
  onClose: () => void
  note: ReactNode
}) => {
  const popup = useRef<HTMLDivElement>(null)
  const hasChosen = choices.some(choice => choice.value === value)
  // The walk begins at what is chosen, which is marked a moment after the list has the focus.
  useSuppressedKeys(open, () => hasFocus(popup.current) && (!hasChosen || hasMark(popup.current)))
  return (
    <Base.Root<Value>
      open={open}
      onOpenChange={next => !next && onClose()}
      items={choices}
      value={value}
      onValueChange={next => next !== null && onValueChange(next)}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={button}
          alignItemWithTrigger={false}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 outline-none"
        >
          <Base.Popup ref={popup} className={cx(popupClass, 'min-w-(--anchor-width)')}>
            <Base.List id={id} aria-label={label} className={listClass}>
              {choices.map(choice => (
                <Base.Item
                  key={choice.value}
                  value={choice.value}
                  disabled={choice.disabled ?? false}
                  className={choiceClass}
                >
                  <Base.ItemIndicator className="col-start-1 row-start-1">
                    <Check aria-hidden className="size-4" strokeWidth={1.75} />
                  </Base.ItemIndicator>
                  <span className="col-start-2 flex min-w-0 items-center gap-2">
                    {choice.icon}
                    <Base.ItemText>{choice.label}</Base.ItemText>
                  </span>
                  {choice.hint !== undefined && (
                    <span className="col-start-2 text-small text-ink-3">{choice.hint}</span>
                  )}
                </Base.Item>
              ))}
            </Base.List>
            {note !== undefined && (
              <div aria-live="polite" className="max-w-70 px-3 pt-1 pb-2.5 text-small text-ink-2">
                {note}
              </div>
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
