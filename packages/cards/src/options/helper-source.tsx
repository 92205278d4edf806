import {
  type Field,
  type FieldId,
  type Flow,
  type FlowSignature,
  nameOfType,
  shownFlowName
} from '@hookwright/model'
import { Button, IconButton, Select, TextField } from '@hookwright/ui'
import { ArrowUpRight } from 'lucide-react'
import { useState } from 'react'
import { ChooseFlow } from '../view/choose-flow.tsx'
import type { SourceDraft } from '../view/fields-editor/group-draft.ts'
import { literalFor, typedOf } from '../view/text-parts.ts'
import { useWorkbench } from '../view/workbench.ts'
import { placeIds } from './error-place.ts'
import { type HelperInputValue, withFlow } from './options-draft.ts'

const NOTHING = 'nothing'
const TYPED = 'typed'
const OPTION = 'option:'

const kindOf = (handed: HelperInputValue | undefined): string => {
  if (handed === undefined) return NOTHING
  return 'option' in handed ? `${OPTION}${handed.option}` : TYPED
}

/** Control for the value of a helper flow's input: an earlier option, or a typed literal. */
const HandedTo = ({
  of,
  handed,
  input,
  earlier,
  error,
  onHanded
}: {
  /** Id of the option or group that has the helper flow. */
  of: FieldId
  handed: HelperInputValue | undefined
  input: Field
  earlier: readonly Pick<Field, 'id' | 'label'>[]
  error: string | undefined
  onHanded: (handed: HelperInputValue | undefined) => void
}) => {
  const kind = kindOf(handed)
  const known = !kind.startsWith(OPTION) || earlier.some(other => `${OPTION}${other.id}` === kind)
  return (
    <div id={placeIds.input(of, input.id)} className="grid grid-cols-2 items-start gap-2 max-md:grid-cols-1">
      <Select
        label={input.label}
        required={input.required}
        size="card"
        placeholder="Choose a value…"
        error={error}
        aside={<span className="text-small text-ink-3">{nameOfType(input.dataType)}</span>}
        choices={[
          ...earlier.map(other => ({
            value: `${OPTION}${other.id}`,
            label: `Option: ${other.label === '' ? 'unnamed' : other.label}`
          })),
          { value: TYPED, label: 'Fixed value' },
          ...(input.required ? [] : [{ value: NOTHING, label: 'No value' }])
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

interface HelperSourceProps {
  /** Id of the option or group that has the helper flow. */
  of: FieldId
  source: SourceDraft
  flows: FlowSignature[]
  /** Options with values that can be passed to the helper flow. */
  earlier: readonly Pick<Field, 'id' | 'label'>[]
  /** Returns the validation error of the value passed to an input. */
  errorAt: (input: FieldId) => string | undefined
  /** Sentence that explains what the flow must return. */
  hint: string
  /** Name and template for creating a new helper flow, and a sentence about the next step. */
  fresh: { name: string; doc: (params: { newId: () => string }) => Flow; say: string }
  onChange: (source: SourceDraft) => void
}

/** Editor for a helper flow that runs while a card is set up, and for its input values. */
export const HelperSourceEditor = ({
  of,
  source,
  flows,
  earlier,
  errorAt,
  hint,
  fresh,
  onChange
}: HelperSourceProps) => {
  const bench = useWorkbench()
  const flow = flows.find(each => each.id === source.flowId)
  const isWrong = source.flowId !== null && flow === undefined
  const [making, setMaking] = useState(false)
  const [made, setMade] = useState<string | null>(null)
  const create = async (): Promise<void> => {
    if (making) return
    setMaking(true)
    const created = await bench.createFlow({ name: fresh.name, doc: fresh.doc({ newId: bench.newId }) })
    setMaking(false)
    if (created === null) return
    onChange(withFlow(source, created, flow, earlier))
    setMade(created.id)
    bench.openInNewTab(created.id)
  }
  const hand = (input: FieldId, handed: HelperInputValue | undefined): void => {
    const { [input]: _, ...others } = source.inputs
    onChange({ ...source, inputs: handed === undefined ? others : { ...source.inputs, [input]: handed } })
  }
  const lost = Object.keys(source.inputs).filter(id => !flow?.inputs.some(input => input.id === id))

  return (
    <div className="flex min-w-0 flex-col gap-3">
      <div className="flex min-w-0 items-center gap-1">
        <ChooseFlow
          id={placeIds.values(of)}
          label="Helper flow"
          flows={flows}
          chosen={
            source.flowId === null
              ? null
              : {
                  id: source.flowId,
                  name: flow === undefined ? 'Deleted flow' : shownFlowName(flow.name),
                  lost: isWrong
                }
          }
          none="This connector has no helper flow yet."
          onChoose={next => onChange(withFlow(source, next, flow, earlier))}
          onCreate={() => void create()}
          making={making}
        />
        {flow !== undefined && (
          <IconButton
            label={`Open ${shownFlowName(flow.name)} in a new tab`}
            icon={<ArrowUpRight aria-hidden />}
            onClick={() => bench.openInNewTab(flow.id)}
          />
        )}
      </div>
      <p className="m-0 text-small text-ink-3">{hint}</p>
      {made !== null && made === source.flowId && (
        <p role="status" className="m-0 text-small text-ink-2">
          {fresh.say}
        </p>
      )}
      {flow?.inputs.map(input => (
        <HandedTo
          key={input.id}
          of={of}
          handed={source.inputs[input.id]}
          input={input}
          earlier={earlier}
          error={errorAt(input.id)}
          onHanded={handed => hand(input.id, handed)}
        />
      ))}
      {flow !== undefined &&
        lost.map(id => (
          <div key={id} className="flex items-center justify-between gap-2">
            <span className="text-small text-err">This input no longer exists.</span>
            <Button id={placeIds.input(of, id)} size="card" onClick={() => hand(id, undefined)}>
              Remove mapping
            </Button>
          </div>
        ))}
    </div>
  )
}
