import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown, Search } from 'lucide-react'
import { cx } from './cx.ts'
import { controlClass, FieldFrame } from './field-frame.tsx'
import { formatChosen } from './format-chosen.ts'
import type { MultiSelectProps } from './multi-select.tsx'
import { choiceClass, listClass, popupClass } from './popup-class.ts'
import { useReadOnly } from './read-only.tsx'
import type { Choice } from './select.tsx'

/** Maximum number of rendered choices. Typing finds the others. */
const MOST_DRAWN = 200

/** Interactive part of the `MultiSelect` component, loaded after the first render. */
export const MultiSelectLayer = ({
  choices,
  value,
  onValueChange,
  placeholder = 'Choose…',
  size = 'page',
  invalid = false,
  describedBy,
  onOpen,
  note,
  ...frame
}: MultiSelectProps) => {
  const chosen = value.map(
    (each): Choice<string> => choices.find(choice => choice.value === each) ?? { value: each, label: each }
  )
  const words = formatChosen(value, choices)
  return (
    <FieldFrame {...frame}>
      <Base.Root<Choice<string>, true>
        multiple
        items={choices}
        value={chosen}
        onValueChange={next => onValueChange(next.map(choice => choice.value))}
        onOpenChange={open => open && onOpen?.()}
        isItemEqualToValue={(one, other) => one.value === other.value}
        limit={MOST_DRAWN}
        disabled={frame.disabled ?? false}
        readOnly={useReadOnly()}
      >
        <Base.Trigger
          aria-required={frame.required || undefined}
          aria-invalid={invalid || undefined}
          {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
          className={cx(controlClass(size), 'flex items-center justify-between gap-2 text-left')}
        >
          <span className={cx('truncate', words === '' && 'text-ink-3')} title={words}>
            {words === '' ? placeholder : words}
          </span>
          <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-3" strokeWidth={1.75} />
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner sideOffset={4} collisionPadding={8} className="z-50 outline-none">
            <Base.Popup
              aria-label={frame.label}
              className={cx(popupClass, 'w-(--anchor-width) max-w-(--available-width) min-w-48')}
            >
              <div className="flex items-center gap-2 border-b border-line px-3">
                <Search aria-hidden className="size-4 shrink-0 text-ink-3" strokeWidth={1.75} />
                <Base.Input
                  aria-label={`Search: ${frame.label}`}
                  // The label of the field names the button, and would hide the name of the search.
                  aria-labelledby={undefined}
                  placeholder="Search"
                  className="h-9 w-full min-w-0 bg-transparent text-body text-ink outline-none max-md:text-h2 max-md:font-normal"
                />
              </div>
              <Base.Empty>
                <div className="p-3 text-body text-ink-3">No matches</div>
              </Base.Empty>
              <Base.List aria-label={frame.label} className={cx(listClass, 'data-empty:p-0')}>
                {(choice: Choice<string>) => (
                  <Base.Item key={choice.value} value={choice} className={choiceClass}>
                    <Base.ItemIndicator className="col-start-1 row-start-1">
                      <Check aria-hidden className="size-4" strokeWidth={1.75} />
                    </Base.ItemIndicator>
                    <span className="col-start-2 min-w-0">{choice.label}</span>
                  </Base.Item>
                )}
              </Base.List>
              {note !== undefined && (
                <div aria-live="polite" className="px-3 pt-1 pb-2.5 text-small text-ink-2">
                  {note}
                </div>
              )}
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </FieldFrame>
  )
}
