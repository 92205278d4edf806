import { asSentence, type Choice, type Field, type FieldId, type Json, savedValueOf } from '@hookwright/model'
import {
  Combobox,
  lazyPart,
  MultiSelect,
  Select,
  Spinner,
  TextField,
  useLazy,
  useReadOnly
} from '@hookwright/ui'
import { useEffect, useEffectEvent, useState } from 'react'
import { type ChoiceState, useChoices } from './choice-source.ts'
import { helperOf, type OptionValues } from './option-values.ts'

/** Value of the "no value" entry in a list of choices. */
const NONE = '\u0000'

/** Value of the entry that switches to typing a value. */
const TYPED = '\u0001'

const lazyTyped = lazyPart(() => import('./typed-option.tsx'))

const typeOne = { value: TYPED, label: 'Type a value…', always: true as const }

/** Maximum number of choices shown without a search field. */
const MOST_READ = 15

const placeholderOf = (state: ChoiceState): string => {
  switch (state.is) {
    case 'loaded':
      return state.choices.length === 0 ? 'No values' : 'Choose an option…'
    case 'loading':
      return 'Loading…'
    case 'waiting':
      return 'Choose an option…'
    case 'failed':
      return 'Values could not be loaded'
  }
}

/**
 * Returns the text shown instead of values, such as “Loading values from the helper flow…”. `null` if there
 * are values.
 */
const noteOf = (state: ChoiceState): string | null => {
  switch (state.is) {
    case 'loaded':
      return state.choices.length === 0 ? 'The helper flow returned no values.' : null
    case 'loading':
      return 'Loading values from the helper flow…'
    case 'waiting':
      return state.why
    case 'failed':
      return `${asSentence(state.why)} Open this list again to retry.`
  }
}

/**
 * Reloads values that failed to load when the page becomes visible again. A sign-in in another tab may have
 * fixed the cause.
 */
const useReloadOnReturn = (hasFailed: boolean, again: () => void): void => {
  const reload = useEffectEvent(again)
  useEffect(() => {
    if (!hasFailed) return
    const comeBack = (): void => {
      if (document.visibilityState === 'visible') reload()
    }
    document.addEventListener('visibilitychange', comeBack)
    return () => document.removeEventListener('visibilitychange', comeBack)
  }, [hasFailed])
}

export interface OptionFieldProps {
  option: Field
  /** Null while nothing is chosen. */
  value: Json | null
  /** Values of all options of the card; the values of a dropdown may depend on them. */
  values: OptionValues
  /** Options of the card that are mapped to a value of an earlier card. */
  mapped?: readonly FieldId[]
  onValue: (value: Json | null) => void
  /** Label for screen readers. */
  label: string
  invalid: boolean
  describedBy?: string | undefined
  /** True to show the field disabled, as a preview. */
  disabled?: boolean
}

const inDropdown = (choices: readonly Choice[]) =>
  choices.map(choice => ({ value: choice.value, label: choice.display }))

const Dropdown = ({
  option,
  value,
  values,
  mapped,
  onValue,
  label,
  invalid,
  describedBy,
  disabled
}: OptionFieldProps) => {
  const { state, again } = useChoices(option, values, mapped)
  useReloadOnReturn(state.is === 'failed', again)
  const readOnly = useReadOnly()
  const [isTyping, setIsTyping] = useState(false)
  const listed = state.is === 'loaded' ? inDropdown(state.choices) : []
  const note = noteOf(state)
  const chosen = typeof value === 'string' ? value : null
  const isListed = chosen === null || state.is !== 'loaded' || listed.some(each => each.value === chosen)
  const takesOwn =
    disabled !== true && !readOnly && helperOf(option) !== null && option.dataType.kind === 'text'
  const isTyped = takesOwn && (isTyping || !isListed)
  const typed = useLazy(lazyTyped, isTyped)
  if (typed !== null && isTyped)
    return (
      <typed.TypedOption
        {...{ option, value, onValue, label, invalid, describedBy, isTyping }}
        onList={() => {
          setIsTyping(false)
          if (!isListed) onValue(null)
        }}
      />
    )
  const choices = takesOwn ? [...listed, typeOne] : listed
  const choose = (next: string | null): void => {
    if (next === TYPED) setIsTyping(true)
    else onValue(next === NONE ? null : next)
  }
  const frame = {
    label,
    hideLabel: true,
    size: 'card' as const,
    required: option.required,
    disabled: disabled ?? false,
    // What was chosen is said by its value where nothing tells its words, as on the card of a run.
    placeholder:
      state.is !== 'loaded' && chosen !== null
        ? chosen
        : readOnly && chosen === null
          ? 'Not set'
          : placeholderOf(state),
    className: 'nodrag nopan w-full',
    value: chosen
  }
  if (listed.length > MOST_READ)
    return (
      <Combobox
        {...frame}
        choices={choices}
        onValueChange={choose}
        invalid={invalid}
        describedBy={describedBy}
      />
    )
  return (
    <Select
      {...frame}
      choices={
        option.required || listed.length === 0 ? choices : [{ value: NONE, label: 'No value' }, ...choices]
      }
      onValueChange={choose}
      onOpen={() => {
        if (state.is === 'failed') again()
      }}
      invalid={invalid}
      describedBy={describedBy}
      {...(note !== null && {
        note: (
          <span className="flex items-start gap-2">
            {state.is === 'loading' && <Spinner />}
            {note}
          </span>
        )
      })}
    />
  )
}

/** Returns the chosen values as texts. A single value, saved by an earlier version, becomes a list of one. */
const textsOf = (value: Json | null): string[] =>
  [value].flat().flatMap(each => (typeof each === 'string' || typeof each === 'number' ? [String(each)] : []))

/** Multi-select of an option. Its value is a list of texts or numbers, or null if nothing is chosen. */
const SeveralChoices = ({
  option,
  value,
  values,
  onValue,
  label,
  invalid,
  describedBy,
  disabled
}: OptionFieldProps) => {
  const { state, again } = useChoices(option, values)
  useReloadOnReturn(state.is === 'failed', again)
  const readOnly = useReadOnly()
  const note = noteOf(state)
  const choose = (texts: string[]): void => {
    const kept = texts.flatMap(text => savedValueOf({ value: text }, option.dataType) ?? [])
    onValue(kept.length === 0 ? null : kept)
  }
  return (
    <MultiSelect
      label={label}
      hideLabel
      size="card"
      required={option.required}
      disabled={disabled ?? false}
      placeholder={readOnly ? 'Not set' : placeholderOf(state)}
      className="nodrag nopan w-full"
      choices={state.is === 'loaded' ? inDropdown(state.choices) : []}
      value={textsOf(value)}
      onValueChange={choose}
      onOpen={() => {
        if (state.is === 'failed') again()
      }}
      invalid={invalid}
      describedBy={describedBy}
      {...(note !== null && { note })}
    />
  )
}

/** Control for the value of an option: a dropdown, a multi-select or a text field. */
export const OptionField = (props: OptionFieldProps) => {
  const { option, value, onValue, label, invalid, describedBy, disabled } = props
  if (option.fieldType === 'dropdown') return <Dropdown {...props} />
  if (option.fieldType === 'multi-select') return <SeveralChoices {...props} />
  return (
    <TextField
      label={label}
      hideLabel
      size="card"
      required={option.required}
      disabled={disabled ?? false}
      autoComplete="off"
      aria-invalid={invalid || undefined}
      aria-describedby={describedBy}
      value={typeof value === 'string' ? value : ''}
      onValueChange={text => onValue(text === '' ? null : text)}
      className="nodrag nopan w-full"
    />
  )
}
