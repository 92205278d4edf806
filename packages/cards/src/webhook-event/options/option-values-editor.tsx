import { type FlowSignature, isChosen } from '@hookwright/model'
import { RadioGroup } from '@hookwright/ui'
import { HelperValues } from './helper-values.tsx'
import type { OptionFlaw } from './option-flaws.ts'
import type { OptionDraft } from './options-draft.ts'
import { StaticValues } from './static-values.tsx'

const ways = [
  { value: 'static', label: 'Static' },
  { value: 'flow', label: 'From helper flow' }
] as const

/** Further settings of an option: its key in helper flows, and the values of a dropdown. */
export const OptionValuesEditor = ({
  option,
  optionKey,
  earlier,
  flows,
  flaws,
  newId,
  onChange
}: {
  option: OptionDraft
  optionKey: string
  earlier: readonly OptionDraft[]
  flows: FlowSignature[]
  flaws: readonly OptionFlaw[]
  newId: () => string
  onChange: (part: Partial<OptionDraft>) => void
}) => (
  <>
    <p className="m-0 text-small text-ink-3">
      Key <code className="font-code text-code text-ink-2">{optionKey}</code>
    </p>
    {isChosen(option) && (
      <>
        <RadioGroup
          label="Values"
          choices={ways}
          value={option.from}
          onValueChange={from => onChange({ from })}
          flow="row"
        />
        {option.from === 'static' ? (
          <StaticValues option={option} flaws={flaws} newId={newId} onChange={onChange} />
        ) : (
          <HelperValues option={option} flows={flows} earlier={earlier} flaws={flaws} onChange={onChange} />
        )}
      </>
    )}
  </>
)
