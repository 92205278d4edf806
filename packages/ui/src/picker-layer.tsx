import { Autocomplete } from '@base-ui/react/autocomplete'
import { Popover } from '@base-ui/react/popover'
import { Check, Search } from 'lucide-react'
import { useRef, useState } from 'react'
import { cx } from './cx.ts'
import type { PickerProps } from './picker.tsx'
import { choiceClass, listClass, popupClass } from './popup-class.ts'
import type { Choice } from './select.tsx'
import { hasFocus, hasMark, useSuppressedKeys } from './suppressed-keys.ts'

const matches = <Value extends string>(choice: Choice<Value>, typed: string): boolean =>
  `${choice.label} ${choice.hint ?? ''}`.toLowerCase().includes(typed.trim().toLowerCase())

/** Interactive part of the `Picker` component, its button and list, loaded after the first render. */
export const PickerLayer = <Value extends string>({
  label,
  trigger,
  choices,
  value,
  onValueChange,
  none,
  empty = 'No matches',
  foot
}: PickerProps<Value>) => {
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const popup = useRef<HTMLDivElement>(null)
  const close = (): void => setOpen(false)
  const shown = choices.filter(choice => matches(choice, typed))

  useSuppressedKeys(open, () => hasFocus(popup.current) && (shown.length === 0 || hasMark(popup.current)))

  const turn = (next: boolean): void => {
    setOpen(next)
    setTyped('')
  }

  return (
    <Popover.Root open={open} onOpenChange={turn}>
      <Popover.Trigger render={trigger} />
      <Popover.Portal>
        <Popover.Positioner align="start" sideOffset={4} collisionPadding={8} className="z-50 outline-none">
          <Popover.Popup
            ref={popup}
            aria-label={label}
            className={cx(popupClass, 'flex w-80 max-w-(--available-width) flex-col overflow-hidden')}
          >
            {choices.length === 0 ? (
              <div className="p-3 text-body text-ink-2">{none}</div>
            ) : (
              <Autocomplete.Root<Choice<Value>>
                open
                inline
                items={shown}
                filter={null}
                itemToStringValue={choice => choice.label}
                value={typed}
                onValueChange={setTyped}
                autoHighlight="always"
              >
                <div className="flex items-center gap-2 border-b border-line px-3">
                  <Search aria-hidden className="size-4 shrink-0 text-ink-3" strokeWidth={1.75} />
                  <Autocomplete.Input
                    aria-label={`Search: ${label}`}
                    placeholder="Search"
                    className="h-10 w-full min-w-0 bg-transparent text-body text-ink outline-none max-md:text-h2 max-md:font-normal"
                  />
                </div>
                <Autocomplete.Empty>
                  <div className="p-3 text-body text-ink-2">{empty}</div>
                </Autocomplete.Empty>
                <Autocomplete.List aria-label={label} className={cx(listClass, 'data-empty:p-0')}>
                  {(choice: Choice<Value>) => (
                    <Autocomplete.Item
                      key={choice.value}
                      value={choice}
                      disabled={choice.disabled ?? false}
                      className={choiceClass}
                      onClick={() => {
                        close()
                        onValueChange(choice.value)
                      }}
                    >
                      {choice.value === value && (
                        <Check
                          role="img"
                          aria-label="Chosen:"
                          className="col-start-1 row-start-1 size-4"
                          strokeWidth={1.75}
                        />
                      )}
                      <span className="col-start-2 flex min-w-0 items-center gap-2">
                        {choice.icon}
                        <span className="truncate">{choice.label}</span>
                      </span>
                      {choice.hint !== undefined && (
                        <span className="col-start-2 truncate text-small text-ink-3">{choice.hint}</span>
                      )}
                    </Autocomplete.Item>
                  )}
                </Autocomplete.List>
              </Autocomplete.Root>
            )}
            {foot !== undefined && <div className="border-t border-line p-1">{foot(close)}</div>}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
