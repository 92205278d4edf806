import {
  type Binding,
  coerce,
  type Field,
  type FieldId,
  nameOfType,
  pillsOf,
  type ValueType,
  whyInexact
} from '@hookwright/model'
import { Button } from '@hookwright/ui'
import { Lock, TriangleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { TypeOf } from '../../view/type-name.tsx'
import { useWorkbench } from '../../view/workbench.ts'
import { MappingControl, type OptionPill } from './mapping-control.tsx'

const Line = ({
  label,
  type,
  required,
  children
}: {
  label: string
  type: ValueType
  required: boolean
  children: ReactNode
}) => (
  <li className="grid grid-cols-[minmax(8rem,1fr)_2fr] items-start gap-x-3 gap-y-1 max-sm:grid-cols-1">
    <span className="flex min-h-(--h-control) min-w-0 items-center gap-2 max-sm:min-h-6">
      <span className="truncate text-label text-ink" title={label}>
        {label}
        {required && (
          <span aria-hidden className="text-err">
            {' *'}
          </span>
        )}
      </span>
      <TypeOf type={type} />
    </span>
    {children}
  </li>
)

/** Row for an input that the start card always receives. It shows the source and has no mapping control. */
export const FixedInputLine = ({ label, type, from }: { label: string; type: ValueType; from: string }) => (
  <Line label={label} type={type} required={false}>
    <span className="flex min-h-(--h-control) items-center gap-2 rounded-s bg-sunken px-2.5 text-body text-ink-2">
      <span className="grow">{from}</span>
      <Lock role="img" aria-label="Cannot be changed" className="size-4 shrink-0" strokeWidth={1.75} />
    </span>
  </Line>
)

/** Returns the validation error of an input's mapping; null if the mapping is valid. */
const errorOf = (input: Field, binding: Binding | null): string | null => {
  if (binding === null)
    return input.required ? 'This input is required. Map an option or enter a value.' : null
  if (binding.kind !== 'literal' || coerce(binding.value, input.dataType).ok) return null
  const wanted = nameOfType(input.dataType)
  const why = whyInexact(binding.value, input.dataType)
  return why === null
    ? `This input needs ${wanted}. Enter another value.`
    : `This input needs ${wanted}, but ${why}.`
}

/** Returns the DOM id of a role's flow picker, or of the control that maps an input. */
export const placeIdOf = (field: FieldId): string => `feeds-${field}`

/** Input of a helper flow, with the control that maps it. */
export const InputLine = ({
  place,
  input,
  binding,
  options,
  onBinding
}: {
  /** DOM id of the control. */
  place: string
  input: Field
  binding: Binding | null
  options: OptionPill[]
  onBinding: (binding: Binding | null) => void
}) => {
  const id = useId()
  const bench = useWorkbench()
  const isLost = bench.usePills(binding === null ? [] : pillsOf(binding)).some(look => look.lost)
  const wrong = isLost
    ? 'This input is mapped to a deleted option. Map another option or enter a value.'
    : errorOf(input, binding)
  return (
    <Line label={input.label} type={input.dataType} required={input.required}>
      <span id={place} className="flex min-w-0 flex-col gap-1">
        <MappingControl
          input={input}
          binding={binding}
          options={options}
          invalid={wrong !== null}
          describedBy={wrong === null ? undefined : id}
          onBinding={onBinding}
        />
        {wrong !== null && (
          <span id={id} className="text-small text-err">
            {wrong}
          </span>
        )}
      </span>
    </Line>
  )
}

/** Mapping to an input that the helper flow no longer has. */
export const StaleLine = ({
  place,
  binding,
  onRemove
}: {
  /** DOM id of the control. */
  place: string
  binding: Binding
  onRemove: () => void
}) => {
  const bench = useWorkbench()
  const looks = bench.usePills(pillsOf(binding))
  let pills = 0
  const words =
    binding.kind === 'literal'
      ? `“${String(binding.value)}”`
      : (binding.kind === 'pill' ? [binding] : binding.parts)
          .map(part => (typeof part === 'string' ? part : `“${looks[pills++]?.label ?? 'a value'}”`))
          .join('')
  return (
    <li
      id={place}
      className="flex items-center gap-2 rounded-s bg-warn-soft px-2.5 py-1 text-body text-ink max-sm:flex-wrap"
    >
      <span className="flex min-w-0 grow items-start gap-2">
        <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" strokeWidth={1.75} />
        <span className="min-w-0 break-words">
          {words} is mapped to an input that this flow no longer has.
        </span>
      </span>
      <Button size="card" onClick={onRemove}>
        Remove mapping
      </Button>
    </li>
  )
}
