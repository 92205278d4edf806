import { type Card, pillsOf } from '@hookwright/model'
import { MultiSelect, Select } from '@hookwright/ui'
import { OptionControl } from './option-control.tsx'
import type { InputRow } from './row.ts'
import { nameOfPlace } from './row.ts'
import { bindingOf, partsOf, type TextPart } from './text-parts.ts'
import { TokenField } from './token-field.tsx'
import { useWorkbench } from './workbench.ts'

/** Value of the "no value" entry in a list of choices. */
const NONE = '\u0000'

const isBoolean = ({ type }: InputRow['port']): boolean => type.kind === 'boolean' && !type.list

const isChoice = (port: InputRow['port']): boolean =>
  port.option !== undefined || port.choices !== undefined || isBoolean(port)

/**
 * Returns the values to choose from. `null` if the input shows a text field instead, because its value is
 * mapped or is not in the list.
 */
const choicesOf = ({ port, binding }: InputRow): { value: string; label: string }[] | null => {
  if (binding !== null && binding.kind !== 'literal') return null
  if (port.choices !== undefined) {
    const choices = port.choices.map(({ value, display }) => ({ value, label: display }))
    const isAmong = binding === null || choices.some(({ value }) => value === String(binding.value))
    return port.type.list || isAmong ? choices : null
  }
  if (!isBoolean(port)) return null
  return [
    { value: 'true', label: 'True' },
    { value: 'false', label: 'False' }
  ]
}

/** Returns the chosen values of a list input, as texts. */
const textsOf = (binding: InputRow['binding']): string[] =>
  binding?.kind === 'literal' && Array.isArray(binding.value) ? binding.value.map(String) : []

/**
 * Control for an input: the control of its option, a list for few possible values, otherwise a field for text
 * and pills.
 */
export const InputControl = ({
  row,
  card,
  describedBy
}: {
  row: InputRow
  card: Card
  describedBy: string | undefined
}) => {
  const bench = useWorkbench()
  const { at, port, binding } = row
  const looks = bench.usePills(binding === null ? [] : pillsOf(binding))

  const feed = (parts: TextPart[], typing?: string): void => {
    const next = bindingOf(parts, port.type)
    const { card, field, block } = at
    bench.change(
      next === null ? `empty ${port.label}` : `fill in ${port.label}`,
      block === undefined
        ? { kind: 'bind', card, field, binding: next }
        : { kind: 'join', card, block, field, binding: next },
      typing
    )
    // The emptied text field gives way to a list of choices, which takes over the focus.
    if (next === null && isChoice(port)) bench.requestFocus(card, nameOfPlace(at), 'focus')
  }

  if (port.option !== undefined && (binding === null || binding.kind === 'literal'))
    return <OptionControl row={row} option={port.option} card={card} describedBy={describedBy} />
  const choices = choicesOf(row)
  if (choices !== null && port.type.list)
    return (
      <MultiSelect
        label={port.label}
        hideLabel
        size="card"
        required={port.required}
        invalid={row.problems.length > 0}
        describedBy={describedBy}
        placeholder="No value"
        choices={choices}
        value={textsOf(binding)}
        onValueChange={texts => feed(texts.length === 0 ? [] : [JSON.stringify(texts)])}
        className="nodrag nopan w-full"
      />
    )
  if (choices !== null) {
    const value = binding?.kind === 'literal' ? String(binding.value) : null
    return (
      <Select
        label={port.label}
        hideLabel
        size="card"
        required={port.required}
        invalid={row.problems.length > 0}
        describedBy={describedBy}
        choices={port.required ? choices : [{ value: NONE, label: 'No value' }, ...choices]}
        value={value}
        onValueChange={chosen => feed(chosen === NONE ? [] : [chosen])}
        className="nodrag nopan"
      />
    )
  }
  return (
    <TokenField
      parts={partsOf(binding)}
      looks={looks}
      type={port.type}
      label={port.label}
      required={port.required}
      invalid={row.problems.length > 0}
      describedBy={describedBy}
      long={(port.lines ?? 1) > 1}
      grown={row.lines > 1}
      onParts={parts => feed(parts, nameOfPlace(at))}
      onEnd={bench.endTyping}
      onMap={caret => bench.openPicker(at, caret)}
    />
  )
}
