import { nameOfCard, optionPortId } from '@hookwright/engine'
import { type FieldId, type FlowSignature, fieldLimits, isChosen } from '@hookwright/model'
import { Dialog, RadioGroup, TextField } from '@hookwright/ui'
import { useMemo, useState } from 'react'
import type { DialogProps } from '../view/card-view.ts'
import { ApplyButtons } from '../view/fields-editor/apply-buttons.tsx'
import { DiscardQuestion } from '../view/fields-editor/discard-question.tsx'
import { FieldsEditor } from '../view/fields-editor/fields-editor.tsx'
import { controlAt, useJump } from '../view/fields-editor/place-control.tsx'
import { ProblemsFoot } from '../view/fields-editor/problems-foot.tsx'
import { RemoveQuestion, type UsedItem } from '../view/fields-editor/remove-question.tsx'
import { RemovedNotice } from '../view/fields-editor/removed-notice.tsx'
import { useDiscardGuard } from '../view/use-discard-guard.ts'
import { useWorkbench } from '../view/workbench.ts'
import { placeIdOf } from './error-place.ts'
import { HelperValues } from './helper-values.tsx'
import {
  dependentsIn,
  earlierOptions,
  keysOf,
  type OptionDraft,
  optionsOf,
  shownOptionsOf
} from './options-draft.ts'
import { OptionsPreview } from './options-preview.tsx'
import { StaticValues } from './static-values.tsx'
import { useOptionsDraft } from './use-options-draft.tsx'
import type { OptionError } from './validate-options.ts'

const ways = [
  { value: 'static', label: 'Static' },
  { value: 'flow', label: 'From helper flow' }
] as const

/** Editor for additional settings of an option: its key in helper flows, and the values of a dropdown. */
const OptionValuesEditor = ({
  option,
  optionKey,
  earlier,
  flows,
  errors,
  newId,
  onChange
}: {
  option: OptionDraft
  optionKey: string
  earlier: readonly OptionDraft[]
  flows: FlowSignature[]
  errors: readonly OptionError[]
  newId: () => string
  onChange: (part: Partial<OptionDraft>) => void
}) => (
  <>
    <p className="m-0 text-small text-ink-3">
      Key <code className="font-code text-small text-ink-2">{optionKey}</code>
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
          <StaticValues option={option} errors={errors} newId={newId} onChange={onChange} />
        ) : (
          <HelperValues option={option} flows={flows} earlier={earlier} errors={errors} onChange={onChange} />
        )}
      </>
    )}
  </>
)

const offers = {
  fieldTypes: ['text-field', 'dropdown', 'multi-select'],
  dataKinds: ['text'],
  list: false,
  required: true
} as const

/** Dialog for the options of an event or action. Users choose their values in their flows. */
export const OptionsDialog = ({ card, spec, at }: DialogProps) => {
  const bench = useWorkbench()
  const options = useOptionsDraft(card, at)
  const { draft, errors, problems, removed, blocking } = options
  const isBlocked = blocking !== null || options.isUnread
  const uses = bench.useFieldUses(
    'options',
    removed.map(({ id }) => id)
  )
  const keys = useMemo(() => keysOf(draft), [draft])
  const shown = useMemo(() => shownOptionsOf(draft), [draft])
  const [asking, setAsking] = useState<UsedItem | null>(null)
  const leaving = useDiscardGuard(options.isChanged)
  const [initialFocus] = useState(() => controlAt(options.opensAt))
  const jump = useJump()

  const goTo = (place: string): void => {
    const error = errors.find(each => placeIdOf(each.option, each.at) === place)
    if (error === undefined) return
    options.unfold(error.option)
    jump(place)
  }
  const askToRemove = (id: FieldId): void => {
    const option = draft.fields.find(field => field.id === id)
    const usedAt = [
      ...bench.usesOf(card.id, optionPortId(id)),
      ...dependentsIn(draft, id).map(label => `Values of the option “${label}”`)
    ]
    if (option === undefined || usedAt.length === 0) options.remove(id)
    else setAsking({ id, name: `option “${option.label}”`, uses: usedAt })
  }
  const apply = (): void => {
    if (blocking !== null) goTo(placeIdOf(blocking.option, blocking.at))
    if (isBlocked) return
    if (options.isChanged)
      bench.change('change the options', {
        kind: 'configure',
        card: card.id,
        config: { ...card.config, options: optionsOf(draft) }
      })
    bench.closeDialog()
  }

  return (
    <Dialog
      open
      onOpenChange={next => !next && leaving.leave()}
      title={`Options – ${nameOfCard(card, spec)}`}
      size="w-240 h-160 max-md:h-full max-md:rounded-none"
      bare
      initialFocus={initialFocus}
      onApply={apply}
      foot={
        <>
          <RemovedNotice
            removed={removed.map(({ id, label }) => ({ id, label, mapped: false }))}
            uses={uses}
            harm="takes a value from"
            onPutBack={options.putBack}
          />
          <ProblemsFoot problems={problems} onJump={goTo} />
          <ApplyButtons isBlocked={isBlocked} onCancel={bench.closeDialog} onApply={apply} />
        </>
      }
    >
      <div className="md:grid md:h-full md:grid-cols-[3fr_2fr]">
        <div className="flex min-w-0 flex-col gap-3 px-5 pt-1 pb-5 md:overflow-y-auto">
          <TextField label="Group Name" readOnly value="Options" className="w-60" />
          <FieldsEditor
            label="Options"
            fields={draft.fields}
            offers={offers}
            errors={options.labelErrors}
            onChange={options.change}
            onMove={options.move}
            onRemove={askToRemove}
            onAdd={options.add}
            {...(draft.fields.length >= fieldLimits.fields && {
              full: `A card has at most ${fieldLimits.fields} options.`
            })}
            fold={options}
            more={option => (
              <OptionValuesEditor
                option={option}
                optionKey={keys.get(option.id) ?? option.id}
                earlier={earlierOptions(draft, option.id)}
                flows={options.flows}
                errors={errors.filter(error => error.option === option.id)}
                newId={bench.newId}
                onChange={part => options.change(option.id, part)}
              />
            )}
          />
        </div>
        <OptionsPreview options={shown} keys={keys} className="md:overflow-y-auto" />
      </div>
      <RemoveQuestion of={asking} onRemove={options.remove} onClose={() => setAsking(null)} />
      <DiscardQuestion
        what="the options"
        open={leaving.asks}
        onStay={leaving.stay}
        onDiscard={bench.closeDialog}
      />
    </Dialog>
  )
}
