import { Select as Base } from '@base-ui/react/select'
import { Check, ChevronsUpDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './cx.ts'
import { controlClass, FieldFrame, type FieldFrameProps } from './field-frame.tsx'
import { choiceClass, listClass, popupClass } from './popup-class.ts'
import { useReadOnly } from './read-only.tsx'

/** One thing to choose. */
export interface Choice<Value extends string> {
  value: Value
  label: string
  icon?: ReactNode
  /** A second, smaller line. */
  hint?: string
  disabled?: boolean
}

export interface SelectProps<Value extends string> extends FieldFrameProps {
  choices: readonly Choice<Value>[]
  value: Value | null
  onValueChange: (value: Value) => void
  placeholder?: string
  size?: 'page' | 'card'
  id?: string
  /** Marks it as wrong where what is wrong is said elsewhere, in the element of this id. */
  invalid?: boolean
  describedBy?: string | undefined
  onOpen?: () => void
  /** Said in the list: why there is nothing to choose, for instance. */
  note?: ReactNode
}

/** One of a few choices. For many, take a Combobox. */
export const Select = <Value extends string>({
  choices,
  value,
  onValueChange,
  placeholder = 'Choose…',
  size = 'page',
  id,
  invalid = false,
  describedBy,
  onOpen,
  note,
  ...frame
}: SelectProps<Value>) => {
  const readOnly = useReadOnly()
  const chosen = choices.find(choice => choice.value === value)
  return (
    <FieldFrame {...frame}>
      <Base.Root<Value>
        items={choices}
        value={value}
        onValueChange={next => next !== null && onValueChange(next)}
        onOpenChange={open => open && onOpen?.()}
        disabled={frame.disabled ?? false}
        readOnly={readOnly}
      >
        <Base.Trigger
          id={id}
          aria-required={frame.required || undefined}
          aria-invalid={invalid || undefined}
          {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
          className={cx(controlClass(size), 'flex items-center justify-between gap-2 text-left')}
        >
          <span className="flex min-w-0 items-center gap-2">
            {chosen?.icon}
            <Base.Value placeholder={placeholder} className="truncate data-placeholder:text-ink-3" />
          </span>
          <Base.Icon className="text-ink-3">
            <ChevronsUpDown aria-hidden className="size-4" strokeWidth={1.75} />
          </Base.Icon>
        </Base.Trigger>
        <Base.Portal>
          <Base.Positioner
            alignItemWithTrigger={false}
            sideOffset={4}
            collisionPadding={8}
            className="z-50 outline-none"
          >
            <Base.Popup className={cx(popupClass, 'min-w-(--anchor-width)')}>
              <Base.List className={listClass}>
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
    </FieldFrame>
  )
}
