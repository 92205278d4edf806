import { type Binding, type Field, fitOf, one, type Pill, pillsOf } from '@hookwright/model'
import { IconButton, Menu, Select } from '@hookwright/ui'
import { Cable } from 'lucide-react'
import { useRef } from 'react'
import { bindingOf, type Caret, partsOf, putParts, type TextPart } from '../../view/text-parts.ts'
import { TokenField } from '../../view/token-field.tsx'
import { TypeOf } from '../../view/type-name.tsx'
import { useWorkbench } from '../../view/workbench.ts'

/** Value of the "no value" entry in a list of choices. */
const NONE = '\u0000'

const isTyped = (part: TextPart): boolean => typeof part === 'string' && part.trim() !== ''

/** Option that can be mapped to an input. */
export interface OptionPill {
  label: string
  pill: Pill
}

/** Control that maps an input of a helper flow to an option, a fixed value, or a text with options. */
export const MappingControl = ({
  input,
  binding,
  options,
  invalid,
  describedBy,
  onBinding
}: {
  input: Field
  binding: Binding | null
  options: OptionPill[]
  invalid: boolean
  describedBy: string | undefined
  onBinding: (binding: Binding | null) => void
}) => {
  const bench = useWorkbench()
  const looks = bench.usePills(binding === null ? [] : pillsOf(binding))
  const caret = useRef<Caret | null>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const { label, dataType, required } = input
  const takesOptions = fitOf(one('text'), dataType) !== 'refused'

  const isChoice = dataType.kind === 'boolean' && !dataType.list
  if (isChoice && (binding === null || binding.kind === 'literal')) {
    return (
      <Select
        label={label}
        hideLabel
        required={required}
        invalid={invalid}
        describedBy={describedBy}
        placeholder="Choose a value"
        choices={[
          { value: NONE, label: 'No value' },
          { value: 'true', label: 'True' },
          { value: 'false', label: 'False' }
        ]}
        value={binding === null ? null : String(binding.value)}
        onValueChange={value =>
          onBinding(value === NONE ? null : { kind: 'literal', value: value === 'true' })
        }
      />
    )
  }

  const feed = (parts: TextPart[]): void => onBinding(bindingOf(parts, dataType))

  const mapTo = ({ pill }: OptionPill): void => {
    const parts = partsOf(binding)
    // Between words an option is one more part; alone it takes the place of the one that stands there.
    feed(parts.some(isTyped) ? putParts(parts, [pill], caret.current) : [pill])
    caret.current = null
  }

  return (
    <div className="flex min-w-0 items-center gap-1">
      <div className="h-(--h-control) min-w-0 grow">
        <TokenField
          parts={partsOf(binding)}
          looks={looks}
          type={dataType}
          label={label}
          required={required}
          invalid={invalid}
          describedBy={describedBy}
          long={false}
          onParts={feed}
          onEnd={() => {}}
          onMap={at => {
            caret.current = at
            opener.current?.click()
          }}
        />
      </div>
      {takesOptions && (
        <Menu
          groups={[
            options.length === 0
              ? [
                  {
                    id: 'none',
                    label: 'No options',
                    disabled: 'The card has no options yet. Add some with Add Options.',
                    run: () => {}
                  }
                ]
              : options.map(option => ({
                  id: option.pill.field,
                  label: option.label,
                  icon: <TypeOf type={one('text')} />,
                  run: () => mapTo(option)
                }))
          ]}
          trigger={
            <IconButton
              ref={opener}
              label={`Map an option to ${label}`}
              shortcut="Alt M"
              icon={<Cable aria-hidden />}
            />
          }
        />
      )}
    </div>
  )
}
