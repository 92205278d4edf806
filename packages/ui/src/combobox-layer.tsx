import { Combobox as Base } from '@base-ui/react/combobox'
import { Check, ChevronsUpDown } from 'lucide-react'
import type { ComboboxProps } from './combobox.tsx'
import { cx } from './cx.ts'
import { controlClass, FieldFrame } from './field-frame.tsx'
import { choiceClass, listClass, popupClass } from './popup-class.ts'
import { useReadOnly } from './read-only.tsx'
import type { Choice } from './select.tsx'

/** Maximum number of rendered choices. Typing finds the others. */
const MOST_DRAWN = 200

/** Interactive part of the `Combobox` component, loaded after the first render. */
export const ComboboxLayer = <Value extends string>({
  choices,
  value,
  onValueChange,
  placeholder = 'Choose…',
  empty = 'No matches',
  size = 'page',
  invalid = false,
  describedBy,
  ...frame
}: ComboboxProps<Value>) => {
  const chosen = choices.find(choice => choice.value === value) ?? null
  const { contains } = Base.useFilter({ value: chosen })
  return (
    <FieldFrame {...frame}>
      <Base.Root<Choice<Value>>
        items={choices}
        value={chosen}
        onValueChange={next => onValueChange(next?.value ?? null)}
        isItemEqualToValue={(one, other) => one.value === other.value}
        filter={(choice, typed, labelOf) => choice.always === true || contains(choice, typed, labelOf)}
        limit={MOST_DRAWN}
        disabled={frame.disabled ?? false}
        readOnly={useReadOnly()}
      >
        <Base.InputGroup className="relative flex">
          <Base.Input
            placeholder={placeholder}
            aria-required={frame.required || undefined}
            aria-invalid={invalid || undefined}
            {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
            className={cx(controlClass(size), 'pr-8')}
          />
          <Base.Trigger
            aria-label={`Show all choices of ${frame.label}`}
            className="absolute inset-y-0 right-0 flex w-8 items-center justify-center rounded-s text-ink-3"
          >
            <ChevronsUpDown aria-hidden className="size-4" strokeWidth={1.75} />
          </Base.Trigger>
        </Base.InputGroup>
        <Base.Portal>
          <Base.Positioner sideOffset={4} collisionPadding={8} className="z-50 outline-none">
            <Base.Popup className={cx(popupClass, 'w-(--anchor-width) min-w-48')}>
              <Base.Empty>
                <div className="p-3 text-body text-ink-3">{empty}</div>
              </Base.Empty>
              <Base.List className={cx(listClass, 'data-empty:p-0')}>
                {(choice: Choice<Value>) => (
                  <Base.Item
                    key={choice.value}
                    value={choice}
                    disabled={choice.disabled ?? false}
                    className={choiceClass}
                  >
                    <Base.ItemIndicator className="col-start-1 row-start-1">
                      <Check aria-hidden className="size-4" strokeWidth={1.75} />
                    </Base.ItemIndicator>
                    <span className="col-start-2 flex min-w-0 items-center gap-2">
                      {choice.icon}
                      {choice.label}
                    </span>
                    {choice.hint !== undefined && (
                      <span className="col-start-2 text-small text-ink-3">{choice.hint}</span>
                    )}
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.Root>
    </FieldFrame>
  )
}
