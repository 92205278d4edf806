import { type Choice, Select, TextArea, TextField } from '@hookwright/ui'
import { type ReactNode, useState } from 'react'
import { placeIdOf, useRuleError, useRuleErrorBelow } from './rule-errors-context.ts'

interface PlacedFieldProps {
  /** Path in the rules: `verify.0.content`. */
  at: string
  label: string
  description?: ReactNode
  className?: string
}

/** Text field of the rules form. */
export const TextAt = ({
  at,
  className,
  value,
  onValue,
  code = false,
  ...field
}: PlacedFieldProps & {
  value: string
  onValue: (value: string) => void
  /** True for a monospaced font. */
  code?: boolean
  placeholder?: string
  maxLength?: number
}) => (
  <div id={placeIdOf(at)} className={className}>
    <TextField
      {...field}
      value={value}
      onValueChange={onValue}
      error={useRuleError(at)}
      spellCheck={false}
      autoComplete="off"
      {...(code && { inputClass: 'font-code' })}
    />
  </div>
)

/** Multi-line text field of the rules form. */
export const LinesAt = ({
  at,
  className,
  value,
  onValue,
  ...field
}: PlacedFieldProps & {
  value: string
  onValue: (value: string) => void
  rows?: number
  maxLength?: number
}) => (
  <div id={placeIdOf(at)} className={className}>
    <TextArea
      {...field}
      value={value}
      onValueChange={onValue}
      error={useRuleErrorBelow(at)}
      spellCheck={false}
      inputClass="font-code"
    />
  </div>
)

/** Dropdown of the rules form. */
export const ChoiceAt = <Value extends string>({
  at,
  className,
  value,
  onValue,
  ...field
}: PlacedFieldProps & {
  choices: readonly Choice<Value>[]
  value: Value | null
  onValue: (value: Value) => void
  placeholder?: string
  note?: ReactNode
}) => (
  <div id={placeIdOf(at)} className={className}>
    <Select {...field} value={value} onValueChange={onValue} error={useRuleError(at)} />
  </div>
)

/** Field for a whole number within limits. The typed text may be temporarily invalid. */
export const NumberAt = ({
  at,
  className,
  value,
  least,
  most,
  onValue,
  ...field
}: PlacedFieldProps & { value: number; least: number; most: number; onValue: (value: number) => void }) => {
  const [typed, setTyped] = useState(String(value))
  const error = useRuleError(at)
  const read = /^\d{1,9}$/.test(typed) ? Number(typed) : Number.NaN
  const isFit = read >= least && read <= most
  const shown = isFit && read !== value ? String(value) : typed
  return (
    <div id={placeIdOf(at)} className={className}>
      <TextField
        {...field}
        inputMode="numeric"
        value={shown}
        onValueChange={next => {
          setTyped(next)
          const number = /^\d{1,9}$/.test(next) ? Number(next) : Number.NaN
          if (number >= least && number <= most) onValue(number)
        }}
        error={isFit ? error : `Enter a whole number from ${least} to ${most}. Until then ${value} is used.`}
      />
    </div>
  )
}
