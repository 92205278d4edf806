import { type Field, type FieldId, type FlowSignature, nameOfType, shownFlowName } from '@hookwright/model'
import { Button, IconButton, Select, TextField } from '@hookwright/ui'
import { ArrowUpRight } from 'lucide-react'
import { useState } from 'react'
import { choicesTemplate } from '../helper-flow/choices-template.ts'
import { valuesFlowName } from '../template/helper-name.ts'
import { ChooseFlow } from '../view/choose-flow.tsx'
import { literalFor, typedOf } from '../view/text-parts.ts'
import { useWorkbench } from '../view/workbench.ts'
import { placeIds } from './flaw-place.ts'
import type { OptionFlaw } from './option-flaws.ts'
import { type HelperInputValue, type OptionDraft, withFlow } from './options-draft.ts'

const NOTHING = 'nothing'
const TYPED = 'typed'
const OPTION = 'option:'

const kindOf = (handed: HelperInputValue | undefined): string => {
  if (handed === undefined) return NOTHING
  return 'option' in handed ? `${OPTION}${handed.option}` : TYPED
}

/** Control for the value of a helper flow's input: an earlier option, or a typed literal. */
const HandedTo = ({
  option,
  input,
  earlier,
  flaw,
  onHanded
}: {
  option: OptionDraft
  input: Field
  earlier: readonly OptionDraft[]
  flaw: string | undefined
  onHanded: (handed: HelperInputValue | undefined) => void
}) => {
  const handed = option.inputs[input.id]
  const kind = kindOf(handed)
  const known = !kind.startsWith(OPTION) || earlier.some(other => `${OPTION}${other.id}` === kind)
  return (
    <div
      id={placeIds.input(option.id, input.id)}
      className="grid grid-cols-2 items-start gap-2 max-md:grid-cols-1"
    >
      <Select
        label={input.label}
        required={input.required}
        size="card"
        placeholder="Choose a value…"
        error={flaw}
        aside={<span className="text-small text-ink-3">{nameOfType(input.dataType)}</span>}
        choices={[
          ...earlier.map(other => ({
            value: `${OPTION}${other.id}`,
            label: `Option: ${other.label === '' ? 'without a label' : other.label}`
          })),
          { value: TYPED, label: 'Fixed value' },
          ...(input.required ? [] : [{ value: NOTHING, label: 'Nothing' }])
        ]}
        value={known && (handed !== undefined || !input.required) ? kind : null}
        onValueChange={chosen => {
          if (chosen === NOTHING) onHanded(undefined)
          else if (chosen === TYPED) onHanded({ literal: '' })
          else onHanded({ option: chosen.slice(OPTION.length) })
        }}
      />
      {handed !== undefined && 'literal' in handed && (
        <TextField
          label={`Value of ${input.label}`}
          size="card"
          autoComplete="off"
          value={typedOf(handed.literal)}
          onValueChange={typed => onHanded({ literal: literalFor(typed, input.dataType) })}
        />
      )}
    </div>
  )
}

/** The values of a dropdown that a helper flow gives: which flow, and what its inputs are handed. */
export const HelperValues = ({
  option,
  flows,
  earlier,
  flaws,
  onChange
}: {
  option: OptionDraft
  flows: FlowSignature[]
  earlier: readonly OptionDraft[]
  flaws: readonly OptionFlaw[]
  onChange: (part: Partial<OptionDraft>) => void
}) => {
  const bench = useWorkbench()
  const flow = flows.find(each => each.id === option.flowId)
  const isWrong = option.flowId !== null && flow === undefined
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const create = async (): Promise<void> => {
    if (making) return
    setMaking(true)
    const created = await bench.createFlow({
      name: valuesFlowName(option.label),
      doc: choicesTemplate({ newId: bench.newId })
    })
    setMaking(false)
    if (created === null) return
    const { flowId, inputs } = withFlow(option, created, flow, earlier)
    onChange({ flowId, inputs })
    setMade(created.id)
    bench.openBeside(created.id)
  }
  const hand = (input: FieldId, handed: HelperInputValue | undefined): void => {
    const { [input]: _, ...others } = option.inputs
    onChange({ inputs: handed === undefined ? others : { ...option.inputs, [input]: handed } })
  }
  const flawAt = (input: FieldId): string | undefined =>
    flaws.find(flaw => flaw.at.part === 'input' && flaw.at.input === input)?.message
  const lost = Object.keys(option.inputs).filter(id => !flow?.inputs.some(input => input.id === id))

  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex min-w-0 items-center gap-1">
        <ChooseFlow
          id={placeIds.values(option.id)}
          label="Helper flow"
          flows={flows}
          chosen={
            option.flowId === null
              ? null
              : {
                  id: option.flowId,
                  name: flow === undefined ? 'Deleted flow' : shownFlowName(flow.name),
                  lost: isWrong
                }
          }
          none="This connector has no helper flow yet."
          onChoose={next => onChange(withFlow(option, next, flow, earlier))}
          onCreate={() => void create()}
          making={making}
        />
        {flow !== undefined && (
          <IconButton
            label={`Open ${shownFlowName(flow.name)} in a new tab`}
            icon={<ArrowUpRight aria-hidden />}
            onClick={() => bench.openBeside(flow.id)}
          />
        )}
      </div>
      <p className="m-0 text-small text-ink-3">
        The flow must start with Helper Flow and return one list of texts, or of objects with “display” and
        “value”.
      </p>
      {made !== null && made === option.flowId && (
        <p role="status" className="m-0 text-small text-ink-2">
          The new flow returns two example values. Open it, and replace “Values to offer” with a request to
          the service.
        </p>
      )}
      {flow?.inputs.map(input => (
        <HandedTo
          key={input.id}
          option={option}
          input={input}
          earlier={earlier}
          flaw={flawAt(input.id)}
          onHanded={handed => hand(input.id, handed)}
        />
      ))}
      {flow !== undefined &&
        lost.map(id => (
          <div key={id} className="flex items-center justify-between gap-2">
            <span className="text-small text-err">This input no longer exists.</span>
            <Button id={placeIds.input(option.id, id)} size="card" onClick={() => hand(id, undefined)}>
              Remove mapping
            </Button>
          </div>
        ))}
    </div>
  )
}
