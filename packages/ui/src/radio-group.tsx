import { Radio } from '@base-ui/react/radio'
import { RadioGroup as Base } from '@base-ui/react/radio-group'
import { useId } from 'react'
import { cx } from './cx.ts'

/** Option of a radio group. */
export interface RadioChoice<Value extends string> {
  value: Value
  label: string
  description?: string
  disabled?: boolean
}

export interface RadioGroupProps<Value extends string> {
  label: string
  hideLabel?: boolean
  choices: readonly RadioChoice<Value>[]
  value: Value
  onValueChange: (value: Value) => void
  /** Direction of the layout. `row` places the options side by side. */
  flow?: 'row' | 'column'
  className?: string
}

/** Radio buttons with labels, for a few options. For more options, use Select. */
export const RadioGroup = <Value extends string>({
  label,
  hideLabel = false,
  choices,
  value,
  onValueChange,
  flow = 'column',
  className
}: RadioGroupProps<Value>) => {
  const id = useId()
  return (
    <div className={cx('flex min-w-0 flex-col gap-1', className)}>
      <span id={id} className={hideLabel ? 'sr-only' : 'text-label text-ink'}>
        {label}
      </span>
      <Base<Value>
        aria-labelledby={id}
        value={value}
        onValueChange={next => onValueChange(next)}
        className={cx('flex flex-wrap', flow === 'row' ? 'gap-x-5 gap-y-1' : 'flex-col gap-1')}
      >
        {choices.map(choice => (
          <div key={choice.value} className="flex flex-col">
            {/* biome-ignore lint/a11y/noLabelWithoutControl: the radio button inside is the control. */}
            <label className="flex min-h-6 w-fit items-center gap-2 text-body text-ink">
              <span className="flex size-6 shrink-0 items-center justify-center">
                <Radio.Root
                  value={choice.value}
                  disabled={choice.disabled ?? false}
                  className="flex size-4.5 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface data-checked:border-solid data-checked:bg-solid data-disabled:opacity-50"
                >
                  <Radio.Indicator className="size-2 rounded-full bg-on-solid" />
                </Radio.Root>
              </span>
              {choice.label}
            </label>
            {choice.description !== undefined && (
              <span className="ml-8 text-small text-ink-3">{choice.description}</span>
            )}
          </div>
        ))}
      </Base>
    </div>
  )
}
